import { join } from 'node:path';
import type { EmbeddedFile } from '@relais/runtime';
import { openEmbeddedFile } from '@relais/runtime';
import { eventually, temporaryDirectory } from '@relais/testkit';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type EventLog, openEmbeddedEventLog } from '../../src/index.ts';
import { consume, gather, keysOf, numbers, PATIENCE, readAll, valuesOf } from '../consuming.ts';
import { aRecord, aTopic, someRecords } from '../log-place.ts';

const HOUR = 3_600_000;
const directory = temporaryDirectory();
afterAll(directory.remove);
let places = 0;
let file: EmbeddedFile;
let now: number;
let log: EventLog;

const offers = aTopic({ name: 'offers', partitions: 2, cleanup: 'compact', retentionDays: null });
const anOffer = (key: string, value: string | null) => aRecord({ topic: 'offers', key, value });
const stored = () => Number(file.prepare('SELECT count(*) AS records FROM log_records').get()?.['records']);
const held = async () => valuesOf(await readAll(log, 'offers'));

const openAgain = () => openEmbeddedEventLog(file, { clock: { now: () => now } });
beforeEach(async () => {
  now = Date.parse('2026-11-22T08:00:00Z');
  file = openEmbeddedFile(join(directory.path, `kept-${++places}.db`));
  log = openAgain();
  await log.ensureTopics([offers]);
});
afterEach(async () => {
  await log.close();
  file.close();
});

describe('a compacted topic', () => {
  test('loses the records that newer ones have replaced, once every group is past them', async () => {
    const fast = await gather(log, { expect: 0, group: 'fast', topics: ['offers'] });
    const slow = await gather(log, { expect: 0, group: 'slow', topics: ['offers'] });
    await slow.consumer.close();
    for (const value of ['1', '2', '3']) await log.publish([anOffer('a', value), anOffer('b', value)]);
    await eventually(() => fast.seen.length === 6, PATIENCE);
    await fast.consumer.close();
    await log.publish([anOffer('c', '1')]);

    const again = await gather(log, { expect: 7, group: 'slow', topics: ['offers'] });
    expect(valuesOf(again.seen.filter(({ key }) => key === 'a'))).toEqual(['1', '2', '3']);
    await eventually(() => stored() === 3, PATIENCE);
    const late = await gather(log, { expect: 3, group: 'late', topics: ['offers'] });
    expect(new Map(late.seen.map(({ key, value }) => [key, value]))).toEqual(
      new Map([
        ['a', '3'],
        ['b', '3'],
        ['c', '1'],
      ]),
    );
  });

  test('is compacted without any group, too, and keeps its offsets growing', async () => {
    for (const value of numbers(0, 20)) await log.publish([anOffer('a', value)]);
    await eventually(() => stored() === 1, PATIENCE);
    await log.publish([anOffer('a', 'newest')]);
    expect((await readAll(log, 'offers')).at(-1)).toMatchObject({ value: 'newest', offset: 20n });
  });

  test('keeps a tombstone for a day, and until every group is past it, and forgets the key with it', async () => {
    const { consumer } = await gather(log, { expect: 0, topics: ['offers'] });
    await consumer.close();
    await log.publish([anOffer('a', '1'), anOffer('a', null), anOffer('b', '1')]);
    now += 25 * HOUR;
    await log.publish([anOffer('b', '2')]);
    expect(await held()).toContain(null);

    const later = await gather(log, { expect: 4, topics: ['offers'] });
    expect(valuesOf(later.seen.filter(({ key }) => key === 'a'))).toEqual(['1', null]);
    await eventually(() => stored() === 1, PATIENCE);
    expect(await held()).toEqual(['2']);
    expect(file.prepare('SELECT key FROM log_latest').all()).toEqual([{ key: 'b' }]);
  });

  test('takes a key again after its tombstone', async () => {
    await log.publish([anOffer('a', '1'), anOffer('a', null), anOffer('a', '2')]);
    now += 48 * HOUR;
    await log.publish([anOffer('b', '1')]);
    await eventually(() => stored() === 2, PATIENCE);
    expect(new Set(await held())).toEqual(new Set(['2', '1']));
  });

  test('is not compacted under a reader', async () => {
    await log.ensureTopics([{ ...offers, name: 'others', partitions: 1 }]);
    await log.publish(Array.from({ length: 600 }, (_, number) => anOffer(`key ${number}`, 'old')));
    const seen: (string | null)[] = [];
    for await (const records of log.read({ topic: 'offers' })) {
      seen.push(...valuesOf(records));
      if (seen.length > records.length) continue;
      await log.publish(Array.from({ length: 600 }, (_, number) => anOffer(`key ${number}`, 'new')));
      // Once this other topic has been cleaned, the turn of the first one has passed.
      await log.publish(['1', '2'].map((value) => aRecord({ topic: 'others', value })));
      await eventually(() => stored() === 1200 + 1, PATIENCE);
    }
    expect(seen).toEqual(Array.from({ length: 600 }, () => 'old'));
    await eventually(() => stored() === 600 + 1, PATIENCE);
  });

  test('shows, whatever was published and in whatever order groups read, the newest value of each key', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.boolean()), { maxLength: 30 }),
        async (steps) => {
          const topic = `offers ${++places}`;
          await log.ensureTopics([{ ...offers, name: topic }]);
          const expected = new Map<string, string | null>();
          const { seen, consumer } = await gather(log, { expect: 0, group: topic, topics: [topic], maxRecords: 3 });
          for (const [step, [key, gone]] of steps.entries()) {
            const value = gone ? null : String(step);
            await log.publish([aRecord({ topic, key: `${key}`, value })]);
            expected.set(`${key}`, value);
          }
          await eventually(() => seen.length === steps.length, PATIENCE);
          await consumer.close();
          expect(new Map(seen.map(({ key, value }) => [key, value]))).toEqual(expected);
          const left = await readAll(log, topic);
          expect(new Map(left.map(({ key, value }) => [key, value]))).toEqual(expected);
        },
      ),
      { numRuns: 20 },
    );
  });
});

test('a topic with a retention loses its records when they are older, read or not', async () => {
  await log.ensureTopics([aTopic({ name: 'deliveries', partitions: 1, retentionDays: 2 })]);
  const deliveries = (value: string) => someRecords(300, { topic: 'deliveries', value });
  await log.publish(deliveries('old'));
  now += 24 * HOUR;
  await log.publish(deliveries('young'));
  now += 25 * HOUR;
  await log.publish([aRecord({ topic: 'deliveries', value: 'newest' })]);

  await eventually(() => stored() === 301, PATIENCE);
  expect(new Set(valuesOf(await readAll(log, 'deliveries')))).toEqual(new Set(['young', 'newest']));
  const [lag] = await log.lag('sink', ['deliveries']);
  expect(lag).toMatchObject({ committed: 300n, end: 601n, lag: 301n });
});

test('what was left to clean is cleaned after a reopening', async () => {
  await log.publish([anOffer('a', '1'), anOffer('a', '2')]);
  await log.close();
  expect(stored()).toBe(2);
  log = openAgain();
  await eventually(() => stored() === 1, PATIENCE);
});

test('the file does not grow while the same offers change again and again', async () => {
  await consume(log, { topics: ['offers'] }, async () => undefined);
  const round = () => someRecords(200, { topic: 'offers', value: 'x'.repeat(2000) });
  const pages = () => Number(file.prepare('PRAGMA page_count').get()?.['page_count']);
  for (let rounds = 0; rounds < 5; rounds++) await log.publish(round());
  await eventually(() => stored() === 200, PATIENCE);
  const before = pages();
  for (let rounds = 0; rounds < 20; rounds++) {
    await log.publish(round());
    await eventually(() => stored() <= 1000, PATIENCE);
  }
  expect(pages()).toBeLessThanOrEqual(before * 1.5);
});

test('records that another process put into the file are handed over as well', async () => {
  const { seen } = await gather(log, { expect: 0, topics: ['offers'] });
  const elsewhere = openEmbeddedFile(file.path);
  const other = openEmbeddedEventLog(elsewhere);
  await other.ensureTopics([offers]);
  await other.publish([anOffer('a', 'from elsewhere')]);
  await other.close();
  elsewhere.close();
  await eventually(() => keysOf(seen).includes('a'), PATIENCE);
});

test('two logs on one open file share its groups and hear of each other at once', async () => {
  const other = openEmbeddedEventLog(file);
  const [one, two] = [
    await gather(log, { expect: 0, topics: ['offers'] }),
    await gather(other, { expect: 0, topics: ['offers'] }),
  ];
  await other.publish(someRecords(100, { topic: 'offers' }));
  await eventually(() => one.seen.length + two.seen.length === 100, PATIENCE);
  expect(Math.min(one.seen.length, two.seen.length)).toBeGreaterThan(0);
  await other.close();
  await log.publish([anOffer('after', '1')]);
  await eventually(() => keysOf(one.seen).includes('after'), PATIENCE);
});

test('a file that cannot be written refuses to publish, and no record of the call is in it', async () => {
  file.execute(
    "CREATE TRIGGER full BEFORE INSERT ON log_records WHEN new.key = 'last' BEGIN SELECT RAISE(FAIL, 'disk full'); END",
  );
  const published = log.publish([anOffer('first', '1'), anOffer('last', '1')]);
  await expect(published).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE', retriable: true });
  expect(stored()).toBe(0);
});
