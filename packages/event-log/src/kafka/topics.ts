import { setTimeout as wait } from 'node:timers/promises';
import type { TopicDefinition } from '@relais/vacancy';
import type { Admin, ITopicConfig } from 'kafkajs';
import { eventLogErrors } from '../errors.ts';
import { lacksLeader, topicMissing } from './failures.ts';
import type { KafkaOptions } from './options.ts';

const DAY_MS = 24 * 3_600_000;
/** What one partition may get in one request: a single offer with all its languages can be larger than Kafka's own 1 MiB. */
const MAX_MESSAGE_BYTES = 8 * 1024 * 1024;
const LED_WITHIN_MS = 30_000;
const LEADER_PAUSE_MS = 50;

/** The topics of the cluster, under our names for them. */
export class KafkaTopics {
  readonly #admin: Admin;
  readonly #prefix: string;
  readonly #replicationFactor: number | undefined;
  readonly #partitions = new Map<string, number>();

  constructor(admin: Admin, { topicPrefix, replicationFactor }: KafkaOptions) {
    this.#admin = admin;
    this.#prefix = topicPrefix;
    this.#replicationFactor = replicationFactor;
  }

  /** The name that the cluster knows a topic, or a group, by. */
  prefixed(name: string): string {
    return this.#prefix + name;
  }

  /** The name that we know a topic by. */
  nameOf(topic: string): string {
    return topic.slice(this.#prefix.length);
  }

  async ensure(definitions: readonly TopicDefinition[]): Promise<void> {
    const present = new Set(await this.#admin.listTopics());
    const missing = definitions.filter(({ name }) => !present.has(this.prefixed(name)));
    // What another process made in the meantime is left as it is: kafkajs resolves to false then.
    if (missing.length > 0) await this.#admin.createTopics({ topics: missing.map((each) => this.#configOf(each)) });
    await Promise.all(definitions.map(({ name }) => this.#untilLed(this.prefixed(name))));
  }

  /** A topic that was made a moment ago, by whomever, is listed before its leaders know that they lead. */
  async #untilLed(topic: string): Promise<void> {
    const until = performance.now() + LED_WITHIN_MS;
    for (;;) {
      try {
        await this.#admin.fetchTopicOffsets(topic);
        return;
      } catch (error) {
        if (!(lacksLeader(error) || topicMissing(error)) || performance.now() >= until) throw error;
        await wait(LEADER_PAUSE_MS);
      }
    }
  }

  knows(name: string): boolean {
    return this.#partitions.has(name);
  }

  /**
   * Number of partitions of a topic. Asked for once, since it stays as it is.
   * @throws LOG_TOPIC_UNKNOWN
   */
  async partitionsOf(name: string): Promise<number> {
    const known = this.#partitions.get(name) ?? (await this.#read(name));
    this.#partitions.set(name, known);
    return known;
  }

  async #read(name: string): Promise<number> {
    const topic = this.prefixed(name);
    if (!(await this.#admin.listTopics()).includes(topic))
      throw eventLogErrors.create('LOG_TOPIC_UNKNOWN', { topic: name });
    const { topics } = await this.#admin.fetchTopicMetadata({ topics: [topic] });
    return topics[0]?.partitions.length ?? 0;
  }

  #configOf({ name, partitions, cleanup, retentionDays }: TopicDefinition): ITopicConfig {
    const retention = retentionDays === null ? -1 : retentionDays * DAY_MS;
    return {
      topic: this.prefixed(name),
      numPartitions: partitions,
      replicationFactor: this.#replicationFactor ?? -1,
      configEntries: [
        { name: 'cleanup.policy', value: cleanup },
        { name: 'max.message.bytes', value: String(MAX_MESSAGE_BYTES) },
        ...(cleanup === 'delete' ? [{ name: 'retention.ms', value: String(retention) }] : []),
      ],
    };
  }
}
