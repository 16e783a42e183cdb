import { deterministicId } from '@relais/runtime';
import type { AttemptRow } from '../port.ts';
import type { DeliveryChange } from './states.ts';

/** The attempt that a change tells of; null for a wish, a receipt, or the absence of one. */
export function attemptOf({ subscription, offerId, at, event }: DeliveryChange): AttemptRow | null {
  if (!('tried' in event) || event.tried === undefined) return null;
  const { revision, batchId, tried } = event;
  const told = 'reason' in event ? event : { reason: null, detail: null };
  return {
    id: deterministicId('attempt', subscription, offerId, revision, tried.startedAt),
    subscription,
    offerId,
    revision,
    batchId,
    channel: tried.channel,
    outcome: event.type,
    reason: told.reason,
    detail: told.detail,
    startedAt: tried.startedAt,
    endedAt: at,
  };
}
