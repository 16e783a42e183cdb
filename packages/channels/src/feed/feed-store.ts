/** An entry of the change feed of one subscription. */
export interface StoredFeedEntry {
  /** Grows with each entry; positive. */
  readonly position: number;
  readonly offerId: string;
  readonly revision: number;
  /** JSON text of what the feed shows, in the words of its channel; null for a removal of which nothing more is known. */
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
  /** The newest entries of some offers, in any order. A store without it is read from end to end where they are needed. */
  readonly latest?: (subscription: string, offerIds: readonly string[]) => Promise<readonly StoredFeedEntry[]>;
  /**
   * Names this build of the store, in letters, digits and dashes: positions of another build mean nothing here. A store
   * without it is taken for one that is never built anew.
   */
  readonly epoch?: () => Promise<string>;
  /** Notes that the reader has all up to `position`; never moves back. */
  acknowledge(subscription: string, position: number): Promise<void>;
  /** Acknowledged entries that have not been turned into receipts yet, in order. */
  unsettled(subscription: string, limit: number): Promise<readonly StoredFeedEntry[]>;
  /** Notes that receipts were recorded for all entries up to `position`; never moves back. */
  settle(subscription: string, position: number): Promise<void>;
}

const PORTION = 200;

/** The newest entries of some offers, by offer. */
export async function latestEntries(
  store: FeedStore,
  subscription: string,
  offerIds: readonly string[],
): Promise<ReadonlyMap<string, StoredFeedEntry>> {
  const found = new Map<string, StoredFeedEntry>();
  if (store.latest !== undefined) {
    for (const entry of await store.latest(subscription, offerIds)) found.set(entry.offerId, entry);
    return found;
  }
  const wanted = new Set(offerIds);
  for await (const entry of entriesAfter(store, subscription, 0)) {
    if (wanted.has(entry.offerId)) found.set(entry.offerId, entry);
  }
  return found;
}

/** All entries after a position, read in portions. */
export async function* entriesAfter(
  store: FeedStore,
  subscription: string,
  position: number,
): AsyncGenerator<StoredFeedEntry> {
  let reached = position;
  for (;;) {
    const entries = await store.after(subscription, reached, PORTION);
    yield* entries;
    const last = entries.at(-1);
    if (last === undefined || entries.length < PORTION) return;
    reached = last.position;
  }
}
