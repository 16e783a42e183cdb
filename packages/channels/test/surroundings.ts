import { silentLogger, systemClock } from '@relais/runtime';
import { type ChannelSurroundings, channelSettingsSchema, openChannel } from '../src/index.ts';
import { memoryFeedStore } from './feed/memory-feed-store.ts';

async function* unread(): AsyncGenerator<never> {
  yield await unused();
}
const unused = () => Promise.reject(new Error('this channel has no use for the log'));

/** Surroundings in which the log must not be used, and the feed store is empty. */
function surroundings(known: Partial<ChannelSurroundings> = {}): ChannelSurroundings {
  return {
    partner: 'jobs',
    subscription: 'jobs-all',
    log: { ensureTopics: unused, publish: unused, read: unread },
    feedStore: memoryFeedStore(),
    clock: systemClock,
    logger: silentLogger,
    ...known,
  };
}

/** Opens a channel from settings as the configuration would give them. */
export function openWith(settings: Record<string, unknown>, known: Partial<ChannelSurroundings> = {}) {
  return openChannel(channelSettingsSchema.parse(settings), surroundings(known));
}
