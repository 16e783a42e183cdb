import type { Batch } from '@relais/ledger';
import { type Clock, isAbort, sleep } from '@relais/runtime';
import type { SourceAdapter } from '@relais/sources';
import { withLease } from '@relais/state';
import { Cron } from 'croner';
import { ingestErrors } from './errors.ts';
import { type BatchSurroundings, cursorName, runBatch } from './run-batch.ts';

export interface SourceSchedule {
  /** Cron expression of the full comparison, in `zone`; null when it is only asked for. */
  readonly round: string | null;
  /** IANA time zone of the expression. */
  readonly zone: string;
  /** How often the source is asked for changes, seconds; null never. */
  readonly changesEverySeconds: number | null;
}

export interface ScheduledSource {
  readonly adapter: SourceAdapter;
  readonly schedule: SourceSchedule;
  readonly around: BatchSurroundings;
  readonly holder: string;
}

const LEASE_MS = 15_000;
const STANDBY_MS = 1_000;
const FAILED_WAIT_MS = 30_000;

/**
 * Makes the runs that a source has now, one batch each. Null when another process has the source.
 * Batches that a dead process left open are closed as failed first.
 */
export async function readSource(
  source: ScheduledSource,
  scope: 'round' | 'changes',
  signal: AbortSignal,
): Promise<readonly Batch[] | null> {
  const outcome = await withLease(leaseOf(source, signal), (held) => readHeld(source, scope, held));
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

async function readHeld(
  source: ScheduledSource,
  scope: 'round' | 'changes',
  signal: AbortSignal,
): Promise<readonly Batch[]> {
  const { around } = source;
  await failInterrupted(around);
  const startedAt = around.clock.now();
  const cursor = await around.state.values.get(cursorName(around.source));
  const batches: Batch[] = [];
  for await (const run of source.adapter.runs({ scope, cursor, signal })) {
    batches.push(await runBatch(around, run, signal));
  }
  if (scope === 'round') await around.state.values.set(roundName(around.source), String(startedAt));
  return batches;
}

async function followHeld(source: ScheduledSource, signal: AbortSignal): Promise<void> {
  let scope = (await roundIsDue(source)) ? ('round' as const) : ('changes' as const);
  while (!signal.aborted) {
    const done = await readOrReport(source, scope, signal);
    const next = nextRun(source.schedule, source.around.clock);
    if (done && next === null) return await aborted(signal);
    const planned = next?.inMs ?? Number.POSITIVE_INFINITY;
    await sleep(done ? planned : Math.min(planned, FAILED_WAIT_MS), signal).catch(() => undefined);
    // A round that failed is still owed.
    if (done && next !== null) scope = next.scope;
  }
}

async function readOrReport(
  source: ScheduledSource,
  scope: 'round' | 'changes',
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await readHeld(source, scope, signal);
    return true;
  } catch (error) {
    if (!signal.aborted && !isAbort(error)) reportFailure(source, error);
    return false;
  }
}

/** True when no round was made since the schedule last asked for one. */
async function roundIsDue({ schedule, around }: ScheduledSource): Promise<boolean> {
  const last = await around.state.values.get(roundName(around.source));
  if (last === null) return true;
  if (schedule.round === null) return false;
  const [due] = new Cron(schedule.round, { timezone: schedule.zone }).previousRuns(1, new Date(around.clock.now()));
  return due !== undefined && due.getTime() > Number(last);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** When the source is to be read next, and how; a full round wins over changes that fall on the same moment. */
export function nextRun(schedule: SourceSchedule, clock: Clock): { scope: 'round' | 'changes'; inMs: number } | null {
  const now = clock.now();
  const round =
    schedule.round === null ? null : new Cron(schedule.round, { timezone: schedule.zone }).nextRun(new Date(now));
  const roundIn = round === null ? Number.POSITIVE_INFINITY : round.getTime() - now;
  const changesIn = (schedule.changesEverySeconds ?? Number.POSITIVE_INFINITY) * 1000;
  if (roundIn === Number.POSITIVE_INFINITY && changesIn === Number.POSITIVE_INFINITY) return null;
  return roundIn <= changesIn ? { scope: 'round', inMs: Math.max(0, roundIn) } : { scope: 'changes', inMs: changesIn };
}

function reportFailure({ around }: ScheduledSource, error: unknown): undefined {
  around.logger.error({ error, source: around.source }, 'the source could not be read; it is tried again');
}

/** Name under which the start of a source's last round is kept. */
function roundName(source: string): string {
  return `round:${source}`;
}

async function failInterrupted(around: BatchSurroundings): Promise<void> {
  const recent = await around.ledger.batches.list({ source: around.source, limit: 20, offset: 0 });
  for (const batch of recent.filter((one) => one.status === 'open')) {
    const failure = ingestErrors.create('INGEST_INTERRUPTED').message;
    await around.ledger.batches.put({ ...batch, status: 'failed', closedAt: around.clock.now(), failure });
  }
}
