/** An entry of the change feed of one subscription. */
export interface StoredFeedEntry {
  /** Grows with each entry; positive. */
  readonly position: number;
  readonly offerId: string;
  readonly revision: number;
  /** JSON text of the partner's view; null for a removal. */
  readonly content: string | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Where the feeds of all subscriptions are kept. */
export interface FeedStore {
  /** Appends; a repeat (same subscription, offer and revision) is ignored. */
  append(subscription: string, entries: readonly Omit<StoredFeedEntry, 'position'>[]): Promise<void>;
  /** Entries after a position, in order. Only the newest entry of an offer is kept. */
  after(subscription: string, position: number, limit: number): Promise<readonly StoredFeedEntry[]>;
  /** Notes that the reader has all up to `position`; never moves back. */
  acknowledge(subscription: string, position: number): Promise<void>;
  /** Acknowledged entries that have not been turned into receipts yet, in order. */
  unsettled(subscription: string, limit: number): Promise<readonly StoredFeedEntry[]>;
  /** Notes that receipts were recorded for all entries up to `position`; never moves back. */
  settle(subscription: string, position: number): Promise<void>;
}
