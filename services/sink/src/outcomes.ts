import type { ItemOutcome, Receipt } from '@relais/channels';
import type { Delivery, DeliveryChange, DeliveryEvent, StoredDelivery, Try } from '@relais/ledger';
import { nextWait, type RetrySchedule } from './retry-schedule.ts';

export interface Answering {
  readonly batchId: string;
  readonly retry: RetrySchedule;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The try that was answered; none for a receipt. */
  readonly tried?: Try;
}

/** What an outcome means for the delivery. */
export function changeOf(delivery: Delivery, outcome: ItemOutcome, answering: Answering): DeliveryChange {
  const { subscription, offerId } = delivery;
  return { subscription, offerId, at: answering.at, event: eventOf(delivery, outcome, answering) };
}

function eventOf(delivery: Delivery, outcome: ItemOutcome, answering: Answering): DeliveryEvent {
  const { retry, at, batchId, tried } = answering;
  const told = { revision: delivery.revision, batchId, ...(tried === undefined ? {} : { tried }) };
  switch (outcome.kind) {
    case 'accepted':
      return { type: 'accepted', hash: delivery.desiredHash, ...told };
    case 'handed-over':
      return { type: 'handed-over', receiptDueAt: at + outcome.receiptWithinMs, ...told };
    case 'rejected':
      return { type: 'rejected', reason: outcome.reason, detail: outcome.detail, ...told };
    case 'failed': {
      const wait = nextWait(retry, { ...outcome, attempts: attemptsMade(delivery), random: Math.random() });
      const retryAt = wait === null ? null : at + wait;
      return { type: 'failed', reason: outcome.reason, detail: outcome.detail, retryAt, ...told };
    }
  }
}

/** This one included: a hand-over has been counted when it was made, its missing or late answer is no further attempt. */
function attemptsMade(delivery: Delivery): number {
  return delivery.state === 'awaiting' ? delivery.attempts : delivery.attempts + 1;
}

/**
 * What a receipt means. One for an older revision tells that the partner holds something older:
 * its hash is not known any more, which the empty text says.
 */
export function changeOfReceipt(stored: StoredDelivery, receipt: Receipt, answering: Answering): DeliveryChange | null {
  const { delivery } = stored;
  if (receipt.revision === delivery.revision) return changeOf(delivery, receipt.outcome, answering);
  if (receipt.revision > delivery.revision || receipt.outcome.kind !== 'accepted') return null;
  const event = { type: 'accepted', revision: receipt.revision, hash: '', batchId: answering.batchId } as const;
  return { subscription: delivery.subscription, offerId: delivery.offerId, at: answering.at, event };
}

/** The deadline for a receipt has passed. */
export function overdueChange(delivery: Delivery, retry: RetrySchedule, at: number): DeliveryChange {
  const outcome = { kind: 'failed', reason: 'no-receipt', detail: null, retriable: true, retryAfterMs: null } as const;
  return changeOf(delivery, outcome, { batchId: delivery.batchId ?? '', retry, at });
}
