import type { Clock, EmbeddedFile, Logger } from '@relais/runtime';
import { cleanPartition } from './cleaning.ts';
import type { EmbeddedPartition, TopicTable } from './topic-table.ts';

/** Records removed at once: a few milliseconds of work. */
const SLICE = 250;
/** Waits for more to gather after records became removable, and between two slices while more is left. */
const GATHER_MS = 250;
const BETWEEN_SLICES_MS = 10;
/** How often all partitions are looked at: retention and tombstones come due without any traffic. */
const ROUND_MS = 3_600_000;

/** Keeps the file from growing for ever, in small slices between other work. */
export class Housekeeping {
  readonly #file: EmbeddedFile;
  readonly #topics: TopicTable;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #due = new Map<number, EmbeddedPartition>();
  readonly #held = new Map<string, number>();
  #slice: NodeJS.Timeout | undefined;
  #round: NodeJS.Timeout | undefined;

  constructor(file: EmbeddedFile, topics: TopicTable, how: { clock: Clock; logger: Logger }) {
    this.#file = file;
    this.#topics = topics;
    this.#clock = how.clock;
    this.#logger = how.logger;
  }

  start(): void {
    this.#round ??= setInterval(() => this.#markAll(), ROUND_MS).unref();
    this.#markAll();
  }

  stop(): void {
    clearInterval(this.#round);
    clearTimeout(this.#slice);
    this.#round = undefined;
    this.#slice = undefined;
  }

  /** Something of this partition may have become removable. */
  mark(partition: EmbeddedPartition): void {
    if (this.#round === undefined) return;
    this.#due.set(partition.id, partition);
    this.#slice ??= setTimeout(() => void this.#work(), GATHER_MS).unref();
  }

  /** Nothing of the topic is removed until the returned function is called: a reader is under way. */
  hold(topic: string): () => void {
    this.#held.set(topic, (this.#held.get(topic) ?? 0) + 1);
    return () => {
      this.#held.set(topic, (this.#held.get(topic) ?? 1) - 1);
      for (const partition of this.#topics.get(topic).partitions) this.mark(partition);
    };
  }

  #markAll(): void {
    for (const { partitions } of this.#topics.all()) for (const partition of partitions) this.mark(partition);
  }

  async #work(): Promise<void> {
    try {
      await this.#cleanNext();
    } catch (error) {
      // The log itself is whole: what could not be removed now is removed later.
      this.#logger.warn({ error }, 'cleaning the event log failed');
    }
    const goesOn = this.#due.size > 0 && this.#round !== undefined;
    this.#slice = goesOn ? setTimeout(() => void this.#work(), BETWEEN_SLICES_MS).unref() : undefined;
  }

  async #cleanNext(): Promise<void> {
    const [partition] = this.#due.values();
    if (partition === undefined) return;
    this.#due.delete(partition.id);
    const topic = this.#topics.get(partition.topic);
    const limits = { now: this.#clock.now(), limit: SLICE };
    const removed = await this.#file.write(() =>
      (this.#held.get(partition.topic) ?? 0) > 0 ? 0 : cleanPartition(this.#file, { topic, partition, ...limits }),
    );
    if (removed === SLICE) this.#due.set(partition.id, partition);
  }
}
