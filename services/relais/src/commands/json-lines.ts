import { isUtf8 } from 'node:buffer';
import { once } from 'node:events';
import { fstatSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { messageOf } from '@relais/runtime';
import { commandErrors } from '../errors.ts';

/** A line of JSON Lines input, or why it is none. Numbers start at one. */
export type JsonLine = { ok: true; number: number; value: unknown } | { ok: false; number: number; reason: string };

/** Lines of a stream as JSON, one at a time, in constant memory. Empty lines and a byte order mark are passed over. */
async function* readJsonLines(input: Readable): AsyncGenerator<JsonLine> {
  let number = 0;
  for await (const bytes of linesOf(input)) {
    number += 1;
    const line = bytes.toString().replace(/^\uFEFF/, '');
    if (line.trim() !== '') yield parseLine(bytes, line, number);
  }
}

const LINE_FEED = 10;

/** Lines as bytes, without their line feeds. */
async function* linesOf(input: Readable): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  for await (const chunk of input as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      yield Buffer.concat([...begun, chunk.subarray(from, end)]);
      begun = [];
      from = end + 1;
    }
    begun.push(chunk.subarray(from));
  }
  yield Buffer.concat(begun);
}

/** Text in another encoding would be read with holes in its words, and nobody would be told. */
function parseLine(bytes: Buffer, line: string, number: number): JsonLine {
  if (!isUtf8(bytes)) return { ok: false, number, reason: 'it is not UTF-8' };
  try {
    return { ok: true, number, value: JSON.parse(line) };
  } catch (error) {
    return { ok: false, number, reason: messageOf(error) };
  }
}

/** Lines of standard input. @throws COMMAND_FILE_UNREADABLE for a folder, which would read as nothing */
export function readInput(): AsyncGenerator<JsonLine> {
  const { stdin } = process;
  if (fstatSync(stdin.fd).isDirectory())
    throw commandErrors.create('COMMAND_FILE_UNREADABLE', { path: '(standard input)' });
  return readJsonLines(stdin);
}

/** A line of the input that is at fault, for standard error. */
export function lineFault(line: number, reason: string, json: boolean): string {
  return json ? `${JSON.stringify({ line, reason })}\n` : `line ${line}: ${reason}\n`;
}

/**
 * Writes values as JSON Lines and waits where the reader is slower. Lines are gathered, since a write a line is slow, for as
 * long as there is more to do at once: whoever writes a line into the command and waits for its answer gets it.
 */
export class JsonLinesWriter {
  readonly #output: Writable;
  #chunk: string[] = [];
  #length = 0;
  #idle: NodeJS.Immediate | null = null;

  constructor(output: Writable) {
    this.#output = output;
  }

  async write(value: unknown): Promise<void> {
    const line = `${JSON.stringify(value)}\n`;
    this.#chunk.push(line);
    this.#length += line.length;
    this.#idle ??= setImmediate(() => this.#handOver());
    if (this.#length > CHUNK || this.#output.writableNeedDrain) await this.flush();
  }

  async flush(): Promise<void> {
    this.#handOver();
    if (this.#output.writableNeedDrain) await once(this.#output, 'drain');
  }

  #handOver(): void {
    if (this.#idle !== null) clearImmediate(this.#idle);
    const text = this.#chunk.join('');
    this.#idle = null;
    this.#chunk = [];
    this.#length = 0;
    if (text !== '') this.#output.write(text);
  }
}

const CHUNK = 64 * 1024;
