import { type Logger, messageOf } from '@relais/runtime';
import { z } from 'zod';
import { channelErrors } from '../errors.ts';
import { ACCEPTED, handoverFailed } from '../outcomes.ts';
import type { Channel, ChannelBatch, ItemOutcome, ReceiptBatch } from '../port.ts';
import type { FeedStore } from './feed-store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const MOST_RECEIPTS = 1000;

export const feedSettingsSchema = z.strictObject({
  kind: z.literal('feed'),
  /** Keys that open this subscription's feed, given resolved; two during a change of keys. */
  apiKeys: z.array(z.string().min(24).max(200)).min(1).max(5),
  batchSize: z.number().int().min(1).max(5000).default(500),
  lingerMs: z.number().int().min(0).max(60_000).default(20),
  receiptsEveryMs: z.number().int().min(10).default(2000),
  /** How long the partner may take to read before a delivery counts as unanswered. */
  receiptWithinMs: z
    .number()
    .int()
    .min(1000)
    .default(7 * DAY_MS),
});
export type FeedSettings = z.infer<typeof feedSettingsSchema>;

export interface FeedSurroundings {
  readonly subscription: string;
  readonly feedStore: FeedStore;
  readonly logger: Logger;
}

/** Opens the pull feed: the partner reads it through `feedServer`, and its reading is the receipt. */
export function openFeed(settings: FeedSettings, surroundings: FeedSurroundings): Channel {
  return {
    kind: 'feed',
    batchSize: settings.batchSize,
    concurrency: 1,
    lingerMs: settings.lingerMs,
    receiptsEveryMs: settings.receiptsEveryMs,
    send: async (batch, signal) => {
      signal.throwIfAborted();
      const outcome = await append(batch, settings, surroundings);
      return batch.items.map(() => outcome);
    },
    receipts: async (signal) => {
      signal.throwIfAborted();
      return await readReceipts(surroundings);
    },
    close: async () => undefined,
  };
}

async function append(
  batch: ChannelBatch,
  settings: FeedSettings,
  surroundings: FeedSurroundings,
): Promise<ItemOutcome> {
  const entries = batch.items.map(({ offerId, revision, content }) => ({
    offerId,
    revision,
    content: content === null ? null : JSON.stringify(content),
    at: batch.at,
  }));
  try {
    await surroundings.feedStore.append(surroundings.subscription, entries);
    return { kind: 'handed-over', receiptWithinMs: settings.receiptWithinMs };
  } catch (error) {
    return handoverFailed('feed store', batch.id, surroundings, error);
  }
}

/** What the partner has read since. A feed that cannot be asked now is asked again at the next turn. */
async function readReceipts({ subscription, feedStore, logger }: FeedSurroundings): Promise<ReceiptBatch[]> {
  try {
    const entries = await feedStore.unsettled(subscription, MOST_RECEIPTS);
    const last = entries.at(-1);
    if (last === undefined) return [];
    const receipts = entries.map(({ offerId, revision }) => ({ offerId, revision, outcome: ACCEPTED }));
    return [{ batchId: null, receipts, settle: async () => await feedStore.settle(subscription, last.position) }];
  } catch (error) {
    const told = channelErrors.create('CHANNEL_RESULTS_UNREADABLE', { subscription, reason: messageOf(error) }, error);
    logger.warn({ code: told.code, subscription, error }, told.message);
    return [];
  }
}
