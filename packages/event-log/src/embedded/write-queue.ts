import { type EmbeddedFile, messageOf } from '@relais/runtime';
import { eventLogErrors } from '../errors.ts';

interface Write {
  readonly rows: number;
  readonly work: () => void;
  readonly settled: PromiseWithResolvers<void>;
}

/** Rows that go into one transaction at most, so that it holds the process up for milliseconds only. */
const ROWS_PER_TRANSACTION = 1000;

/** Puts the writes that come in one turn of the event loop into one transaction: one flush to the disk for all of them. */
export class WriteQueue {
  readonly #file: EmbeddedFile;
  readonly #waiting: Write[] = [];
  #armed = false;

  constructor(file: EmbeddedFile) {
    this.#file = file;
  }

  /**
   * Resolves when `work`, which writes about that many rows, is durable. Writes are done in the order they came.
   * @throws LOG_UNAVAILABLE when the file could not be written; nothing of the work is in it then
   */
  async push(rows: number, work: () => void): Promise<void> {
    const settled = Promise.withResolvers<void>();
    this.#waiting.push({ rows, work, settled });
    this.#arm();
    await settled.promise;
  }

  /** Writes all that waits. Never throws: each writer is told by its own promise. */
  flush(): void {
    while (this.#waiting.length > 0) this.#write(this.#take());
  }

  /** One transaction a turn, so that other work comes in between. */
  #arm(): void {
    if (this.#armed || this.#waiting.length === 0) return;
    this.#armed = true;
    setImmediate(() => {
      this.#armed = false;
      this.#write(this.#take());
      this.#arm();
    });
  }

  #take(): Write[] {
    let rows = 0;
    const last = this.#waiting.findIndex((write) => (rows += write.rows) >= ROWS_PER_TRANSACTION);
    return this.#waiting.splice(0, last === -1 ? this.#waiting.length : last + 1);
  }

  #write(writes: readonly Write[]): void {
    if (writes.length === 0) return;
    try {
      this.#file.transaction(() => writes.forEach(({ work }) => work()));
    } catch (error) {
      const failure = eventLogErrors.create('LOG_UNAVAILABLE', { reason: messageOf(error) }, error);
      for (const { settled } of writes) settled.reject(failure);
      return;
    }
    for (const { settled } of writes) settled.resolve();
  }
}
