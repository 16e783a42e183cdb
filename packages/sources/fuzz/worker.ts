import { parentPort, workerData } from 'node:worker_threads';
import { fuzz } from '../test/fuzz/fuzz.ts';
import { PARSERS } from '../test/fuzz/parsers.ts';
import type { Assignment } from './watch.ts';

const { parser, inputs, seed, progress } = workerData as Assignment;
const at = new Int32Array(progress);
const fuzzed = PARSERS.find(({ name }) => name === parser);
if (fuzzed === undefined) throw new Error(`there is no parser ${parser}`);
const report = await fuzz(fuzzed, { inputs, seed, onInput: (number) => Atomics.store(at, 0, number) });
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- the port of a thread, not a window
parentPort?.postMessage(report);
