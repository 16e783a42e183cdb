import type { Closeable } from '@relais/runtime';
import type { TopicDefinition } from '@relais/vacancy';

/** A record to be written. `value: null` is a tombstone: on a compacted topic it removes the key. */
export interface OutgoingRecord {
  readonly topic: string;
  /** Decides the partition; records of one key keep their order. */
  readonly key: string;
  /** JSON text. */
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** A record as it stands in the log. */
export interface LogRecord extends OutgoingRecord {
  readonly partition: number;
  /** Position in the partition: grows with each record, may have gaps after compaction. */
  readonly offset: bigint;
  /** When the log took it, milliseconds since the epoch. */
  readonly timestamp: number;
}

/** Records of one partition, in order. */
export interface LogBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly LogRecord[];
  /**
   * Aborts when the consumer closes or fails, or loses the partition: finish what runs, start nothing new. A handler that
   * leaves records undone because of it rejects with an abort error (`signal.throwIfAborted()`); one that resolves says
   * that the whole batch is done.
   */
  readonly signal: AbortSignal;
}

export interface ConsumeOptions {
  /** Consumers of one group share the partitions and their offsets. */
  readonly group: string;
  readonly topics: readonly string[];
  /** Most records handed over at once. */
  readonly maxRecords: number;
  /** Where a group without offsets begins. */
  readonly from: 'beginning' | 'end';
}

/**
 * Handles a batch. When it resolves, the batch's offsets are committed; when it rejects, nothing is committed,
 * the consumer stops and `finished` rejects (LOG_HANDLER_FAILED with what was thrown as its cause): the process is expected
 * to end and its successor to read the batch again. An abort error after the batch's signal is no failure: nothing is
 * committed, and whoever has the partition next is handed the batch.
 */
export type BatchHandler = (batch: LogBatch) => Promise<void>;

export interface Consumer extends Closeable {
  /** Resolves after `close`, rejects when the consumer failed for good. A rejection that nobody handles ends the process. */
  readonly finished: Promise<void>;
}

/** How far a group is behind on one partition. A group that never committed stands at the oldest record. */
export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  readonly committed: bigint;
  readonly end: bigint;
  /** Records not yet committed: `end - committed`, never negative. */
  readonly lag: bigint;
}

export interface ReadOptions {
  readonly topic: string;
  readonly signal?: AbortSignal;
}

/**
 * The log: the truth of Relais.
 *
 * Promise of every driver, also after `kill -9`: what `publish` acknowledged is in the log, in order per key;
 * what a group committed is not handed to it again; what it did not commit is.
 */
export interface EventLog extends Closeable {
  readonly driver: 'embedded' | 'kafka';
  /** Makes the topics that do not exist. Existing ones are left as they are. */
  ensureTopics(topics: readonly TopicDefinition[]): Promise<void>;
  /**
   * Resolves when every record is durable. Calls keep their order per key, also when they do not wait for each other.
   * On rejection any part of them may be in the log: publish again.
   * @throws LOG_TOPIC_UNKNOWN, LOG_UNAVAILABLE (publish again later), LOG_REFUSED, LOG_CLOSED
   */
  publish(records: readonly OutgoingRecord[]): Promise<void>;
  /** Starts handing over batches, one at a time per partition. Resolves when the place where the group begins is fixed. */
  consume(options: ConsumeOptions, handler: BatchHandler): Promise<Consumer>;
  /** Reads a topic from its beginning to the end as it stood when the first records were asked for, outside any group. */
  read(options: ReadOptions): AsyncIterable<readonly LogRecord[]>;
  lag(group: string, topics: readonly string[]): Promise<readonly PartitionLag[]>;
  /** Resolves when the log answers; rejects otherwise. */
  ping(): Promise<void>;
}
