import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FuzzReport } from '../test/fuzz/fuzz.ts';
import { PARSERS } from '../test/fuzz/parsers.ts';

export type { FuzzReport } from '../test/fuzz/fuzz.ts';

export const PARSERS_NAMES: readonly string[] = PARSERS.map(({ name }) => name);

/** What a worker is told. `progress` holds the number of the input that it is at. */
export interface Assignment {
  readonly parser: string;
  readonly inputs: number;
  readonly seed: number;
  readonly progress: SharedArrayBuffer;
}

/** An input that takes longer than this will never end: the limit of the property is far lower. */
const HANGS_AFTER_MS = 30_000;
const LOOK_EVERY_MS = 1_000;
const MOST_HEAP_MIB = 1_024;

/** Fuzzes one parser in a thread of its own, which is ended when it hangs in the middle of an input or runs out of memory. */
export async function runWatched(parser: string, asked: { inputs: number; seed: number }): Promise<FuzzReport> {
  const progress = new SharedArrayBuffer(4);
  const at = new Int32Array(progress);
  const assignment: Assignment = { parser, ...asked, progress };
  const worker = new Worker(new URL('worker.ts', import.meta.url), {
    workerData: assignment,
    resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MIB },
  });
  let last = { number: -1, since: Date.now() };
  const watch = setInterval(() => {
    const number = Atomics.load(at, 0);
    if (number !== last.number) last = { number, since: Date.now() };
    else if (Date.now() - last.since > HANGS_AFTER_MS) void worker.terminate();
  }, LOOK_EVERY_MS);
  try {
    const message = once(worker, 'message').then(([report]) => report as FuzzReport);
    const gone = once(worker, 'exit').then(() => ended(parser, asked, Atomics.load(at, 0), 'hang'));
    return await Promise.race([message, gone]);
  } catch (error) {
    return ended(parser, asked, Atomics.load(at, 0), error instanceof Error ? error.message : 'crash');
  } finally {
    clearInterval(watch);
    await worker.terminate();
  }
}

function ended(
  parser: string,
  { inputs, seed }: { inputs: number; seed: number },
  number: number,
  how: string,
): FuzzReport {
  const problem = how === 'hang' ? 'hang' : /memory/i.test(how) ? 'memory' : 'crash';
  const findings = [{ parser, seed, number, problem, detail: how } as const];
  return { parser, inputs, vacancies: 0, withdrawn: 0, unreadable: 0, slowestMs: 0, findings };
}
