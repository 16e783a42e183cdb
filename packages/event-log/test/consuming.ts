import { eventually } from '@relais/testkit';
import type { BatchHandler, ConsumeOptions, Consumer, EventLog, LogRecord } from '../src/index.ts';

/** A broker that starts, a rebalance or an expiring session may take a while. */
export const PATIENCE = { deadlineMs: 60_000 };

/** Consumes until `expect` records have come, and goes on after that. */
export async function gather(log: EventLog, wanted: Partial<ConsumeOptions> & { expect: number }) {
  const { expect: count, ...rest } = wanted;
  const seen: LogRecord[] = [];
  const consumer = await consume(log, rest, async ({ records }) => void seen.push(...records));
  await eventually(() => seen.length >= count, { ...PATIENCE, what: `${count} records` });
  return { seen, consumer };
}

export async function consume(log: EventLog, some: Partial<ConsumeOptions>, handler: BatchHandler): Promise<Consumer> {
  const consumer = await log.consume(options(some), handler);
  // Tests that expect a failure look at it themselves.
  consumer.finished.catch(() => undefined);
  return consumer;
}

export function options(some: Partial<ConsumeOptions> = {}): ConsumeOptions {
  return { group: 'sink', topics: ['jobs'], maxRecords: 100, from: 'beginning', ...some };
}

export async function readAll(log: EventLog, topic = 'jobs'): Promise<LogRecord[]> {
  const seen: LogRecord[] = [];
  for await (const records of log.read({ topic })) seen.push(...records);
  return seen;
}

export async function totalLag(log: EventLog, group = 'sink'): Promise<bigint> {
  return (await log.lag(group, ['jobs'])).reduce((sum, { lag }) => sum + lag, 0n);
}

export const valuesOf = (records: readonly LogRecord[]) => records.map(({ value }) => value);
export const keysOf = (records: readonly LogRecord[]) => records.map(({ key }) => key);
export const numbers = (from: number, end: number) =>
  Array.from({ length: end - from }, (_, index) => String(from + index));

/** For comparing as sets. */
export const sorted = (values: readonly (string | null)[]) =>
  values.toSorted((one, other) => String(one).localeCompare(String(other)));

/** Text that no codec makes smaller than its letters allow. */
export function noise(length: number, seed: number): string {
  let state = seed;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    text += state.toString(36);
  }
  return JSON.stringify(text.slice(0, length - 2));
}
