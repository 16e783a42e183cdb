import type { Message } from 'kafkajs';
import { partitionOf } from '../partition.ts';
import type { OutgoingRecord } from '../port.ts';
import { failureOf } from './failures.ts';

/** One call of `publish`. */
interface Call {
  unacknowledged: number;
  failed: boolean;
  readonly settled: PromiseWithResolvers<void>;
}

interface QueuedRecord {
  readonly record: OutgoingRecord;
  readonly bytes: number;
  readonly call: Call;
}

export interface PublisherOptions {
  readonly lingerMs: number;
  /** Sends one request's worth of records; resolves when all replicas have them. */
  readonly send: (messages: ReadonlyMap<string, readonly Message[]>) => Promise<void>;
}

/**
 * Below a broker's usual limit of 1 MiB for what one partition gets in one request (`message.max.bytes`), whichever
 * partitions the records go to. A larger record goes alone.
 */
const BYTES_PER_REQUEST = 900_000;
const RECORDS_PER_REQUEST = 2000;
/** Lengths and offsets that the format of record batches adds, at most (KIP-98). */
const BYTES_AROUND_RECORD = 32;
const BYTES_AROUND_HEADER = 8;
/** Keys are spread over so many queues, each with one request on its way: while one waits, another is put together. */
const LANES = 2;

/**
 * Gathers the records of concurrent calls into few requests.
 *
 * A call resolves when all its records are acknowledged, so whoever awaits it is slowed down to what the cluster takes;
 * records become request bytes only when their turn comes. Records of one key leave in the order of the calls, one request
 * at a time. When a request fails for good, all calls with a record in it reject, and what they still had waiting is dropped.
 */
export class Publisher {
  readonly #lanes: readonly Lane[];

  constructor(options: PublisherOptions) {
    this.#lanes = Array.from({ length: LANES }, () => new Lane(options));
  }

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    if (records.length === 0) return;
    const call: Call = { unacknowledged: records.length, failed: false, settled: Promise.withResolvers() };
    for (const record of records) {
      this.#lanes[partitionOf(record.key, LANES)]?.add({ record, bytes: bytesOf(record), call });
    }
    await call.settled.promise;
  }

  /** Resolves when nothing waits any more. */
  async flush(): Promise<void> {
    await Promise.all(this.#lanes.map(async (lane) => await lane.flush()));
  }
}

class Lane {
  readonly #options: PublisherOptions;
  readonly #queue: QueuedRecord[] = [];
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> | undefined;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  add(queued: QueuedRecord): void {
    this.#queue.push(queued);
    this.#bytes += queued.bytes;
    this.#arrange();
  }

  async flush(): Promise<void> {
    while (this.#queue.length > 0 || this.#sending !== undefined) {
      this.#start();
      await this.#sending;
    }
  }

  /** What waits leaves at once when it fills a request, else when it has lingered. */
  #arrange(): void {
    if (this.#sending !== undefined || this.#queue.length === 0) return;
    if (this.#bytes >= BYTES_PER_REQUEST) this.#start();
    else this.#timer ??= setTimeout(() => this.#start(), this.#options.lingerMs);
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined;
      this.#arrange();
    });
  }

  async #sendAll(): Promise<void> {
    while (this.#queue.length > 0) {
      const taken = this.#take().filter(({ call }) => !call.failed);
      if (taken.length === 0) continue;
      try {
        await this.#options.send(byTopic(taken));
        for (const { call } of taken) acknowledge(call);
      } catch (error) {
        for (const { call } of taken) fail(call, error);
      }
    }
  }

  #take(): QueuedRecord[] {
    let bytes = 0;
    const over = this.#queue.findIndex((queued, index) => {
      bytes += queued.bytes;
      return index > 0 && (bytes > BYTES_PER_REQUEST || index >= RECORDS_PER_REQUEST);
    });
    const taken = this.#queue.splice(0, over === -1 ? this.#queue.length : over);
    for (const queued of taken) this.#bytes -= queued.bytes;
    return taken;
  }
}

/** About the bytes of a record in a request, before compression. */
function bytesOf({ key, value, headers }: OutgoingRecord): number {
  let bytes = Buffer.byteLength(key) + Buffer.byteLength(value ?? '') + BYTES_AROUND_RECORD;
  for (const name in headers) bytes += name.length + Buffer.byteLength(headers[name] ?? '') + BYTES_AROUND_HEADER;
  return bytes;
}

function acknowledge(call: Call): void {
  call.unacknowledged -= 1;
  if (call.unacknowledged === 0) call.settled.resolve();
}

function fail(call: Call, error: unknown): void {
  if (call.failed) return;
  call.failed = true;
  call.settled.reject(failureOf(error));
}

function byTopic(queued: readonly QueuedRecord[]): Map<string, Message[]> {
  const topics = new Map<string, Message[]>();
  for (const { record } of queued) {
    const messages = topics.get(record.topic) ?? [];
    messages.push({ key: record.key, value: record.value, headers: { ...record.headers } });
    topics.set(record.topic, messages);
  }
  return topics;
}
