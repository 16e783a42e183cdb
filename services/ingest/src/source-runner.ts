import type { Batch } from '@relais/ledger';
import { type Clock, isAbort, type Logger, sleep } from '@relais/runtime';
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

const LEASE_MS = 30_000;

/**
 * Makes the runs that a source has now, one batch each. Only one process reads a source at a time; null when
 * another one does. Batches that a dead process left open are closed as failed first.
 */
export async function readSource(
  source: ScheduledSource,
  scope: 'round' | 'changes',
  signal: AbortSignal,
): Promise<readonly Batch[] | null> {
  const { state } = source.around;
  const name = `source:${source.around.source}`;
  const lease = { leases: state.leases, holder: source.holder, name, ttlMs: LEASE_MS, signal };
  const outcome = await withLease(lease, async (held) => {
    await failInterrupted(source.around);
    const cursor = await state.values.get(cursorName(source.around.source));
    const batches: Batch[] = [];
    for await (const run of source.adapter.runs({ scope, cursor, signal: held })) {
      batches.push(await runBatch(source.around, run, held));
    }
    return batches;
  });
  return outcome.held ? outcome.result : null;
}

/** Follows a source until the signal aborts: a first round at once, then changes and rounds by the schedule. */
export async function followSource(source: ScheduledSource, signal: AbortSignal): Promise<void> {
  let scope: 'round' | 'changes' | null = 'round';
  while (!signal.aborted) {
    if (scope !== null) await readOrReport(source, scope, signal);
    const next = nextRun(source.schedule, source.around.clock);
    if (next === null) return;
    await sleep(next.inMs, signal).catch(() => undefined);
    scope = next.scope;
  }
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

async function readOrReport(source: ScheduledSource, scope: 'round' | 'changes', signal: AbortSignal): Promise<void> {
  try {
    await readSource(source, scope, signal);
  } catch (error) {
    if (signal.aborted || isAbort(error)) return;
    reportFailure(source.around.logger, source.around.source, error);
  }
}

function reportFailure(logger: Logger, source: string, error: unknown): void {
  logger.error({ error, source }, 'the source could not be read; it is tried again at its next time');
}

async function failInterrupted(around: BatchSurroundings): Promise<void> {
  const recent = await around.ledger.batches.list({ source: around.source, limit: 20, offset: 0 });
  for (const batch of recent.filter((one) => one.status === 'open')) {
    const failure = ingestErrors.create('INGEST_INTERRUPTED').message;
    await around.ledger.batches.put({ ...batch, status: 'failed', closedAt: around.clock.now(), failure });
  }
}
