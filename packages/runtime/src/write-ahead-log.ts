import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import { promisify } from 'node:util';

/** Brings what was committed to the disk. */
export interface Disk {
  flush(): Promise<void>;
  flushNow(): void;
  close(): void;
}

export const NO_DISK: Disk = { flush: () => Promise.resolve(), flushNow: () => undefined, close: () => undefined };

/**
 * SQLite's write-ahead log, which it appends to and, after a checkpoint, begins anew: it is the same file as long as the
 * database is open. SQLite holds no lock on it that closing another descriptor could lose.
 */
export class WriteAheadLog implements Disk {
  readonly #path: string;
  #descriptor: number | undefined;
  #flushing: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  async flush(): Promise<void> {
    this.#flushing = promisify(fdatasync)(this.#open());
    await this.#flushing;
  }

  flushNow(): void {
    fdatasyncSync(this.#open());
  }

  /** A descriptor that is being flushed is closed after that. */
  close(): void {
    const descriptor = this.#descriptor;
    this.#descriptor = undefined;
    if (descriptor === undefined) return;
    const closed = () => closeSync(descriptor);
    this.#flushing.then(closed, closed);
  }

  #open(): number {
    this.#descriptor ??= openSync(this.#path, 'r+');
    return this.#descriptor;
  }
}
