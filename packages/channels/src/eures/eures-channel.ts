import type { Clock, Logger } from '@relais/runtime';
import { z } from 'zod';
import { type FeedStore, latestEntries, type StoredFeedEntry } from '../feed/feed-store.ts';
import { readReceipts } from '../feed/receipts.ts';
import { pulledShape } from '../feed/settings.ts';
import { offerOf } from '../formats/port.ts';
import { ACCEPTED, handoverFailed, rejected } from '../outcomes.ts';
import type { Channel, ChannelBatch, ItemOutcome } from '../port.ts';
import { nextEntry, type Offered } from './provided.ts';
import { readFeed } from './readings.ts';

export const euresSettingsSchema = z.strictObject({ kind: z.literal('eures'), ...pulledShape });
export type EuresSettings = z.infer<typeof euresSettingsSchema>;

export interface EuresSurroundings {
  readonly subscription: string;
  readonly feedStore: FeedStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Opens the EURES Input API for one subscription: EURES reads it through `feedServer`, and its reading is the receipt. */
export function openEures(settings: EuresSettings, surroundings: EuresSurroundings): Channel {
  const { subscription } = surroundings;
  return {
    kind: 'eures',
    batchSize: settings.batchSize,
    concurrency: 1,
    lingerMs: settings.lingerMs,
    receiptsEveryMs: settings.receiptsEveryMs,
    send: async (batch, signal) => {
      signal.throwIfAborted();
      return await provide(batch, settings, surroundings);
    },
    receipts: async (signal) => {
      signal.throwIfAborted();
      return await readReceipts({ ...surroundings, feed: readFeed(subscription) });
    },
    close: async () => undefined,
  };
}

async function provide(
  batch: ChannelBatch,
  { receiptWithinMs }: EuresSettings,
  surroundings: EuresSurroundings,
): Promise<ItemOutcome[]> {
  const { subscription, feedStore } = surroundings;
  const items = batch.items.map((item) => ({ ...item, offer: offerOf(item) }));
  const offerIds = items.map(({ offerId }) => offerId);
  try {
    const before = await latestEntries(feedStore, subscription, offerIds);
    const read = await latestEntries(feedStore, readFeed(subscription), offerIds);
    await feedStore.append(subscription, newEntries(items, before, surroundings));
    return items.map((item) => {
      const { offerId, revision, offer } = item;
      const done = read.get(offerId)?.revision === revision || (offer === null && !before.has(offerId));
      return refusalOf(item) ?? (done ? ACCEPTED : { kind: 'handed-over', receiptWithinMs });
    });
  } catch (error) {
    const outcome = handoverFailed('feed store', batch.id, surroundings, error);
    return batch.items.map(() => outcome);
  }
}

/** An offer that no longer qualifies is closed, so that EURES does not keep its earlier state. */
function newEntries(
  items: readonly Offered[],
  before: ReadonlyMap<string, StoredFeedEntry>,
  { clock }: EuresSurroundings,
): Omit<StoredFeedEntry, 'position'>[] {
  const entries = items.map((item) => {
    const shown = refusalOf(item) === null ? item : { ...item, offer: null };
    return nextEntry(before.get(item.offerId), shown, clock.now());
  });
  return entries.filter((entry) => entry !== null);
}

/** Why an offer cannot be provided; null when it can. Never an echo: what came from EURES does not go back. */
function refusalOf({ offer }: Offered): ItemOutcome | null {
  if (offer === null) return null;
  const { origin, titles, workplaces } = offer;
  if (/^eures(?:-|$)/.test(origin.service)) return rejected('not-wanted', 'it came from EURES');
  if (titles.every(({ text }) => text.trim() === '')) return rejected('invalid', 'it has no title');
  if (workplaces.every(({ country, nuts }) => country === null && nuts === null)) {
    return rejected('invalid', 'no place of work names a country');
  }
  return null;
}
