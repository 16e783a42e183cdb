import { sha256, silentLogger, systemClock } from '@relais/runtime';
import {
  type SourceAdapter,
  type SourceContext,
  type SourceItem,
  type SourcePage,
  type SourceRun,
  wholeOf,
} from '../src/index.ts';

/** Surroundings of an adapter that remember what it did. */
export interface TestContext extends SourceContext {
  readonly archived: Map<string, Uint8Array>;
  readonly live: Set<string>;
  readonly buckets: string[];
}

export function testContext(clock = systemClock): TestContext {
  const archived = new Map<string, Uint8Array>();
  const live = new Set<string>();
  const buckets: string[] = [];
  return {
    archived,
    live,
    buckets,
    logger: silentLogger,
    clock,
    archive(raw, hash = sha256(wholeOf(raw))) {
      archived.set(hash, wholeOf(raw));
      return Promise.resolve(hash);
    },
    known: (references) => Promise.resolve(new Set(references.filter((reference) => live.has(reference)))),
    throttle(bucket, _limit, signal) {
      signal.throwIfAborted();
      buckets.push(bucket);
      return Promise.resolve();
    },
  };
}

export interface ReadRun {
  readonly run: SourceRun;
  readonly pages: readonly SourcePage[];
  readonly items: readonly SourceItem[];
  readonly announced: number | null;
}

const unsignalled = new AbortController().signal;

export async function readRun(run: SourceRun, signal: AbortSignal = unsignalled): Promise<ReadRun> {
  const pages: SourcePage[] = [];
  for await (const page of run.pages(signal)) pages.push(page);
  const announced = pages.map((page) => page.announced).findLast((total) => total !== null) ?? null;
  return { run, pages, items: pages.flatMap((page) => page.items), announced };
}

/** Reads all runs of a request as the ingest would, settling each, with a cursor that moves along. */
export async function readAll(
  adapter: SourceAdapter,
  scope: 'round' | 'changes',
  cursor: string | null = null,
): Promise<{ runs: ReadRun[]; cursor: string | null }> {
  const runs: ReadRun[] = [];
  let moved = cursor;
  for await (const run of adapter.runs({ scope, cursor, signal: unsignalled })) {
    const read = await readRun(run);
    runs.push(read);
    moved = run.end().cursor ?? moved;
    await run.settle({ batchId: `batch-${runs.length}`, records: read.items.map(recordOf) });
  }
  return { runs, cursor: moved };
}

function recordOf(item: SourceItem) {
  const outcome = (
    { vacancy: 'observed', present: 'unchanged', withdrawn: 'withdrawn', unreadable: 'quarantined' } as const
  )[item.kind];
  return { reference: item.reference, outcome, reason: item.kind === 'unreadable' ? item.code : null };
}

export function ofKind<Kind extends SourceItem['kind']>(
  items: readonly SourceItem[],
  kind: Kind,
): Extract<SourceItem, { kind: Kind }>[] {
  return items.filter((item): item is Extract<SourceItem, { kind: Kind }> => item.kind === kind);
}

export function referencesOf(items: readonly SourceItem[]): string[] {
  return items.flatMap(({ reference }) => reference ?? []).toSorted();
}
