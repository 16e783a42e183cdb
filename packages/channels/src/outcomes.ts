import type { Logger } from '@relais/runtime';
import { channelErrors } from './errors.ts';
import type { ItemOutcome, OutcomeReason } from './port.ts';

export type Failed = Extract<ItemOutcome, { kind: 'failed' }>;

export const ACCEPTED: Extract<ItemOutcome, { kind: 'accepted' }> = { kind: 'accepted' };

export function rejected(reason: OutcomeReason, detail: string | null): Extract<ItemOutcome, { kind: 'rejected' }> {
  return { kind: 'rejected', reason, detail };
}

/** A failure that may be tried again, when the schedule says so unless the partner named a time. */
export function failed(reason: OutcomeReason, detail: string | null, retryAfterMs: number | null = null): Failed {
  return { kind: 'failed', reason, detail, retriable: true, retryAfterMs };
}

/** A store of our own did not take a batch. The cause is logged; the partner's books only say that it was on our side. */
export function handoverFailed(
  store: string,
  batchId: string,
  { subscription, logger }: { subscription: string; logger: Logger },
  error: unknown,
): Failed {
  const told = channelErrors.create('CHANNEL_HANDOVER_FAILED', { store, batchId, subscription }, error);
  logger.warn({ error: told, code: told.code }, told.message);
  return failed('internal', `the ${store} did not take it`);
}
