import type { DeliveryReason } from '../delivery/states.ts';
import type { AttemptRow } from '../port.ts';
import type { Row } from '../tables.ts';

export function attemptToRow(attempt: AttemptRow): Row<'attempts'> {
  return {
    offer_id: attempt.offerId,
    id: attempt.id,
    subscription: attempt.subscription,
    revision: attempt.revision,
    batch_id: attempt.batchId,
    channel: attempt.channel,
    outcome: attempt.outcome,
    reason: attempt.reason,
    detail: attempt.detail,
    started_at: attempt.startedAt,
    ended_at: attempt.endedAt,
  };
}

export function attemptFromRow(row: Row<'attempts'>): AttemptRow {
  return {
    id: row.id,
    subscription: row.subscription,
    offerId: row.offer_id,
    revision: row.revision,
    batchId: row.batch_id,
    channel: row.channel,
    outcome: row.outcome as AttemptRow['outcome'],
    reason: row.reason as DeliveryReason | null,
    detail: row.detail,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}
