import { setImmediate } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';
import type { SourceItem } from '../../src/port.ts';
import { readSourceFile } from '../../src/registry.ts';
import type { FuzzedParser } from './fuzzed-parser.ts';
import { inputOf, numbered } from './mutator.ts';

export interface FuzzFinding {
  readonly parser: string;
  readonly seed: number;
  /** With the seed, gives the input again. */
  readonly number: number;
  readonly problem: 'crash' | 'hang' | 'memory' | 'silence' | 'no-reason' | 'link';
  readonly detail: string;
}

export interface FuzzReport {
  readonly parser: string;
  readonly inputs: number;
  /** Items by what became of them. */
  readonly vacancies: number;
  readonly withdrawn: number;
  readonly unreadable: number;
  /** Longest time on the processor for one input, milliseconds. */
  readonly slowestMs: number;
  readonly findings: readonly FuzzFinding[];
}

export interface FuzzOptions {
  readonly inputs: number;
  readonly seed: number;
  /** Told the number of each input before it is read. */
  readonly onInput?: (number: number) => void;
}

const LONGEST_MS = 1000;
/** Beyond what the process held before. */
const MOST_GROWTH_BYTES = 300 * 1024 * 1024;
const MOST_FINDINGS = 20;
const INPUTS_A_TURN = 50;
/** Says of an answer or a file that it is not read, or not beyond some place. */
const STOPS = /^(?:ANSWER_UNREADABLE$|FILE_)/;
/** What a normaliser threw is kept with its record: the books are right, and it is a fault of ours all the same. */
const SWALLOWED = 'normalising failed';

/** Gives a parser mutated files. Each must come out as items, no fewer than it holds, with a reason where they are unreadable, in time and in bounds. */
export async function fuzz(parser: FuzzedParser, { inputs, seed, onInput }: FuzzOptions): Promise<FuzzReport> {
  const counts = { vacancies: 0, withdrawn: 0, unreadable: 0 };
  const findings: FuzzFinding[] = [];
  let slowestMs = 0;
  const mostHeld = heldBytes() + MOST_GROWTH_BYTES;
  for (let number = 0; number < inputs && findings.length < MOST_FINDINGS; number++) {
    onInput?.(number);
    // What a library lets go of, it lets go of between two turns of the loop.
    if (number % INPUTS_A_TURN === 0) await setImmediate();
    const input = inputFor(parser, seed, number);
    const began = process.threadCpuUsage();
    const read = readOnce(parser, input);
    const { user, system } = process.threadCpuUsage(began);
    slowestMs = Math.max(slowestMs, (user + system) / 1000);
    const problem = costProblem((user + system) / 1000, mostHeld) ?? problemOf(parser, input, read);
    if (problem !== null) findings.push({ parser: parser.name, seed, number, ...problem });
    for (const { kind } of read.items) {
      if (kind === 'unreadable') counts.unreadable += 1;
      else if (kind === 'withdrawn') counts.withdrawn += 1;
      else counts.vacancies += 1;
    }
  }
  return { parser: parser.name, inputs, ...counts, slowestMs: Math.ceil(slowestMs), findings };
}

function inputFor({ samples, alter }: FuzzedParser, seed: number, number: number): Buffer {
  return alter === null || number % 2 === 0 ? inputOf(samples, seed, number) : alter(numbered(seed, number));
}

/** Partners show links to people: no other scheme, and nothing that ends the address in a page. */
const WEB_ADDRESS = /^https?:\/\/[^\s"<>\p{Cc}\p{Cs}]+$/iu;

function linksOf(items: readonly SourceItem[]): string[] {
  const vacancies = items.flatMap((item) => (item.kind === 'vacancy' ? [item.vacancy] : []));
  return vacancies.flatMap(({ url, application }) => [url, application.url]).filter((link) => link !== null);
}

interface Read {
  readonly items: readonly SourceItem[];
  readonly crash: string | null;
}

function readOnce(parser: FuzzedParser, bytes: Uint8Array): Read {
  const items: SourceItem[] = [];
  try {
    for (const item of readSourceFile('fuzzed', parser.settings, { name: 'input', bytes })) items.push(item);
    return { items, crash: null };
  } catch (error) {
    return { items, crash: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

type Problem = Pick<FuzzFinding, 'problem' | 'detail'>;

function heldBytes(): number {
  const { used_heap_size: heap, external_memory: buffers } = getHeapStatistics();
  return heap + buffers;
}

function costProblem(elapsedMs: number, mostHeld: number): Problem | null {
  if (elapsedMs > LONGEST_MS) return { problem: 'hang', detail: `${Math.round(elapsedMs)} ms on the processor` };
  const held = heldBytes();
  return held > mostHeld ? { problem: 'memory', detail: `${held} bytes` } : null;
}

function problemOf(parser: FuzzedParser, input: Buffer, { items, crash }: Read): Problem | null {
  if (crash !== null) return { problem: 'crash', detail: crash.slice(0, 600) };
  const bare = items.find((item) => item.kind === 'unreadable' && (item.reason === '' || item.code === ''));
  if (bare !== undefined) return { problem: 'no-reason', detail: `item ${bare.position}` };
  const thrown = items.find((item) => item.kind === 'unreadable' && item.reason.startsWith(SWALLOWED));
  if (thrown?.kind === 'unreadable') return { problem: 'crash', detail: `item ${thrown.position}: ${thrown.reason}` };
  const astray = linksOf(items).find((link) => !WEB_ADDRESS.test(link));
  if (astray !== undefined) return { problem: 'link', detail: JSON.stringify(astray) };
  const least = items.some((item) => item.kind === 'unreadable' && STOPS.test(item.code)) ? 1 : parser.records(input);
  if (items.length >= least) return null;
  return { problem: 'silence', detail: `${input.length} bytes gave ${items.length} items instead of ${least}` };
}
