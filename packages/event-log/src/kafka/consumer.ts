import { setTimeout as wait } from 'node:timers/promises';
import { isAbort, type Logger, messageOf, type RelaisError } from '@relais/runtime';
import kafkajs, { type EachBatchPayload, type Consumer as KafkaConsumer, type KafkaMessage } from 'kafkajs';
import { eventLogErrors } from '../errors.ts';
import type { BatchHandler, ConsumeOptions, Consumer, LogBatch } from '../port.ts';
import { failureOf, groupChanged, stillMember, topicMissing } from './failures.ts';
import { toLogRecord } from './records.ts';

export interface KafkaConsumerParts {
  readonly consumer: KafkaConsumer;
  readonly options: ConsumeOptions;
  readonly handler: BatchHandler;
  readonly logger: Logger;
  /** The topic as the port names it. */
  readonly nameOf: (topic: string) => string;
  /** Called once, when the consumer has ended. */
  readonly ended: (consumer: KafkaLogConsumer) => void;
}

/** How often the group is told that this member lives. It learns then, too, that another has come or gone. */
export const HEARTBEAT_MS = 1000;
const COMMIT_TRIES = 4;
const COMMIT_PAUSE_MS = 100;
/** A topic that is missing for longer was deleted: no waiting brings it back, and a process that starts makes it anew. */
const MISSING_PATIENCE_MS = 10_000;

/** A batch of kafkajs on its way through the handler, chunk by chunk. */
interface Passage {
  readonly payload: EachBatchPayload;
  readonly controller: AbortController;
  /** The group as it was when the batch came. */
  readonly generation: number;
  /** Why the partition is, or is about to be, somebody else's. */
  lost: Error | undefined;
}

/** One consumer: hands batches over, commits what was handled, and ends for good on the first failure. */
export class KafkaLogConsumer implements Consumer {
  readonly finished: Promise<void>;
  readonly #parts: KafkaConsumerParts;
  readonly #ended = Promise.withResolvers<void>();
  readonly #passages = new Set<Passage>();
  #generation = 0;
  #stopping = false;
  #failure: RelaisError | undefined;
  #closing: Promise<void> | undefined;
  /** Since when every crash was for want of a topic. */
  #missingSince: number | undefined;

  constructor(parts: KafkaConsumerParts) {
    this.#parts = parts;
    this.finished = this.#ended.promise;
  }

  /** Joins the group. Rejects, and leaves nothing behind, when that fails for good. */
  async start(topics: string[], concurrency: number): Promise<void> {
    try {
      await this.#join(topics, concurrency);
    } catch (error) {
      await this.close();
      throw this.#failure ?? failureOf(error);
    }
  }

  async #join(topics: string[], concurrency: number): Promise<void> {
    const { consumer } = this.#parts;
    consumer.on(consumer.events.GROUP_JOIN, () => this.#joined());
    consumer.on(consumer.events.CRASH, ({ payload }) => this.#crashed(payload));
    await consumer.connect();
    // Where a group begins is settled before; this is where it goes on when its place has been deleted.
    await consumer.subscribe({ topics, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: concurrency,
      eachBatch: async (payload) => await this.#pass(payload),
    });
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Whether kafkajs is to start the consumer again after a crash. */
  mayRestart(error: Error): boolean {
    if (!topicMissing(error)) this.#missingSince = undefined;
    else this.#missingSince ??= performance.now();
    const missingMs = performance.now() - (this.#missingSince ?? performance.now());
    return !this.#stopping && missingMs < MISSING_PATIENCE_MS;
  }

  async close(): Promise<void> {
    this.#closing ??= this.#close();
    await this.#closing;
  }

  async #close(): Promise<void> {
    this.#stop('the consumer closes');
    // A consumer that has crashed is disconnected already, and what disconnecting reports is logged by kafkajs.
    await this.#parts.consumer.disconnect().catch(() => undefined);
    this.#end();
    await this.finished.catch(() => undefined);
  }

  async #pass(payload: EachBatchPayload): Promise<void> {
    this.#missingSince = undefined;
    const passage: Passage = {
      payload,
      controller: new AbortController(),
      generation: this.#generation,
      lost: undefined,
    };
    // kafkajs sends a heartbeat only when the last one is old enough.
    const beating = setInterval(() => this.#beat(passage), HEARTBEAT_MS / 2);
    this.#passages.add(passage);
    try {
      for (const messages of chunksOf(payload.batch.messages, this.#parts.options.maxRecords)) {
        if (this.#stopping || passage.controller.signal.aborted) break;
        await this.#hand(passage, messages);
      }
      if (passage.lost !== undefined) throw passage.lost;
    } finally {
      clearInterval(beating);
      this.#passages.delete(passage);
    }
  }

  /** Hands a chunk over and, when the handler is done with it, commits it. */
  async #hand(passage: Passage, messages: readonly KafkaMessage[]): Promise<void> {
    const { payload } = passage;
    const last = messages.at(-1);
    if (last === undefined) return;
    const handled = await this.#handle(passage, messages);
    const commits = passage.lost === undefined || stillMember(passage.lost);
    if (handled && commits && passage.generation === this.#generation) {
      await this.#commit(payload, (BigInt(last.offset) + 1n).toString());
      payload.resolveOffset(last.offset);
    }
  }

  async #handle({ payload, controller }: Passage, messages: readonly KafkaMessage[]): Promise<boolean> {
    const { topic, partition } = payload.batch;
    const name = this.#parts.nameOf(topic);
    const records = messages.map((message) => toLogRecord(name, partition, message));
    const batch: LogBatch = { topic: name, partition, records, signal: controller.signal };
    try {
      await this.#parts.handler(batch);
      return true;
    } catch (error) {
      if (controller.signal.aborted && isAbort(error)) return false;
      throw this.#handlerFailed(batch, error);
    }
  }

  #handlerFailed({ topic, partition, records }: LogBatch, cause: unknown): Error {
    const { group } = this.#parts.options;
    const details = { group, topic, partition, offset: String(records[0]?.offset) };
    this.#failure ??= eventLogErrors.create('LOG_HANDLER_FAILED', details, cause);
    this.#stop('the consumer failed');
    return new kafkajs.KafkaJSNonRetriableError('the handler failed');
  }

  /** A commit that fails on the way is tried again here: left to kafkajs, the whole chunk would be handed over again. */
  async #commit(payload: EachBatchPayload, offset: string): Promise<void> {
    const { batch } = payload;
    const offsets = { topics: [{ topic: batch.topic, partitions: [{ partition: batch.partition, offset }] }] };
    for (let tries = 1; ; tries++) {
      try {
        await payload.commitOffsetsIfNecessary(offsets);
        return;
      } catch (error) {
        if (groupChanged(error) || tries === COMMIT_TRIES) throw error;
        await wait(COMMIT_PAUSE_MS * 2 ** tries);
      }
    }
  }

  #beat(passage: Passage): void {
    passage.payload.heartbeat().catch((error: unknown) => {
      // Anything else is the network's: kafkajs tries again, and the session has time left.
      if (!(error instanceof Error && groupChanged(error))) return;
      passage.lost = error;
      passage.controller.abort(new DOMException('the group shares its partitions out anew', 'AbortError'));
    });
  }

  /** A batch that was under way while the group changed belongs to a membership that is over: it may commit no more. */
  #joined(): void {
    this.#generation += 1;
    for (const { controller } of this.#passages)
      controller.abort(new DOMException('the partitions have been shared out anew', 'AbortError'));
    // Closed while kafkajs was starting it again.
    if (this.#stopping) this.#parts.consumer.disconnect().catch(() => undefined);
  }

  #crashed({ error, restart }: { error: Error; restart: boolean }): void {
    const { logger, options } = this.#parts;
    if (restart) {
      const { group, topics } = options;
      logger.warn({ group, topics, reason: messageOf(error) }, 'the consumer lost the cluster and starts again');
      return;
    }
    if (!this.#stopping) {
      const failure = failureOf(error, options.topics);
      const details = { group: options.group, reason: failure.message };
      this.#failure ??= eventLogErrors.create('LOG_CONSUMER_CRASHED', details, failure);
      this.#stop('the consumer failed');
    }
    if (this.#failure !== undefined) this.#end();
  }

  #stop(reason: string): void {
    this.#stopping = true;
    for (const { controller } of this.#passages) controller.abort(new DOMException(reason, 'AbortError'));
  }

  #end(): void {
    this.#parts.ended(this);
    if (this.#failure === undefined) this.#ended.resolve();
    else this.#ended.reject(this.#failure);
  }
}

function* chunksOf(messages: readonly KafkaMessage[], size: number): Generator<readonly KafkaMessage[]> {
  for (let at = 0; at < messages.length; at += size) yield messages.slice(at, at + size);
}
