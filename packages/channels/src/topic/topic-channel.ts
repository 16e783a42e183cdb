import type { EventLog, LogRecord, OutgoingRecord } from '@relais/event-log';
import { type Clock, type Logger, messageOf } from '@relais/runtime';
import { eventHeaders, partnerTopic } from '@relais/vacancy';
import { z } from 'zod';
import { channelErrors } from '../errors.ts';
import { formatItem } from '../formats/port.ts';
import { formatNamed, formatNameSchema } from '../formats/registry.ts';
import { ACCEPTED, handoverFailed } from '../outcomes.ts';
import {
  type Channel,
  type ChannelBatch,
  type DeliveryItem,
  type InventoryRecord,
  type ItemOutcome,
  idempotencyKey,
} from '../port.ts';
import { TOPIC_HEADERS } from './protocol.ts';

export const topicSettingsSchema = z.strictObject({
  kind: z.literal('topic'),
  /** What the values of the records are written in. */
  format: formatNameSchema.default('relais-json'),
  batchSize: z.number().int().min(1).max(5000).default(500),
  lingerMs: z.number().int().min(0).max(60_000).default(20),
});
export type TopicSettings = z.infer<typeof topicSettingsSchema>;

export interface TopicSurroundings {
  readonly partner: string;
  readonly subscription: string;
  readonly log: Pick<EventLog, 'ensureTopics' | 'publish' | 'read'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Opens the partner topic; the contract stands in `protocol.ts`. An offer is accepted once the log holds it. Two topic
 * subscriptions of one partner would overwrite each other's offers: the configuration allows one.
 */
export function openTopic(settings: TopicSettings, surroundings: TopicSurroundings): Channel {
  const { partner, log } = surroundings;
  const topic = partnerTopic(partner);
  const recordOf = recordWriter(settings, surroundings);
  let made: Promise<void> | null = null;

  async function publish(batch: ChannelBatch): Promise<void> {
    made ??= log.ensureTopics([topic]);
    try {
      await made;
    } catch (error) {
      made = null;
      throw error;
    }
    await log.publish(batch.items.map((item) => recordOf(item, topic.name)));
  }

  async function outcomeOf(batch: ChannelBatch): Promise<ItemOutcome> {
    try {
      await publish(batch);
      return ACCEPTED;
    } catch (error) {
      return handoverFailed('log', batch.id, surroundings, error);
    }
  }

  return {
    kind: 'topic',
    batchSize: settings.batchSize,
    concurrency: 1,
    lingerMs: settings.lingerMs,
    receiptsEveryMs: null,
    receipts: async () => [],
    send: async (batch, signal) => {
      // The log's own waits have an end, and it cannot be interrupted: a stop is only looked at before.
      signal.throwIfAborted();
      const outcome = await outcomeOf(batch);
      return batch.items.map(() => outcome);
    },
    inventory: (signal) => inventoryOf(topic.name, surroundings, signal),
    close: async () => undefined,
  };
}

function recordWriter(settings: TopicSettings, { subscription, clock }: TopicSurroundings) {
  const format = formatNamed(settings.format);
  return (item: DeliveryItem, topic: string): OutgoingRecord => {
    const removal = item.content === null;
    const headers = eventHeaders({
      id: idempotencyKey(subscription, item),
      type: removal ? 'offer.removed' : 'offer.upserted',
      source: `/relais/sink/${subscription}`,
      time: new Date(clock.now()).toISOString(),
    });
    return {
      topic,
      key: item.offerId,
      value: removal ? null : format.one(formatItem(subscription, item)),
      headers: {
        ...headers,
        'content-type': format.mediaType,
        [TOPIC_HEADERS.subject]: item.offerId,
        [TOPIC_HEADERS.revision]: String(item.revision),
      },
    };
  };
}

/** What the topic holds is what its reader can have: the newest record of every offer that is not a tombstone. */
async function* inventoryOf(
  topic: string,
  { log, subscription }: TopicSurroundings,
  signal: AbortSignal,
): AsyncGenerator<InventoryRecord> {
  const held = new Map<string, number | null>();
  const note = ({ key, value, headers }: LogRecord) => {
    if (value === null) held.delete(key);
    else held.set(key, Number(headers[TOPIC_HEADERS.revision]) || null);
  };
  try {
    for await (const records of log.read({ topic, signal })) for (const record of records) note(record);
  } catch (error) {
    signal.throwIfAborted();
    throw channelErrors.create('CHANNEL_INVENTORY_UNREADABLE', { subscription, reason: messageOf(error) }, error);
  }
  for (const [offerId, revision] of held) yield { offerId, revision, hash: null };
}
