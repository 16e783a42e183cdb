import type { PartnerOffer } from '@relais/policy';
import type { Logger } from '@relais/runtime';
import { handoverFailed } from '../outcomes.ts';
import type { Channel, ChannelBatch, ItemOutcome } from '../port.ts';
import { type FeedStore, latestEntries } from './feed-store.ts';
import { codesOf, isTombstone, tombstoneText } from './filter-codes.ts';
import { readReceipts } from './receipts.ts';
import type { FeedSettings } from './settings.ts';

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
      return await readReceipts({ ...surroundings, feed: surroundings.subscription });
    },
    close: async () => undefined,
  };
}

async function append(
  batch: ChannelBatch,
  settings: FeedSettings,
  surroundings: FeedSurroundings,
): Promise<ItemOutcome> {
  try {
    const tombstones = await tombstonesOf(batch, surroundings);
    const entries = batch.items.map(({ offerId, revision, content }) => ({
      offerId,
      revision,
      content: content ?? tombstones.get(offerId) ?? null,
      at: batch.at,
    }));
    await surroundings.feedStore.append(surroundings.subscription, entries);
    return { kind: 'handed-over', receiptWithinMs: settings.receiptWithinMs };
  } catch (error) {
    return handoverFailed('feed store', batch.id, surroundings, error);
  }
}

/** What is left of the offers that a batch removes. A store without quick access to them leaves nothing but the removal. */
async function tombstonesOf(
  { items }: ChannelBatch,
  { subscription, feedStore }: FeedSurroundings,
): Promise<ReadonlyMap<string, string | null>> {
  const removed = items.filter(({ content }) => content === null).map(({ offerId }) => offerId);
  if (removed.length === 0 || feedStore.latest === undefined) return new Map();
  const entries = await latestEntries(feedStore, subscription, removed);
  return new Map([...entries].map(([offerId, { content }]) => [offerId, tombstoneOf(content)]));
}

function tombstoneOf(content: string | null): string | null {
  if (content === null || isTombstone(content)) return content;
  return tombstoneText(codesOf(JSON.parse(content) as PartnerOffer));
}
