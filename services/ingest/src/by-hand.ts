import type { Batch } from '@relais/ledger';
import type { SourcePage, SourceRun } from '@relais/sources';
import type { Archive } from './archive.ts';
import { ingestErrors } from './errors.ts';
import { type FileReader, fileRun, type NamedFile } from './file-run.ts';
import { type Plan, planRun } from './plan.ts';
import { plannedState } from './planned-memory.ts';
import { cursorName, runBatch } from './run-batch.ts';
import { holding, noteRound, type ScheduledSource, takeRuns, tidyUp } from './source-runner.ts';
import { openSpool } from './spool.ts';

/** What a person asks to be read of a source. */
export type HandReach =
  /** What is new since the last run. */
  | { readonly kind: 'changes' }
  /** Everything, as at night. */
  | { readonly kind: 'full' }
  /** What changed since a moment, RFC 3339. The source's place stays where it is. */
  | { readonly kind: 'since'; readonly moment: string }
  /** One raw file; a snapshot only when it is declared to hold everything the source has. */
  | { readonly kind: 'file'; readonly file: NamedFile; readonly isSnapshot: boolean };

export interface HandRequest {
  readonly reach: HandReach;
  /** Tells what would be done and writes nothing. */
  readonly dryRun: boolean;
  /** Told before anything of the run is done. */
  onPlan(plan: Plan): void;
}

/** One run: what was planned, and the batch it became; null in a dry run. */
export interface HandReading {
  readonly plan: Plan;
  readonly batch: Batch | null;
}

export interface HandSource {
  readonly readFile: FileReader;
  cursorSince(moment: string): string | null;
}

/**
 * Reads a source once. A dry run, which is given a planned state, takes nothing from anybody and may run beside the process that has the source.
 * @throws INGEST_SOURCE_TAKEN when another process has the source, INGEST_SINCE_NOT_OFFERED
 */
export async function readByHand(
  source: ScheduledSource,
  kind: HandSource,
  request: HandRequest & { readonly archive: Archive; readonly directory: string },
  signal: AbortSignal,
): Promise<readonly HandReading[]> {
  const name = source.around.source;
  if (request.dryRun) return await readRuns(source, kind, request, signal);
  const read = await holding(source, signal, async (held) => {
    await tidyUp(source, held);
    const startedAt = source.around.clock.now();
    const readings = await readRuns(source, kind, request, held);
    if (request.reach.kind === 'full') await noteRound(source, startedAt);
    return readings;
  });
  if (read === null) throw ingestErrors.create('INGEST_SOURCE_TAKEN', { source: name });
  return read;
}

async function readRuns(
  source: ScheduledSource,
  kind: HandSource,
  request: HandRequest & { readonly archive: Archive; readonly directory: string },
  signal: AbortSignal,
): Promise<readonly HandReading[]> {
  const { around } = source;
  const readings: HandReading[] = [];
  const planOnly = async (run: SourceRun) => {
    const plan = await planRun(around, run, () => Promise.resolve(), signal);
    request.onPlan(plan);
    readings.push({ plan, batch: null });
    return null;
  };
  const planAndDo = async (run: SourceRun) => {
    const spool = await openSpool(request.directory);
    try {
      const planning = { ...around, state: plannedState(around.state) };
      const plan = await planRun(planning, run, (page: SourcePage) => spool.put(page), signal);
      request.onPlan(plan);
      const batch = await runBatch(around, spool.replay(run), signal);
      readings.push({ plan, batch });
      return batch;
    } finally {
      await spool.close();
    }
  };
  const runs = await runsOf(source, kind, request, signal);
  await takeRuns(source, runs, request.dryRun ? planOnly : planAndDo);
  return readings;
}

async function runsOf(
  { adapter, around }: ScheduledSource,
  kind: HandSource,
  { reach, archive }: { reach: HandReach; archive: Archive },
  signal: AbortSignal,
): Promise<AsyncIterable<SourceRun> | readonly SourceRun[]> {
  if (reach.kind === 'file') return [fileRun((file) => kind.readFile(file), reach.file, reach.isSnapshot, archive)];
  const { source } = around;
  if (reach.kind === 'since') {
    const cursor = kind.cursorSince(reach.moment);
    if (cursor === null) throw ingestErrors.create('INGEST_SINCE_NOT_OFFERED', { source });
    return inPlace(adapter.runs({ scope: 'changes', cursor, signal }));
  }
  const cursor = await around.state.values.get(cursorName(source));
  return adapter.runs({ scope: reach.kind === 'full' ? 'round' : 'changes', cursor, signal });
}

/** Runs that leave the cursor where it is: what lies between it and them was not read. */
async function* inPlace(runs: AsyncIterable<SourceRun>): AsyncGenerator<SourceRun, void, undefined> {
  for await (const run of runs) {
    yield {
      mode: run.mode,
      subject: run.subject,
      pages: (signal) => run.pages(signal),
      end: () => ({ ...run.end(), cursor: null }),
      settle: (result) => run.settle(result),
    };
  }
}
