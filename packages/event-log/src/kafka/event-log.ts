import { setTimeout as wait } from 'node:timers/promises';
import { type Logger, messageOf, silentLogger, within } from '@relais/runtime';
import type { TopicDefinition } from '@relais/vacancy';
import type { Message, Producer } from 'kafkajs';
import { eventLogErrors } from '../errors.ts';
import { partitionOf } from '../partition.ts';
import type {
  BatchHandler,
  ConsumeOptions,
  Consumer,
  EventLog,
  LogRecord,
  OutgoingRecord,
  PartitionLag,
  ReadOptions,
} from '../port.ts';
import { COMPRESSION, registerCodecs } from './compression.ts';
import { KafkaConnection } from './connection.ts';
import { HEARTBEAT_MS, KafkaLogConsumer } from './consumer.ts';
import { failureOf } from './failures.ts';
import { beginAtEnd, lagOf } from './group-offsets.ts';
import { type KafkaOptions, type KafkaOptionsInput, kafkaOptionsSchema } from './options.ts';
import { Publisher } from './publisher.ts';
import { readStretches } from './reader.ts';
import { KafkaTopics } from './topics.ts';

/** For how long a request to publish is repeated while the cluster is away, the same once the log closes, and the pause between two tries. */
const PUBLISH_PATIENCE_MS = 60_000;
const CLOSE_PATIENCE_MS = 10_000;
const PUBLISH_PAUSE_MS = 500;
/**
 * A fetch is answered as soon as there is one record; otherwise the broker holds it for so long, which bounds the time to
 * close, too. Offers grow fivefold when they are decompressed: the bytes bound the memory of a consumer.
 */
const FETCH = { minBytes: 1, maxWaitTimeInMs: 250, maxBytesPerPartition: 128 * 1024, maxBytes: 4 * 1024 * 1024 };
const PING_MS = 5000;

/**
 * The event log in Apache Kafka 4 through kafkajs 2.2.4.
 *
 * After `kill -9`, of this process or of a broker, it holds what the port promises: `publish` resolves when all in-sync
 * replicas have the records, a batch is committed after its handler, and what was not committed is handed over again when
 * the session of the lost consumer ends (`sessionTimeoutMs`). A retried request may put records in twice, in the same
 * order; a consumer then sees an event id again. While the cluster is away, `publish` waits for up to a minute, and
 * consumers for as long as it takes.
 *
 * A consumer that cannot go on rejects `finished` and is not started again: the process is to end, and its successor to
 * take over.
 * @throws LOG_UNAVAILABLE, LOG_REFUSED
 */
export async function openKafkaEventLog(options: KafkaOptionsInput, logger: Logger = silentLogger): Promise<EventLog> {
  registerCodecs();
  const log = new KafkaEventLog(kafkaOptionsSchema.parse(options), logger);
  await log.connect();
  return log;
}

class KafkaEventLog implements EventLog {
  readonly driver = 'kafka';
  readonly #options: KafkaOptions;
  readonly #logger: Logger;
  readonly #connection: KafkaConnection;
  readonly #topics: KafkaTopics;
  readonly #producer: Producer;
  readonly #publisher: Publisher;
  readonly #consumers = new Set<KafkaLogConsumer>();
  #entering: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  #closed = false;
  #closesBy = Number.POSITIVE_INFINITY;

  constructor(options: KafkaOptions, logger: Logger) {
    this.#options = options;
    this.#logger = logger;
    this.#connection = new KafkaConnection(options, logger);
    this.#topics = new KafkaTopics(this.#connection.admin, options);
    this.#producer = this.#connection.kafka.producer({
      // DefaultPartitioner's choice, several times faster.
      createPartitioner: () => (choice) => partitionOf(String(choice.message.key), choice.partitionMetadata.length),
      allowAutoTopicCreation: false,
      // Enough for a partition whose leader has moved. The rest is done by #send.
      retry: { retries: 2 },
    });
    this.#publisher = new Publisher({ lingerMs: options.lingerMs, send: async (batch) => await this.#send(batch) });
  }

  async connect(): Promise<void> {
    const opening = [this.#connection.admin.connect(), this.#producer.connect()];
    // One that comes about after the other failed would be left open, and keep the process from ending.
    await Promise.allSettled(opening);
    try {
      await Promise.all(opening);
    } catch (error) {
      await this.close();
      throw failureOf(error);
    }
  }

  async ensureTopics(topics: readonly TopicDefinition[]): Promise<void> {
    await this.#ask(async () => await this.#topics.ensure(topics));
  }

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    this.#requireOpen();
    const topics = [...new Set(records.map(({ topic }) => topic))];
    if (this.#entering === undefined && topics.every((topic) => this.#topics.knows(topic)))
      await this.#publisher.publish(records);
    else await this.#publishBehind(this.#entering, topics, records);
  }

  /** Looks topics up first. Calls that come meanwhile queue behind this one, so that the order of the calls holds. */
  async #publishBehind(earlier: Promise<void> | undefined, topics: string[], records: readonly OutgoingRecord[]) {
    const entry = this.#ask(async () => {
      await earlier;
      for (const topic of topics) await this.#topics.partitionsOf(topic);
      return { acknowledged: this.#publisher.publish(records) };
    });
    const entered: Promise<void> = entry
      .then(
        () => undefined,
        () => undefined,
      )
      .finally(() => {
        if (this.#entering === entered) this.#entering = undefined;
      });
    this.#entering = entered;
    const { acknowledged } = await entry;
    await acknowledged;
  }

  async consume(options: ConsumeOptions, handler: BatchHandler): Promise<Consumer> {
    return await this.#ask(async () => {
      const group = this.#topics.prefixed(options.group);
      const topics = options.topics.map((topic) => this.#topics.prefixed(topic));
      const partitions = await Promise.all(options.topics.map(async (topic) => await this.#topics.partitionsOf(topic)));
      if (options.from === 'end') await beginAtEnd(this.#connection, group, topics);
      if (this.#closing !== undefined) throw eventLogErrors.create('LOG_CLOSED');
      const consumer = this.#newConsumer(options, handler);
      this.#consumers.add(consumer);
      // Handlers mostly wait for stores: one for each partition may be under way.
      const concurrency = partitions.reduce((sum, each) => sum + each, 0);
      await consumer.start(topics, concurrency);
      return consumer;
    });
  }

  async *read({ topic, signal }: ReadOptions): AsyncGenerator<readonly LogRecord[], void, void> {
    const stretches = await this.#ask(async () => await this.#wholeOf(topic), [topic]);
    const cluster = this.#connection.cluster();
    const prefixed = this.#topics.prefixed(topic);
    try {
      await cluster.connect();
      await cluster.addTargetTopic(prefixed);
      yield* readStretches({ cluster, topic: prefixed, name: topic, stretches, signal });
    } catch (error) {
      throw signal?.aborted ? signal.reason : failureOf(error, [topic]);
    } finally {
      await cluster.disconnect();
    }
  }

  async lag(group: string, topics: readonly string[]): Promise<readonly PartitionLag[]> {
    return await this.#ask(async () => {
      const lags: PartitionLag[] = [];
      for (const topic of topics) {
        await this.#topics.partitionsOf(topic);
        const { admin } = this.#connection;
        const places = await lagOf(admin, this.#topics.prefixed(group), this.#topics.prefixed(topic));
        lags.push(...places.map((place) => ({ topic, ...place })));
      }
      return lags;
    }, topics);
  }

  async ping(): Promise<void> {
    const late = () => eventLogErrors.create('LOG_UNAVAILABLE', { reason: 'no answer in time' });
    await this.#ask(async () => await within(PING_MS, this.#connection.admin.describeCluster(), late));
  }

  async close(): Promise<void> {
    this.#closing ??= this.#close();
    await this.#closing;
  }

  async #close(): Promise<void> {
    this.#closesBy = Date.now() + CLOSE_PATIENCE_MS;
    // Handlers that still run may publish.
    await Promise.all([...this.#consumers].map(async (consumer) => await consumer.close()));
    this.#closed = true;
    await this.#entering;
    await this.#publisher.flush();
    await Promise.allSettled([this.#producer.disconnect(), this.#connection.admin.disconnect()]);
  }

  /** kafkajs gives up when a few connections were refused in a row: a broker that starts again takes longer. */
  async #send(batch: ReadonlyMap<string, readonly Message[]>): Promise<void> {
    const topicMessages = [...batch].map(([topic, messages]) => ({
      topic: this.#topics.prefixed(topic),
      messages: [...messages],
    }));
    const compression = COMPRESSION[this.#options.compression];
    const deadline = Date.now() + PUBLISH_PATIENCE_MS;
    for (;;) {
      try {
        await this.#producer.sendBatch({ acks: -1, compression, topicMessages });
        return;
      } catch (error) {
        const topics = [...batch.keys()];
        const failure = failureOf(error, topics);
        if (!failure.retriable || Date.now() > Math.min(deadline, this.#closesBy)) throw failure;
        this.#logger.warn({ topics, reason: messageOf(error) }, 'the cluster does not take records, trying again');
        await wait(PUBLISH_PAUSE_MS);
      }
    }
  }

  #newConsumer(options: ConsumeOptions, handler: BatchHandler): KafkaLogConsumer {
    const consumer: KafkaLogConsumer = new KafkaLogConsumer({
      consumer: this.#connection.kafka.consumer({
        ...FETCH,
        groupId: this.#topics.prefixed(options.group),
        sessionTimeout: this.#options.sessionTimeoutMs,
        heartbeatInterval: HEARTBEAT_MS,
        allowAutoTopicCreation: false,
        retry: { retries: 10, restartOnFailure: async (error) => consumer.mayRestart(error) },
      }),
      options,
      handler,
      logger: this.#logger,
      nameOf: (topic) => this.#topics.nameOf(topic),
      ended: (ended) => this.#consumers.delete(ended),
    });
    return consumer;
  }

  async #wholeOf(topic: string) {
    await this.#topics.partitionsOf(topic);
    const offsets = await this.#connection.admin.fetchTopicOffsets(this.#topics.prefixed(topic));
    return offsets.map(({ partition, low, high }) => ({ partition, next: BigInt(low), end: BigInt(high) }));
  }

  async #ask<Result>(question: () => Promise<Result>, topics: readonly string[] = []): Promise<Result> {
    this.#requireOpen();
    try {
      return await question();
    } catch (error) {
      throw failureOf(error, topics);
    }
  }

  #requireOpen(): void {
    if (this.#closed) throw eventLogErrors.create('LOG_CLOSED');
  }
}
