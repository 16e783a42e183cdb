import type { EventLog } from '@relais/event-log';
import type { Ledger, Operation } from '@relais/ledger';
import type { FilterLocator } from '@relais/policy';
import { type Clock, isAbort, type Logger, messageOf } from '@relais/runtime';
import { TOPICS } from '@relais/vacancy';
import type { ActiveSubscription } from '../subscription.ts';
import { fullSet } from './full-set.ts';
import { reconcile } from './reconcile.ts';
import { replay } from './replay.ts';
import { changeOperation } from './take-commands.ts';

export interface OperationSurroundings {
  readonly log: EventLog;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly logger: Logger;
  /** For what a replay asks of places. */
  readonly locate: FilterLocator;
  /** Told after each page: there may be something due now. */
  onProgress(): void;
}

const KINDS = { replay, reconcile, 'full-set': fullSet } as const;

/**
 * Carries out one operation, from where it stands to its end, or until it is paused, cancelled, or the signal aborts: then it
 * stays open and is taken up again behind its cursor. Never rejects but for our own stores.
 */
export async function runOperation(
  around: OperationSurroundings,
  subscription: ActiveSubscription,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const { ledger, clock } = around;
  const operation = await changeOperation(ledger, id, { type: 'started' }, clock.now());
  if (operation?.status !== 'running') return;
  const report = await outcomeOf(around, subscription, operation, signal);
  if (report === null) return;
  await changeOperation(ledger, id, report, clock.now());
  await forget(around.log, id);
}

async function outcomeOf(
  around: OperationSurroundings,
  subscription: ActiveSubscription,
  operation: Operation,
  signal: AbortSignal,
): Promise<{ type: 'ended' | 'failed'; report: string } | null> {
  try {
    const report = await KINDS[operation.kind](around, subscription, operation, signal);
    return report === null ? null : { type: 'ended', report: JSON.stringify(report) };
  } catch (error) {
    if (signal.aborted || isAbort(error)) return null;
    around.logger.warn({ error, operation: operation.id }, 'the operation could not be carried out');
    return { type: 'failed', report: JSON.stringify({ reason: messageOf(error) }) };
  }
}

/** What was carried out must not be carried out again when the ledger is rebuilt from the log. */
async function forget(log: EventLog, id: string): Promise<void> {
  const keys = [id, `${id}/control`];
  await log.publish(keys.map((key) => ({ topic: TOPICS.commands.name, key, value: null, headers: {} })));
}
