import type { EventLog } from '@relais/event-log';
import type { Clock, Logger } from '@relais/runtime';
import { z } from 'zod';
import { euresSettingsSchema, openEures } from './eures/eures-channel.ts';
import { openFeed } from './feed/feed-channel.ts';
import type { FeedStore } from './feed/feed-store.ts';
import { feedSettingsSchema } from './feed/settings.ts';
import type { Channel } from './port.ts';
import { sftpSettingsSchema } from './sftp/settings.ts';
import { openSftp } from './sftp/sftp-channel.ts';
import { openTopic, topicSettingsSchema } from './topic/topic-channel.ts';
import { webhookSettingsSchema } from './webhook/settings.ts';
import { openWebhook } from './webhook/webhook-channel.ts';

/** Settings of any channel. Secrets are plain strings here: the configuration has resolved them before. */
export const channelSettingsSchema = z.discriminatedUnion('kind', [
  webhookSettingsSchema,
  sftpSettingsSchema,
  topicSettingsSchema,
  feedSettingsSchema,
  euresSettingsSchema,
]);
export type ChannelSettings = z.infer<typeof channelSettingsSchema>;

/** What channels need around them. They own none of it. */
export interface ChannelSurroundings {
  readonly partner: string;
  readonly subscription: string;
  readonly log: Pick<EventLog, 'ensureTopics' | 'publish' | 'read'>;
  readonly feedStore: FeedStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Opens the channel of one subscription. Nothing is connected yet: the first batch does that. */
export function openChannel(settings: ChannelSettings, surroundings: ChannelSurroundings): Channel {
  switch (settings.kind) {
    case 'webhook':
      return openWebhook(settings, surroundings);
    case 'sftp':
      return openSftp(settings, surroundings);
    case 'topic':
      return openTopic(settings, surroundings);
    case 'feed':
      return openFeed(settings, surroundings);
    case 'eures':
      return openEures(settings, surroundings);
  }
}
