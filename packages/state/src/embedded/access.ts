import type { EmbeddedFile } from '@relais/runtime';
import { stateErrors } from '../errors.ts';

/** SQLite's primary result codes of faults that may pass by themselves (https://sqlite.org/rescode.html). */
const BUSY_CODES = new Set([5, 6]);
const FULL_CODES = new Set([10, 13]);

/** The way of every operation to the shared file, with failures in the words of this package. */
export class EmbeddedAccess {
  readonly file: EmbeddedFile;
  #closed = false;

  constructor(file: EmbeddedFile) {
    this.file = file;
  }

  /** Runs work that only reads. */
  read<Result>(work: () => Result): Promise<Result> {
    return this.#guarded(() => this.file.read(work));
  }

  /** Runs work in one transaction: durable when the promise resolves. */
  write<Result>(work: () => Result): Promise<Result> {
    return this.#guarded(() => this.file.write(work));
  }

  /** Refuses all later work. The file belongs to whoever opened it and stays open. */
  close(): void {
    this.#closed = true;
  }

  async #guarded<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#closed) throw stateErrors.create('STATE_CLOSED');
    try {
      return await work();
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
