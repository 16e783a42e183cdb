import type { RowFinding, RowsEnd } from './row.ts';

/** What stands around the records of a table. */
export interface Frame {
  /** Lines before everything else that are passed over. */
  readonly skipLines: number;
  /** Beginning of the last line, which says how many records there are by its first number; null where there is none. */
  readonly trailer: string | null;
}

/** Keeps the lines around a table apart from it. */
export class TableFrame {
  readonly #frame: Frame;
  #skipped = 0;
  #trailer: string | null = null;
  /** What tables announced that ended before this one began; null where none did. */
  #before: number | null = null;

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  /** False for a line that is no record's. */
  takes(line: string): boolean {
    const { skipLines, trailer } = this.#frame;
    if (this.#skipped < skipLines) {
      this.#skipped += 1;
      return false;
    }
    if (trailer === null || !line.startsWith(trailer)) return true;
    this.#trailer = line;
    return false;
  }

  /** Another table begins, which has a last line of its own. */
  again(): void {
    this.#before = this.end.announced;
    this.#trailer = null;
  }

  /** A file that should end with a line of its own and does not was cut. */
  *close(): Generator<RowFinding, void, undefined> {
    if (this.#frame.trailer === null || this.#trailer !== null) return;
    yield { kind: 'fault', row: null, code: 'FILE_TRUNCATED', reason: 'its last line is missing' };
  }

  get end(): RowsEnd {
    const rest = this.#trailer?.slice(this.#frame.trailer?.length ?? 0) ?? '';
    const count = /\d{1,9}/.exec(rest)?.[0];
    const announced = count === undefined ? this.#before : Number(count) + (this.#before ?? 0);
    return { announced, mode: null };
  }
}
