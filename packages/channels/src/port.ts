import type { Closeable } from '@relais/runtime';

/** One offer on its way to one subscription. */
export interface DeliveryItem {
  readonly offerId: string;
  readonly revision: number;
  /** JSON text of the partner's view (`PartnerOffer`); null asks the partner to remove the offer. */
  readonly content: string | null;
}

/** Key that stays the same over all attempts of the same revision: the receiver's means to drop repeats. */
export function idempotencyKey(subscription: string, item: { offerId: string; revision: number }): string {
  return `${subscription}_${item.offerId}_${item.revision}`;
}

/** Reasons a partner or a connection can give, in the fixed vocabulary of the ledger. */
export type OutcomeReason =
  | 'invalid'
  | 'unknown-code'
  | 'duplicate'
  | 'not-wanted'
  | 'gone'
  | 'timeout'
  | 'connection'
  | 'server-error'
  | 'rate-limited'
  | 'authentication'
  | 'too-large'
  | 'no-receipt'
  | 'partner-error'
  | 'internal';

/** What became of one item. */
export type ItemOutcome =
  | { kind: 'accepted' }
  /** It is with the partner; the receipt comes later through `receipts`. */
  | { kind: 'handed-over'; receiptWithinMs: number }
  | { kind: 'rejected'; reason: OutcomeReason; detail: string | null }
  | {
      kind: 'failed';
      reason: OutcomeReason;
      detail: string | null;
      /** False when trying again cannot help. */
      retriable: boolean;
      /** What the partner asked for (Retry-After); null leaves it to the schedule. */
      retryAfterMs: number | null;
    };

export interface ChannelBatch {
  /** Deterministic: the same items give the same id. */
  readonly id: string;
  readonly items: readonly DeliveryItem[];
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface Receipt {
  readonly offerId: string;
  readonly revision: number;
  readonly outcome: Extract<ItemOutcome, { kind: 'accepted' | 'rejected' | 'failed' }>;
}

/** Receipts of one earlier batch. `settle` is called once they are durable: only then may their trace be cleared away. */
export interface ReceiptBatch {
  readonly batchId: string | null;
  readonly receipts: readonly Receipt[];
  settle(): Promise<void>;
}

/** What a partner says it holds of one offer. */
export interface InventoryRecord {
  readonly offerId: string;
  /** The revision it took last, where it keeps it. */
  readonly revision: number | null;
  /** Hash of the view it holds (`viewHash` of the policy), where it can tell. */
  readonly hash: string | null;
}

/** Everything that a partner should hold, to take the place of all it holds. */
export interface FullSet {
  /** Deterministic: the same set gives the same id. */
  readonly id: string;
  readonly items: AsyncIterable<DeliveryItem>;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * A way to a partner. `send` never throws for what a partner or a network does: that is an outcome per item,
 * in the order of the items. It throws for bugs only, and rejects with the signal's reason once the signal aborts: nothing
 * is known then of what was under way. `receipts` does the same.
 */
export interface Channel extends Closeable {
  readonly kind: string;
  /** Most items of one batch. */
  readonly batchSize: number;
  /** How many batches may be under way at once. */
  readonly concurrency: number;
  /** How long a batch that is not full may wait for more, in milliseconds. */
  readonly lingerMs: number;
  send(batch: ChannelBatch, signal: AbortSignal): Promise<readonly ItemOutcome[]>;
  /** Receipts that have come in since, if the channel has any; asked again every `receiptsEveryMs`. */
  readonly receiptsEveryMs: number | null;
  receipts(signal: AbortSignal): Promise<readonly ReceiptBatch[]>;
  /**
   * What the partner says it holds, whole: an inventory that is cut off ends in a rejection. Missing where the partner offers none.
   * @throws CHANNEL_INVENTORY_UNREADABLE
   */
  readonly inventory?: (signal: AbortSignal) => AsyncIterable<InventoryRecord>;
  /**
   * Leaves a full set, visible to the partner only once it is complete; one outcome counts for all. Missing where there is
   * no such thing.
   */
  readonly sendFull?: (set: FullSet, signal: AbortSignal) => Promise<ItemOutcome>;
}
