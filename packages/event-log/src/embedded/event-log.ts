import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Clock, type EmbeddedFile, type Logger, silentLogger, systemClock } from '@relais/runtime';
import type { TopicDefinition } from '@relais/vacancy';
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
import { EmbeddedCore } from './core.ts';
import { GroupMember } from './group-member.ts';
import type { PlacedRecord } from './record-store.ts';
import type { EmbeddedPartition } from './topic-table.ts';

export interface EmbeddedEventLogOptions {
  readonly clock?: Clock;
  readonly logger?: Logger;
}

const READ_AT_ONCE = 500;

/**
 * The event log in the single file of the embedded mode, in tables that begin with `log_`.
 *
 * After `kill -9`, and after a power cut, it holds what the port promises: `publish` resolves when its transaction is on
 * the disk, a commit is a transaction too, and a handler that was cut off finds its batch handed over again, whole.
 * Publishing is all or nothing per call: on rejection none of its records are in the log.
 *
 * Consumers in this process share the partitions of their group and hear of new records at once. Another process may
 * publish to and read from the same file, and its records are found within a quarter of a second; two processes that
 * consume in the same group are not supported: each would be handed everything.
 *
 * A group keeps its place for ever, and compaction waits for the slowest group.
 */
export function openEmbeddedEventLog(file: EmbeddedFile, options: EmbeddedEventLogOptions = {}): EventLog {
  return new EmbeddedEventLog(
    EmbeddedCore.of(file, { clock: options.clock ?? systemClock, logger: options.logger ?? silentLogger }),
  );
}

class EmbeddedEventLog implements EventLog {
  readonly driver = 'embedded';
  readonly #core: EmbeddedCore;
  readonly #consumers = new Set<GroupMember>();
  #closing: Promise<void> | undefined;
  #closed = false;

  constructor(core: EmbeddedCore) {
    this.#core = core;
    core.open();
  }

  async ensureTopics(topics: readonly TopicDefinition[]): Promise<void> {
    this.#requireOpen();
    this.#core.topics.ensure(topics);
  }

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    this.#requireOpen();
    const placed = records.map((record) => this.#place(record));
    if (placed.length > 0) await this.#core.publish(placed);
  }

  async consume(options: ConsumeOptions, handler: BatchHandler): Promise<Consumer> {
    if (this.#closing !== undefined) throw eventLogErrors.create('LOG_CLOSED');
    const leave = (member: GroupMember) => {
      this.#consumers.delete(member);
      this.#core.leave(member);
    };
    const member = new GroupMember(options, this.#partitions(options.topics), { handler, leave });
    this.#core.join(member);
    this.#consumers.add(member);
    return member;
  }

  async *read({ topic, signal }: ReadOptions): AsyncGenerator<readonly LogRecord[], void, void> {
    this.#requireOpen();
    const { store, housekeeping } = this.#core;
    const ends = this.#partitions([topic]).map((partition) => ({ partition, end: store.end(partition) }));
    const release = housekeeping.hold(topic);
    try {
      for (const { partition, end } of ends) yield* this.#readPartition(partition, end, signal);
    } finally {
      release();
    }
  }

  async lag(group: string, topics: readonly string[]): Promise<readonly PartitionLag[]> {
    this.#requireOpen();
    return this.#partitions(topics).map((partition) => this.#lagOf(group, partition));
  }

  async ping(): Promise<void> {
    this.#requireOpen();
    this.#core.topics.all();
  }

  async close(): Promise<void> {
    this.#closing ??= this.#close();
    await this.#closing;
  }

  async #close(): Promise<void> {
    // Handlers that still run may publish.
    await Promise.all([...this.#consumers].map(async (consumer) => await consumer.close()));
    this.#closed = true;
    await this.#core.close();
  }

  async *#readPartition(partition: EmbeddedPartition, end: number, signal: AbortSignal | undefined) {
    for (let from = 0; from < end; await nextTurn()) {
      signal?.throwIfAborted();
      this.#requireOpen();
      const records = this.#core.store.read(partition, { from, end, maxRecords: READ_AT_ONCE });
      const last = records.at(-1);
      if (last === undefined) return;
      yield records;
      from = Number(last.offset) + 1;
    }
  }

  #lagOf(group: string, partition: EmbeddedPartition): PartitionLag {
    const { store } = this.#core;
    const end = store.end(partition);
    const committed = Math.max(store.committed(group, partition) ?? 0, store.start(partition));
    return {
      topic: partition.topic,
      partition: partition.number,
      committed: BigInt(committed),
      end: BigInt(end),
      lag: BigInt(Math.max(end - committed, 0)),
    };
  }

  #place(record: OutgoingRecord): PlacedRecord {
    const topic = this.#core.topics.get(record.topic);
    const partition = topic.partitions[partitionOf(record.key, topic.partitions.length)];
    if (partition === undefined) throw new RangeError(`topic ${topic.name} has no partitions`);
    return { record, partition, compacted: topic.cleanup === 'compact' };
  }

  #partitions(topics: readonly string[]): EmbeddedPartition[] {
    return topics.flatMap((topic) => this.#core.topics.get(topic).partitions);
  }

  #requireOpen(): void {
    if (this.#closed) throw eventLogErrors.create('LOG_CLOSED');
  }
}
