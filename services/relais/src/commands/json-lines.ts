import { isUtf8 } from 'node:buffer';
import { once } from 'node:events';
import { fstatSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { messageOf } from '@relais/runtime';
import { commandErrors } from '../errors.ts';
import { printable } from '../report.ts';

/** A line of JSON Lines input, or why it is none. Numbers start at one. */
export type JsonLine = { ok: true; number: number; value: unknown } | { ok: false; number: number; reason: string };

/** Lines of a stream as JSON, one at a time, in constant memory. Empty lines and a byte order mark are passed over. */
async function* readJsonLines(input: Readable): AsyncGenerator<JsonLine> {
  let number = 0;
  for await (const bytes of linesOf(input)) {
    number += 1;
    if (bytes === null) {
      yield { ok: false, number, reason: TOO_LONG };
      continue;
    }
    const line = bytes.toString().replace(/^\uFEFF/, '');
    if (line.trim() !== '') yield parseLine(bytes, line, number);
  }
}

const LINE_FEED = 10;
/** Several times what the longest vacancy has: a file that is no JSON Lines may be one line, larger than the memory. */
const LONGEST_LINE = 16 * 1024 * 1024;
const TOO_LONG = `it is longer than ${LONGEST_LINE / 1024 / 1024} MiB`;

/** Lines as bytes, without their line feeds; null for one that is too long. */
async function* linesOf(input: Readable): AsyncGenerator<Buffer | null> {
  let begun: Buffer[] = [];
  let length = 0;
  const take = (part: Buffer) => {
    length += part.length;
    if (length > LONGEST_LINE) begun = [];
    else begun.push(part);
  };
  const whole = () => {
    const line = length > LONGEST_LINE ? null : Buffer.concat(begun);
    begun = [];
    length = 0;
    return line;
  };
  for await (const chunk of input as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      take(chunk.subarray(from, end));
      yield whole();
      from = end + 1;
    }
    take(chunk.subarray(from));
  }
  yield whole();
}

/** Text in another encoding would be read with holes in its words, and nobody would be told. */
function parseLine(bytes: Buffer, line: string, number: number): JsonLine {
  if (!isUtf8(bytes)) return { ok: false, number, reason: 'it is not UTF-8' };
  try {
    return { ok: true, number, value: parsed(line) };
  } catch (error) {
    return { ok: false, number, reason: messageOf(error) };
  }
}

/** Where a line is long, characters. */
const LONG = 256 * 1024;
const MOST_MEMBERS = 100_000;

/** Millions of members may each have a fault that a schema wants to tell: a long line is counted before one looks at it. */
function parsed(line: string): unknown {
  if (line.length < LONG) return JSON.parse(line);
  let members = 0;
  return JSON.parse(line, (_name, value: unknown) => {
    members += 1;
    if (members > MOST_MEMBERS) throw new Error(`it has more than ${MOST_MEMBERS} members`);
    return value;
  });
}

/** Lines of standard input. @throws COMMAND_FILE_UNREADABLE for a folder, which would read as nothing */
export function readInput(): AsyncGenerator<JsonLine> {
  const { stdin } = process;
  if (fstatSync(stdin.fd).isDirectory())
    throw commandErrors.create('COMMAND_FILE_UNREADABLE', { path: '(standard input)' });
  return readJsonLines(stdin);
}

/** The first faults that a schema found in a line, each as it is to be told. */
export function firstFaults<Issue>(issues: readonly Issue[], tell: (issue: Issue) => string): string {
  const first = issues.slice(0, MOST_FAULTS).map(tell).join('; ');
  return issues.length > MOST_FAULTS ? `${first}; and ${issues.length - MOST_FAULTS} more` : first;
}

const MOST_FAULTS = 20;

/** A line of the input that is at fault, for standard error. */
export function lineFault(line: number, reason: string, json: boolean): string {
  return json ? `${JSON.stringify({ line, reason })}\n` : printable(`line ${line}: ${reason}\n`);
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
