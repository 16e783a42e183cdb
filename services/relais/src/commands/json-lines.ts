import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { messageOf } from '@relais/runtime';

/** A line of JSON Lines input, or why it is none. Numbers start at one. */
export type JsonLine = { ok: true; number: number; value: unknown } | { ok: false; number: number; reason: string };

/** Lines of a stream as JSON, one at a time, in constant memory. Empty lines are passed over. */
export async function* readJsonLines(input: Readable): AsyncGenerator<JsonLine> {
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() !== '') yield parseLine(line, number);
  }
}

function parseLine(line: string, number: number): JsonLine {
  try {
    return { ok: true, number, value: JSON.parse(line) };
  } catch (error) {
    return { ok: false, number, reason: messageOf(error) };
  }
}

/** Writes values as JSON Lines and waits where the reader is slower. Chunks are gathered, since a write a line is slow. */
export class JsonLinesWriter {
  readonly #output: Writable;
  #chunk: string[] = [];
  #length = 0;

  constructor(output: Writable) {
    this.#output = output;
  }

  async write(value: unknown): Promise<void> {
    const line = `${JSON.stringify(value)}\n`;
    this.#chunk.push(line);
    this.#length += line.length;
    if (this.#length > CHUNK) await this.flush();
  }

  async flush(): Promise<void> {
    const text = this.#chunk.join('');
    this.#chunk = [];
    this.#length = 0;
    if (text !== '' && !this.#output.write(text)) await once(this.#output, 'drain');
  }
}

const CHUNK = 64 * 1024;
