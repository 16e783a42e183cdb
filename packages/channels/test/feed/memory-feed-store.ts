import type { FeedStore, StoredFeedEntry } from '../../src/index.ts';

interface Feed {
  entries: StoredFeedEntry[];
  last: number;
  acknowledged: number;
  settled: number;
}

/** The feed store's port, in memory: it keeps the promises of the port and nothing else. */
export function memoryFeedStore(epoch?: string): FeedStore {
  const feeds = new Map<string, Feed>();
  const feedOf = (subscription: string): Feed => {
    const feed = feeds.get(subscription) ?? { entries: [], last: 0, acknowledged: 0, settled: 0 };
    feeds.set(subscription, feed);
    return feed;
  };
  return {
    async append(subscription, entries) {
      const feed = feedOf(subscription);
      for (const entry of entries) {
        const present = feed.entries.find(({ offerId }) => offerId === entry.offerId);
        if (present !== undefined && present.revision >= entry.revision) continue;
        feed.entries = feed.entries.filter((other) => other !== present);
        feed.entries.push({ ...entry, position: ++feed.last });
      }
    },
    after: async (subscription, position, limit) =>
      feedOf(subscription)
        .entries.filter((entry) => entry.position > position)
        .slice(0, limit),
    latest: async (subscription, offerIds) =>
      feedOf(subscription).entries.filter(({ offerId }) => offerIds.includes(offerId)),
    ...(epoch === undefined ? {} : { epoch: async () => epoch }),
    async acknowledge(subscription, position) {
      const feed = feedOf(subscription);
      feed.acknowledged = Math.max(feed.acknowledged, position);
    },
    async unsettled(subscription, limit) {
      const { entries, acknowledged, settled } = feedOf(subscription);
      return entries.filter(({ position }) => position > settled && position <= acknowledged).slice(0, limit);
    },
    async settle(subscription, position) {
      const feed = feedOf(subscription);
      feed.settled = Math.max(feed.settled, position);
    },
  };
}
