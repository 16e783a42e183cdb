import type { FeedStore } from '../feed/feed-store.ts';

/** Writers' clocks may differ by this much; entries are in order of their moments but for that. */
const MOST_SKEW_MS = 10 * 60 * 1000;

/** A position behind which every entry of that moment or later lies, found in few looks instead of reading them all. */
export async function positionBefore(store: FeedStore, subscription: string, since: number): Promise<number> {
  const olderBehind = async (position: number): Promise<number | null> => {
    const [entry] = await store.after(subscription, position, 1);
    return entry !== undefined && entry.at < since - MOST_SKEW_MS ? entry.position : null;
  };
  let reached = 0;
  let step = 1;
  for (let older = await olderBehind(0); older !== null; older = await olderBehind(reached + step)) {
    reached = older;
    step *= 2;
  }
  while (step > 0) {
    step = Math.floor(step / 2);
    reached = (await olderBehind(reached + step)) ?? reached;
  }
  return reached;
}
