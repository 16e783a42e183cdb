import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EmbeddedFile } from '@relais/runtime';
import { stateErrors } from '../errors.ts';

/** SQLite's primary result codes of faults that may pass by themselves (https://sqlite.org/rescode.html). */
const BUSY_CODES = new Set([5, 6]);
const FULL_CODES = new Set([10, 13]);

const TURN_MS = 10;

/**
 * The way of every operation to the shared file: one synchronous piece of work each, so nothing can come between. Now and
 * then it lets the event loop turn, since promises alone would keep timers and sockets waiting.
 */
export class EmbeddedAccess {
  readonly file: EmbeddedFile;
  #closed = false;
  #turnedAt = performance.now();

  constructor(file: EmbeddedFile) {
    this.file = file;
  }

  /** Runs work that only reads. */
  async read<Result>(work: () => Result): Promise<Result> {
    const result = this.#guarded(work);
    if (performance.now() - this.#turnedAt > TURN_MS) {
      await nextTurn();
      this.#turnedAt = performance.now();
    }
    return result;
  }

  /** Runs work in one transaction: durable when the promise resolves. */
  write<Result>(work: () => Result): Promise<Result> {
    return this.read(() => this.file.transaction(work));
  }

  /** Refuses all later work. The file belongs to whoever opened it and stays open. */
  close(): void {
    this.#closed = true;
  }

  #guarded<Result>(work: () => Result): Result {
    if (this.#closed) throw stateErrors.create('STATE_CLOSED');
    try {
      return work();
    } catch (error) {
      throw translated(error);
    }
  }
}

function translated(error: unknown): unknown {
  const { errcode, message } = error as { errcode?: unknown; message?: unknown };
  if (typeof errcode !== 'number') return error;
  const code = errcode & 0xff;
  if (BUSY_CODES.has(code)) return stateErrors.create('STATE_UNAVAILABLE', { reason: String(message) }, error);
  if (FULL_CODES.has(code)) return stateErrors.create('STATE_FULL', { reason: String(message) }, error);
  return error;
}
