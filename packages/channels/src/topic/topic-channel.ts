import type { EventLog, OutgoingRecord } from '@relais/event-log';
import type { Clock, Logger } from '@relais/runtime';
import { eventHeaders, partnerTopic } from '@relais/vacancy';
import { z } from 'zod';
import { ACCEPTED, handoverFailed } from '../outcomes.ts';
import { type Channel, type ChannelBatch, type DeliveryItem, type ItemOutcome, idempotencyKey } from '../port.ts';
import { wireItem } from '../wire-item.ts';
import { TOPIC_HEADERS } from './protocol.ts';

export const topicSettingsSchema = z.strictObject({
  kind: z.literal('topic'),
  batchSize: z.number().int().min(1).max(5000).default(500),
  lingerMs: z.number().int().min(0).max(60_000).default(20),
});
export type TopicSettings = z.infer<typeof topicSettingsSchema>;

export interface TopicSurroundings {
  readonly partner: string;
  readonly subscription: string;
  readonly log: Pick<EventLog, 'ensureTopics' | 'publish'>;
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
  let made: Promise<void> | null = null;

  async function publish(batch: ChannelBatch): Promise<void> {
    made ??= log.ensureTopics([topic]);
    try {
      await made;
    } catch (error) {
      made = null;
      throw error;
    }
    await log.publish(batch.items.map((item) => recordOf(item, topic.name, surroundings)));
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
    close: async () => undefined,
  };
}

function recordOf(item: DeliveryItem, topic: string, { subscription, clock }: TopicSurroundings): OutgoingRecord {
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
    value: removal ? null : JSON.stringify(wireItem(subscription, item)),
    headers: { ...headers, [TOPIC_HEADERS.subject]: item.offerId, [TOPIC_HEADERS.revision]: String(item.revision) },
  };
}
