import type { Logger } from '@relais/runtime';
import { channelErrors } from '../errors.ts';
import type { FeedStore } from '../feed/feed-store.ts';

/**
 * What EURES has read is noted in a feed of its own: it reads in any order, not along positions. No subscription has such a
 * name.
 */
export function readFeed(subscription: string): string {
  return `${subscription}/read`;
}

export interface Reading {
  readonly offerId: string;
  readonly revision: number;
}

/** Notes what was read. A failure is logged: the answer is with the reader already. */
export async function noteReadings(
  { feedStore, logger }: { feedStore: FeedStore; logger: Logger },
  { subscription, readings, at }: { subscription: string; readings: readonly Reading[]; at: number },
): Promise<void> {
  if (readings.length === 0) return;
  const feed = readFeed(subscription);
  try {
    await feedStore.append(
      feed,
      readings.map(({ offerId, revision }) => ({ offerId, revision, content: null, at })),
    );
    await feedStore.acknowledge(feed, Number.MAX_SAFE_INTEGER);
  } catch (error) {
    const told = channelErrors.create('CHANNEL_READING_NOT_NOTED', { subscription }, error);
    logger.warn({ code: told.code, subscription, error }, told.message);
  }
}
