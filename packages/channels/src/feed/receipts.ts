import { type Logger, messageOf } from '@relais/runtime';
import { channelErrors } from '../errors.ts';
import { ACCEPTED } from '../outcomes.ts';
import type { ReceiptBatch } from '../port.ts';
import type { FeedStore } from './feed-store.ts';

const MOST_RECEIPTS = 1000;

export interface ReadFeed {
  readonly subscription: string;
  /** Name of the feed in the store whose acknowledged entries are the receipts. */
  readonly feed: string;
  readonly feedStore: FeedStore;
  readonly logger: Logger;
}

/** What the partner has read since. A feed that cannot be asked now is asked again at the next turn. */
export async function readReceipts({ subscription, feed, feedStore, logger }: ReadFeed): Promise<ReceiptBatch[]> {
  try {
    const entries = await feedStore.unsettled(feed, MOST_RECEIPTS);
    const last = entries.at(-1);
    if (last === undefined) return [];
    const receipts = entries.map(({ offerId, revision }) => ({ offerId, revision, outcome: ACCEPTED }));
    return [{ batchId: null, receipts, settle: async () => await feedStore.settle(feed, last.position) }];
  } catch (error) {
    const told = channelErrors.create('CHANNEL_RESULTS_UNREADABLE', { subscription, reason: messageOf(error) }, error);
    logger.warn({ code: told.code, subscription, error }, told.message);
    return [];
  }
}
