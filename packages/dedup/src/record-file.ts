import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '@relais/runtime';
import { dedupErrors } from './errors.ts';
import { NumberList } from './number-list.ts';

/** Bytes of memory taken at once. */
const CHUNK = 1 << 20;
/** Bytes that wait for the file: fewer never touch the disk. */
const WAITING = 1 << 18;
/** Bytes read at once: what stands beside a record is often asked for next. */
const WINDOW = 1 << 11;

/**
 * Texts to be read by their number in order of writing: the first ones in memory, the others in a temporary file. The file has its
 * name only while it is opened, so that it is gone however the process ends, and belongs to this user alone.
 */
export class RecordFile {
  readonly #mostKept: number;
  /** The bytes that stay in memory, and how many there are: the file begins after them. */
  readonly #chunks: Buffer[] = [];
  #kept = 0;
  readonly #folder = tmpdir();
  #file: number | null = null;
  /** By record, where it begins. */
  readonly #starts = new NumberList(Float64Array);
  #end = 0;
  #waiting = Buffer.alloc(0);
  #written = 0;
  #room = Buffer.alloc(0);
  /** The bytes that were read last, and where they begin among all. */
  #window = this.#room;
  #windowFrom = 0;

  /** @param memoryBytes how many bytes of texts stay in memory */
  constructor(memoryBytes: number) {
    this.#mostKept = memoryBytes;
  }

  /**
   * @returns the number of the record; numbers grow by one
   * @throws DEDUP_FILE_UNUSABLE where the folder for temporary files is full or cannot be written to
   */
  append(text: string): number {
    const length = Buffer.byteLength(text);
    this.#starts.push(this.#end);
    if (this.#end === this.#kept && this.#kept + length <= this.#mostKept) this.#keep(text, length);
    else this.#await(text, length);
    this.#end += length;
    return this.#starts.length - 1;
  }

  /** @throws DEDUP_FILE_UNUSABLE */
  read(record: number): string {
    const [from, to] = [this.#starts.at(record), this.#startAfter(record)];
    if (to <= this.#kept) return this.#keptText(from, to);
    if (from >= this.#written) return this.#waiting.toString('utf8', from - this.#written, to - this.#written);
    if (from < this.#windowFrom || to > this.#windowFrom + this.#window.length) this.#moveWindow(from, to);
    return this.#window.toString('utf8', from - this.#windowFrom, to - this.#windowFrom);
  }

  /** Bytes taken outside the heap. */
  get bytes(): number {
    return this.#chunks.length * CHUNK + this.#starts.bytes + this.#waiting.length + this.#room.length;
  }

  /** May be called any number of times; nothing is read after it. */
  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #startAfter(record: number): number {
    return record + 1 < this.#starts.length ? this.#starts.at(record + 1) : this.#end;
  }

  #keep(text: string, length: number): void {
    const chunk = this.#chunks.at(-1);
    const within = this.#kept % CHUNK;
    if (chunk !== undefined && within > 0 && within + length <= CHUNK) chunk.write(text, within);
    else this.#keepAcross(Buffer.from(text));
    this.#kept += length;
    this.#written = this.#kept;
  }

  #keepAcross(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) {
      const within = (this.#kept + at) % CHUNK;
      if (within === 0) this.#chunks.push(Buffer.allocUnsafeSlow(CHUNK));
      at += bytes.copy(this.#chunks.at(-1) ?? bytes, within, at);
    }
  }

  #keptText(from: number, to: number): string {
    const [first, last] = [Math.floor(from / CHUNK), Math.floor(to / CHUNK)];
    if (first === last) return this.#chunks[first]?.toString('utf8', from % CHUNK, to % CHUNK) ?? '';
    const parts = this.#chunks.slice(first, last + 1).map((chunk, at) => {
      const begin = (first + at) * CHUNK;
      return chunk.subarray(Math.max(0, from - begin), to - begin);
    });
    return Buffer.concat(parts).toString();
  }

  #await(text: string, length: number): void {
    if (this.#end - this.#written + length > this.#waiting.length) this.#makeRoom(length);
    this.#waiting.write(text, this.#end - this.#written);
  }

  /** A record that is larger than all that may wait gets the room it needs. */
  #makeRoom(length: number): void {
    if (this.#end > this.#written) this.#attempt((file) => this.#write(file));
    if (length > this.#waiting.length) this.#waiting = Buffer.allocUnsafeSlow(Math.max(WAITING, length));
  }

  #write(file: number): void {
    const until = this.#end - this.#written;
    for (let at = 0; at < until; ) at += writeSync(file, this.#waiting, at, until - at);
    this.#written = this.#end;
  }

  #moveWindow(from: number, to: number): void {
    const length = Math.max(WINDOW, to - from);
    if (length > this.#room.length) this.#room = Buffer.allocUnsafeSlow(length);
    const read = this.#attempt((file) => readSync(file, this.#room, 0, length, from - this.#kept));
    this.#window = this.#room.subarray(0, read);
    this.#windowFrom = from;
  }

  #attempt<Result>(step: (file: number) => Result): Result {
    try {
      this.#file ??= openNameless(this.#folder);
      return step(this.#file);
    } catch (error) {
      const details = { folder: this.#folder, megabytes: Math.ceil(this.#end / 1e6), reason: messageOf(error) };
      throw dedupErrors.create('DEDUP_FILE_UNUSABLE', details, error);
    }
  }
}

/** A file of this user alone, whose name is taken off at once. */
function openNameless(folder: string): number {
  const path = join(folder, `relais-dedup-${randomUUID()}`);
  const file = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  return file;
}
