import type { Batch } from '@relais/ledger';
import { isAbort, messageOf, RelaisError, sleep } from '@relais/runtime';
import type { SourceAdapter, SourceRun } from '@relais/sources';
import { withLease } from '@relais/state';
import { safeWords } from './books.ts';
import { countBatch } from './count-batch.ts';
import { ingestErrors } from './errors.ts';
import { expireEnded } from './expiry.ts';
import { applyDecisions } from './held-batches.ts';
import { catchUp } from './rebuild-memory.ts';
import { type BatchSurroundings, cursorName, runBatch } from './run-batch.ts';
import { nextRound, nextRun, roundIsOwed, type Scope, type SourceSchedule } from './schedule.ts';
import { noteHeard, Watch } from './watch.ts';

export interface ScheduledSource {
  readonly adapter: SourceAdapter;
  readonly schedule: SourceSchedule;
  /** How often offers whose own end has passed are looked for, seconds; null never. */
  readonly expireEverySeconds: number | null;
  /** After so long without a batch that came to its end the source is reported. */
  readonly silentAfterHours: number;
  readonly around: BatchSurroundings;
  readonly holder: string;
}

const LEASE_MS = 15_000;
const STANDBY_MS = 1_000;
const FAILED_WAIT_MS = 30_000;
/** How long a source whose schema changed is left alone that has no round to wait for. */
const SCHEMA_WAIT_MS = 3_600_000;

/**
 * Makes the runs that a source has now, one batch each, and withdraws what has ended, also when the source fails. Null
 * when another process has the source. Batches that a dead process left open are closed as failed first.
 */
export async function readSource(
  source: ScheduledSource,
  scope: Scope,
  signal: AbortSignal,
): Promise<readonly Batch[] | null> {
  return await holding(source, signal, async (held) => {
    const reading = readHeld(source, scope, held);
    await reading.catch(() => undefined);
    const expires = source.expireEverySeconds !== null && !held.aborted;
    const expired = expires ? await expireEnded(source.around, held) : null;
    const batches = await reading;
    return expired === null ? batches : [...batches, expired];
  });
}

/** Does work while no other process has the source; null when one has it. */
export async function holding<Result>(
  source: ScheduledSource,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | null> {
  const outcome = await withLease(leaseOf(source, signal), work);
  return outcome.held ? outcome.result : null;
}

/**
 * Follows a source until the signal aborts. One process at a time has the source, for as long as it lives; the others
 * stand by. A round that fell due while nobody was there is made at once.
 */
export async function followSource(source: ScheduledSource, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const outcome = await withLease(leaseOf(source, signal), (held) => followHeld(source, held)).catch(
      (error: unknown) => reportFailure(source, error),
    );
    if (outcome?.held === true) continue;
    await sleep(STANDBY_MS, signal).catch(() => undefined);
  }
}

function leaseOf(source: ScheduledSource, signal: AbortSignal) {
  const { leases } = source.around.state;
  return { leases, holder: source.holder, name: `source:${source.around.source}`, ttlMs: LEASE_MS, signal };
}

async function readHeld(source: ScheduledSource, scope: Scope, signal: AbortSignal): Promise<readonly Batch[]> {
  const { around } = source;
  await tidyUp(source, signal);
  const startedAt = around.clock.now();
  const cursor = await around.state.values.get(cursorName(around.source));
  const runs = source.adapter.runs({ scope, cursor, signal });
  const batches = await takeRuns(source, runs, (run) => runBatch(around, run, signal));
  if (scope === 'round') await noteRound(source, startedAt);
  return batches;
}

/** What comes before every reading: nothing is left open, nothing that was decided is left undone. */
export async function tidyUp({ around }: ScheduledSource, signal: AbortSignal): Promise<void> {
  await failInterrupted(around);
  await applyDecisions(around, signal);
}

/** Makes a batch of each run, one after the other (null where the caller made none), and notes that the source was heard. */
export async function takeRuns(
  { around }: ScheduledSource,
  runs: AsyncIterable<SourceRun> | Iterable<SourceRun>,
  take: (run: SourceRun) => Promise<Batch | null>,
): Promise<readonly Batch[]> {
  const batches: Batch[] = [];
  for await (const run of runs) {
    const batch = await take(run);
    if (batch === null) continue;
    batches.push(batch);
    await noteHeard(around, around.clock.now());
  }
  return batches;
}

async function followHeld(source: ScheduledSource, signal: AbortSignal): Promise<void> {
  const watch = new Watch(source);
  let scope: Scope = (await roundIsDue(source)) ? 'round' : 'changes';
  while (!signal.aborted) {
    const outcome = await readOrReport(source, scope, signal);
    const next = waitAfter(source, outcome);
    await watch.wait(next?.inMs ?? Number.POSITIVE_INFINITY, signal);
    // A round that failed is still owed, and one that fell due meanwhile too.
    scope = next?.scope === 'round' || (await roundIsDue(source)) ? 'round' : 'changes';
  }
}

type Outcome = 'done' | 'failed' | 'schema-changed';

/** When the source is read again. Null when nothing but a person asks for it. */
function waitAfter({ around, schedule }: ScheduledSource, outcome: Outcome): { scope: Scope; inMs: number } | null {
  const now = around.clock.now();
  const planned = nextRun(around.source, schedule, now);
  if (outcome === 'done') return planned;
  if (outcome === 'failed')
    return { scope: 'changes', inMs: Math.min(planned?.inMs ?? FAILED_WAIT_MS, FAILED_WAIT_MS) };
  // The service will not change back within seconds: asking it all the time would only cost both sides.
  const round = nextRound(around.source, schedule, now);
  return { scope: 'round', inMs: round === null ? SCHEMA_WAIT_MS : round - now };
}

async function readOrReport(source: ScheduledSource, scope: Scope, signal: AbortSignal): Promise<Outcome> {
  try {
    await readHeld(source, scope, signal);
    return 'done';
  } catch (error) {
    if (!signal.aborted && !isAbort(error)) reportFailure(source, error);
    return error instanceof RelaisError && error.code === 'SOURCE_SCHEMA_CHANGED' ? 'schema-changed' : 'failed';
  }
}

/** True when no round was made since the schedule last asked for one. */
async function roundIsDue({ schedule, around }: ScheduledSource): Promise<boolean> {
  const last = await around.state.values.get(roundName(around.source));
  return last === null || roundIsOwed(around.source, schedule, around.clock.now(), Number(last));
}

function reportFailure({ around }: ScheduledSource, error: unknown): undefined {
  const { source } = around;
  const code = error instanceof RelaisError ? error.code : null;
  const cause = error instanceof Error && error.cause !== undefined ? safeWords(messageOf(error.cause)) : null;
  const details = { source, code, reason: safeWords(messageOf(error)), cause, at: placesOf(error) };
  around.logger.error(details, 'the source could not be read');
}

/** Where it was thrown, without its words: those may repeat what a source sent. */
function placesOf(error: unknown): string[] {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  return lines
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())
    .slice(0, 5);
}

/** Notes when a round began that was made to its end. */
export async function noteRound({ around }: ScheduledSource, startedAt: number): Promise<void> {
  await around.state.values.set(roundName(around.source), String(startedAt));
}

/** Name under which the start of a source's last round is kept. */
function roundName(source: string): string {
  return `round:${source}`;
}

async function failInterrupted(around: BatchSurroundings): Promise<void> {
  const recent = await around.ledger.batches.list({ source: around.source, limit: 20, offset: 0 });
  const interrupted = recent.filter((one) => one.status === 'open');
  await catchUp(
    around,
    interrupted.map(({ id }) => id),
  );
  for (const batch of interrupted) {
    const failure = ingestErrors.create('INGEST_INTERRUPTED').message;
    const failed: Batch = { ...batch, status: 'failed', closedAt: around.clock.now(), failure };
    await around.ledger.batches.put(failed);
    countBatch(around.metrics, failed);
  }
}
