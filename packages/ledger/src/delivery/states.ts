/**
 * Delivery as reconciliation: for each (subscription, offer) the ledger knows what the partner should hold and what it
 * said it holds, and works until the two agree. `docs/delivery.md` explains the table in `transitions.ts`.
 */
export const DELIVERY_STATES = ['due', 'awaiting', 'confirmed', 'rejected', 'failed', 'removed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Why a partner refused or a delivery failed, in a small fixed vocabulary. The partner's own words stand beside it. */
export const DELIVERY_REASONS = [
  'invalid', // the partner found the content at fault
  'unknown-code', // the partner does not know a code
  'duplicate', // the partner has it from elsewhere
  'not-wanted', // the partner does not want it
  'gone', // the endpoint said it is gone for good (410)
  'timeout',
  'connection',
  'server-error',
  'rate-limited',
  'authentication',
  'too-large',
  'no-receipt', // the partner never answered
  'partner-error', // anything else the partner said
  'internal',
] as const;
export type DeliveryReason = (typeof DELIVERY_REASONS)[number];

/** The standing of one offer at one subscription. */
export interface Delivery {
  readonly subscription: string;
  readonly offerId: string;
  readonly state: DeliveryState;
  /** Grows with each change of what the partner should hold; part of the idempotency key toward the partner. */
  readonly revision: number;
  /** Hash of the view the partner should hold; null when it must not hold the offer. */
  readonly desiredHash: string | null;
  /** Version and fence of the offer that was judged last: an older judgement never overrides a newer one. */
  readonly offerVersion: number;
  readonly offerFence: number;
  /** Revision and hash the partner confirmed; the hash is null after a confirmed removal. */
  readonly confirmedRevision: number | null;
  readonly confirmedHash: string | null;
  /** Attempts since the last change of what is desired. */
  readonly attempts: number;
  /**
   * When it may be tried (state `due`) or when the receipt is overdue (state `awaiting`), ms since the epoch. Else when it last
   * changed: equal judgements of two writers may have made it due in either order, and nothing of that is to last.
   */
  readonly nextAt: number;
  readonly reason: DeliveryReason | null;
  /** The partner's own words, at most 500 characters. */
  readonly detail: string | null;
  /** Batch of the last attempt. */
  readonly batchId: string | null;
  /** When it last changed, ms since the epoch. */
  readonly changedAt: number;
}

/** The try that an outcome came from; an outcome without one is a receipt, or its absence. */
export interface Try {
  readonly channel: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** An outcome is for one revision and was made by one batch. */
interface Outcome {
  readonly revision: number;
  readonly batchId: string;
  readonly tried?: Try;
}

interface Trouble extends Outcome {
  readonly reason: DeliveryReason;
  /** The partner's own words. */
  readonly detail: string | null;
}

/** What can happen to a delivery. Each is also a record of the deliveries topic. */
export type DeliveryEvent =
  | { type: 'desired'; hash: string | null; offerVersion: number; offerFence: number }
  | ({ type: 'accepted'; hash: string | null } & Outcome)
  | ({ type: 'handed-over'; receiptDueAt: number } & Outcome)
  | ({ type: 'rejected' } & Trouble)
  /** `retryAt`: when to try again; null when the attempts are spent. */
  | ({ type: 'failed'; retryAt: number | null } & Trouble)
  /** Somebody asked for it again while it stood at this revision. */
  | { type: 'replayed'; revision: number; operation: string }
  /**
   * What the partner said it holds, compared while the delivery stood at this revision (0: there was none).
   * `holds` is null when it does not hold the offer; its revision is null when the partner does not tell which one.
   */
  | { type: 'inventoried'; revision: number; holds: { readonly revision: number | null } | null };
export type DeliveryEventType = DeliveryEvent['type'];

/** A delivery event with its address and moment: the value of a record of the deliveries topic. */
export interface DeliveryChange {
  readonly subscription: string;
  readonly offerId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** New revisions lie above this: partners may have those up to it, from before the ledger was put back to an earlier day. */
  readonly floor?: number;
  readonly event: DeliveryEvent;
}
