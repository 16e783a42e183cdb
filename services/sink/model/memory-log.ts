import type { EventLog, LogBatch, LogRecord, OutgoingRecord } from '@relais/event-log';
import type { Clock } from '@relais/runtime';

/** A log of one partition a topic, in memory: it outlives every process of a history. */
export class MemoryLog implements EventLog {
  readonly driver = 'embedded';
  readonly #clock: Clock;
  readonly #topics = new Map<string, LogRecord[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    for (const record of records) {
      const standing = this.records(record.topic);
      const place = { partition: 0, offset: BigInt(standing.length), timestamp: this.#clock.now() };
      standing.push({ ...record, ...place });
    }
  }

  /** All records of a topic, in order. */
  records(topic: string): LogRecord[] {
    const standing = this.#topics.get(topic) ?? [];
    this.#topics.set(topic, standing);
    return standing;
  }

  /** The records of a topic from an offset on, or up to another, as a consumer gets them. */
  batch(topic: string, from: number, until?: number): LogBatch {
    const signal = new AbortController().signal;
    return { topic, partition: 0, records: this.records(topic).slice(from, until), signal };
  }

  async *read({ topic }: { topic: string }): AsyncGenerator<readonly LogRecord[]> {
    yield this.records(topic).slice();
  }

  async lag(): Promise<never> {
    throw new Error('nobody asks a history for lag');
  }

  async consume(): Promise<never> {
    throw new Error('a history hands records over itself');
  }

  async ensureTopics(): Promise<void> {}
  async ping(): Promise<void> {}
  async close(): Promise<void> {}
}
