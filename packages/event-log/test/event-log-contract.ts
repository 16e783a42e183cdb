import { eventually, startService } from '@relais/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventLog, LogBatch, LogRecord } from '../src/index.ts';
import {
  consume,
  gather,
  keysOf,
  noise,
  numbers,
  options,
  PATIENCE,
  readAll,
  sorted,
  totalLag,
  valuesOf,
} from './consuming.ts';
import type { HoldingOrder } from './holding-process.ts';
import { aRecord, aTopic, type LogPlace, openLog, someRecords } from './log-place.ts';

/** What every driver must do. `newPlace` names a place where no log is yet. */
export function eventLogContract(name: string, newPlace: () => LogPlace): void {
  describe(`${name} keeps the contract of the event log`, () => {
    let place: LogPlace;
    let log: EventLog;
    const opened: EventLog[] = [];

    const open = async () => {
      const another = await openLog(place);
      opened.push(another);
      return another;
    };
    beforeEach(async () => {
      place = newPlace();
      log = await open();
      await log.ensureTopics([aTopic()]);
    });
    afterEach(async () => {
      await Promise.all(opened.splice(0).map(async (each) => await each.close()));
    });

    describe('publishing', () => {
      test('keeps the order of each key, also over calls that do not wait for each other', async () => {
        const keys = Array.from({ length: 20 }, (_, number) => `actiris:${number}`);
        const rounds = Array.from({ length: 25 }, (_, round) =>
          keys.map((key) => aRecord({ key, value: String(round) })),
        );
        await Promise.all(rounds.map(async (records) => await log.publish(records)));

        const { seen } = await gather(log, { expect: 500 });
        for (const key of keys)
          expect(valuesOf(seen.filter((record) => record.key === key))).toEqual(
            rounds.map((_, round) => String(round)),
          );
      });

      test('gives a key the same partition each time, and offsets that grow', async () => {
        await log.publish(someRecords(60));
        await log.publish(someRecords(60));
        const { seen } = await gather(log, { expect: 120 });
        for (const [, records] of Map.groupBy(seen, ({ key }) => key))
          expect(new Set(records.map(({ partition }) => partition)).size).toBe(1);
        for (const [, records] of Map.groupBy(seen, ({ partition }) => partition)) {
          const offsets = records.map(({ offset }) => offset);
          expect(offsets).toEqual(offsets.toSorted((one, other) => Number(one - other)));
          expect(new Set(offsets).size).toBe(offsets.length);
        }
      });

      test('gives back keys, values and headers as they were, whatever the script', async () => {
        const record = aRecord({
          key: 'forem:éàß-日本-🚲-ij',
          value: JSON.stringify({ title: 'Infirmier·ère – «urgences» 🏥', zero: '\u0000', quote: '"' }),
          headers: { ce_id: '1', ce_subject: 'Liège → Köln 🚲', empty: '' },
        });
        const before = Date.now();
        await log.publish([record, aRecord({ key: '', value: '' })]);

        const { seen } = await gather(log, { expect: 2 });
        expect(seen).toContainEqual(expect.objectContaining(record));
        expect(seen).toContainEqual(expect.objectContaining({ key: '', value: '', headers: {} }));
        for (const { timestamp } of seen) expect(Math.abs(timestamp - before)).toBeLessThan(600_000);
      });

      test('carries values of a megabyte', async () => {
        const values = [1, 2, 3].map((seed) => noise(1_048_576, seed));
        await log.publish(values.map((value, number) => aRecord({ key: `vdab:${number}`, value })));
        const { seen } = await gather(log, { expect: 3 });
        expect(sorted(valuesOf(seen))).toEqual(sorted(values));
      });

      test('takes no records at all', async () => {
        await expect(log.publish([])).resolves.toBeUndefined();
      });

      test('hands tombstones over as null', async () => {
        await log.ensureTopics([aTopic({ name: 'offers', cleanup: 'compact', retentionDays: null })]);
        await log.publish([aRecord({ topic: 'offers', value: null })]);
        const { seen } = await gather(log, { expect: 1, topics: ['offers'] });
        expect(valuesOf(seen)).toEqual([null]);
      });

      test('refuses a topic that does not exist, by name', async () => {
        const unknown = { code: 'LOG_TOPIC_UNKNOWN', details: { topic: 'nothing' } };
        await expect(log.publish([aRecord({ topic: 'nothing' })])).rejects.toMatchObject(unknown);
        await expect(log.consume(options({ topics: ['nothing'] }), async () => undefined)).rejects.toMatchObject(
          unknown,
        );
        await expect(log.lag('sink', ['nothing'])).rejects.toMatchObject(unknown);
        await expect(readAll(log, 'nothing')).rejects.toMatchObject(unknown);
      });
    });

    describe('topics', () => {
      test('that exist are left as they are', async () => {
        await log.publish(someRecords(10));
        await log.ensureTopics([aTopic({ partitions: 2 }), aTopic({ name: 'others', partitions: 2 })]);
        expect(await log.lag('sink', ['jobs', 'others'])).toHaveLength(6 + 2);
        expect(await readAll(log)).toHaveLength(10);
      });
    });

    describe('consuming', () => {
      test('goes on after a reopening where it was committed', async () => {
        await log.publish(someRecords(30));
        const first = await gather(log, { expect: 30 });
        await first.consumer.close();
        await log.publish(someRecords(5, { value: 'later' }));
        await log.close();

        const reopened = await open();
        const { seen } = await gather(reopened, { expect: 5 });
        expect(valuesOf(seen)).toEqual(Array.from({ length: 5 }, () => 'later'));
      });

      test('gives each group everything', async () => {
        await log.publish(someRecords(40));
        const [sink, ops] = await Promise.all([
          gather(log, { expect: 40, group: 'sink' }),
          gather(log, { expect: 40, group: 'ops' }),
        ]);
        expect(sorted(valuesOf(sink.seen))).toEqual(sorted(valuesOf(ops.seen)));
      });

      test('shares the partitions of a group, without loss and without handing a record out twice', async () => {
        const other = place.driver === 'kafka' ? await open() : log;
        const [one, two] = [await gather(log, { expect: 0 }), await gather(other, { expect: 0 })];
        await log.publish(someRecords(600));
        await eventually(() => one.seen.length + two.seen.length >= 600, PATIENCE);

        expect(sorted([...valuesOf(one.seen), ...valuesOf(two.seen)])).toEqual(sorted(numbers(0, 600)));
        expect(Math.min(one.seen.length, two.seen.length)).toBeGreaterThan(0);
        await eventually(async () => (await totalLag(log)) === 0n, PATIENCE);
      });

      test('gives the partitions of a consumer that leaves to those that stay', async () => {
        const other = place.driver === 'kafka' ? await open() : log;
        const [stays, leaves] = [await gather(log, { expect: 0 }), await gather(other, { expect: 0 })];
        await log.publish(someRecords(100));
        await leaves.consumer.close();
        await log.publish(someRecords(100, { value: 'later' }));

        await eventually(() => new Set([...keysOf(stays.seen), ...keysOf(leaves.seen)]).size === 100, PATIENCE);
        await eventually(() => stays.seen.filter(({ value }) => value === 'later').length >= 100, PATIENCE);
        await eventually(async () => (await totalLag(log)) === 0n, PATIENCE);
      });

      test('hands over batches of one partition, no larger than asked for, one at a time', async () => {
        await log.publish(someRecords(200));
        const busy = new Set<number>();
        const batches: LogBatch[] = [];
        await consume(log, { maxRecords: 7 }, async (batch) => {
          expect(busy.has(batch.partition)).toBe(false);
          busy.add(batch.partition);
          batches.push(batch);
          await new Promise(setImmediate);
          busy.delete(batch.partition);
        });
        await eventually(() => batches.reduce((sum, { records }) => sum + records.length, 0) === 200, PATIENCE);
        for (const { records, partition, topic } of batches) {
          expect(records.length).toBeLessThanOrEqual(7);
          expect(new Set(records.map((record) => `${record.topic}/${record.partition}`))).toEqual(
            new Set([`${topic}/${partition}`]),
          );
        }
      });

      test('from the end takes only what comes after, and keeps that place without a commit', async () => {
        await log.publish(someRecords(10));
        const first = await gather(log, { expect: 0, from: 'end' });
        await first.consumer.close();
        await log.publish(someRecords(10, { value: 'later' }));

        const { seen } = await gather(log, { expect: 10, from: 'end' });
        expect(valuesOf(seen)).toEqual(Array.from({ length: 10 }, () => 'later'));
        expect(first.seen).toEqual([]);
      });

      test('reads several topics in one group', async () => {
        await log.ensureTopics([aTopic({ name: 'others', partitions: 1 })]);
        await log.publish([...someRecords(10), ...someRecords(10, { topic: 'others' })]);
        const { seen } = await gather(log, { expect: 20, topics: ['jobs', 'others'] });
        expect(seen.filter(({ topic }) => topic === 'others')).toHaveLength(10);
      });
    });

    describe('a handler that fails', () => {
      test('ends its consumer with the cause, and nothing of its batch is committed', async () => {
        await log.publish(someRecords(20, { key: 'adg:1' }));
        const cause = new Error('the store is gone');
        const consumer = await consume(log, { maxRecords: 8 }, async ({ records }) => {
          if (records.some(({ offset }) => offset >= 8n)) throw cause;
        });
        await expect(consumer.finished).rejects.toMatchObject({ code: 'LOG_HANDLER_FAILED', cause });
        expect(await totalLag(log)).toBe(12n);

        const { seen } = await gather(log, { expect: 12 });
        expect(seen[0]?.offset).toBe(8n);
      });

      test('is not called again', async () => {
        await log.publish(someRecords(1));
        let calls = 0;
        const consumer = await consume(log, {}, async () => {
          calls += 1;
          throw new Error('always');
        });
        await expect(consumer.finished).rejects.toThrow('could not handle');
        await consumer.close();
        expect(calls).toBe(1);
      });
    });

    describe('closing', () => {
      test('waits for the running handler, tells it, and commits what it finished', async () => {
        await log.publish(someRecords(3, { key: 'adg:1' }));
        const started = Promise.withResolvers<AbortSignal>();
        const finish = Promise.withResolvers<void>();
        const consumer = await consume(log, {}, async ({ signal }) => {
          started.resolve(signal);
          await finish.promise;
        });
        const signal = await started.promise;
        expect(signal.aborted).toBe(false);
        const closed = consumer.close();
        await eventually(() => signal.aborted, PATIENCE);
        finish.resolve();
        await closed;
        await expect(consumer.finished).resolves.toBeUndefined();
        expect(await totalLag(log)).toBe(0n);
      });

      test('does not commit for a handler that gives up because of the signal, which is no failure', async () => {
        await log.publish(someRecords(3, { key: 'adg:1' }));
        const started = Promise.withResolvers<void>();
        const consumer = await consume(log, {}, async ({ signal }) => {
          started.resolve();
          await eventually(() => signal.aborted, PATIENCE);
          signal.throwIfAborted();
        });
        await started.promise;
        await consumer.close();
        await expect(consumer.finished).resolves.toBeUndefined();
        expect(await totalLag(log)).toBe(3n);
      });

      test('can be repeated, of a consumer and of the log, which says so afterwards', async () => {
        const consumer = await consume(log, {}, async () => undefined);
        await Promise.all([consumer.close(), consumer.close()]);
        await consumer.close();
        await Promise.all([log.close(), log.close()]);
        await log.close();
        const closed = { code: 'LOG_CLOSED' };
        await expect(log.publish([aRecord()])).rejects.toMatchObject(closed);
        await expect(log.ping()).rejects.toMatchObject(closed);
        await expect(log.consume(options(), async () => undefined)).rejects.toMatchObject(closed);
      });

      test('finishes what was being published', async () => {
        const published = log.publish(someRecords(50));
        await log.close();
        await published;
        expect(await readAll(await open())).toHaveLength(50);
      });

      test('ends the consumers of the log', async () => {
        const consumer = await consume(log, {}, async () => undefined);
        await log.close();
        await expect(consumer.finished).resolves.toBeUndefined();
      });
    });

    describe('reading', () => {
      test('ends with what stood in the log when it began', async () => {
        await log.publish(someRecords(300));
        const seen: LogRecord[] = [];
        for await (const records of log.read({ topic: 'jobs' })) {
          if (seen.length === 0) await log.publish(someRecords(50, { value: 'later' }));
          seen.push(...records);
        }
        expect(sorted(valuesOf(seen))).toEqual(sorted(numbers(0, 300)));
      });

      test('of an empty topic ends at once', async () => {
        expect(await readAll(log)).toEqual([]);
      });

      test('shows tombstones, keeps the order of each key, and touches no group', async () => {
        await log.publish([aRecord({ value: 'a' }), aRecord({ value: null }), aRecord({ value: 'b' })]);
        expect(valuesOf(await readAll(log)).slice(-1)).toEqual(['b']);
        const { seen } = await gather(log, { expect: 1 });
        expect(valuesOf(seen).at(-1)).toBe('b');
      });

      test('can be broken off, by the reader and by a signal', async () => {
        await log.publish(someRecords(300));
        for await (const records of log.read({ topic: 'jobs' })) {
          expect(records.length).toBeGreaterThan(0);
          break;
        }
        const controller = new AbortController();
        const reason = new DOMException('enough', 'AbortError');
        const reading = async () => {
          for await (const _records of log.read({ topic: 'jobs', signal: controller.signal })) controller.abort(reason);
        };
        await expect(reading()).rejects.toBe(reason);
      });
    });

    describe('lag', () => {
      test('counts what a group has not committed, per partition', async () => {
        await log.publish(someRecords(60));
        const before = await log.lag('sink', ['jobs']);
        expect(before.map(({ partition }) => partition)).toEqual([0, 1, 2, 3, 4, 5]);
        expect(await totalLag(log)).toBe(60n);

        const { consumer } = await gather(log, { expect: 60 });
        await consumer.close();
        const after = await log.lag('sink', ['jobs']);
        expect(after.map(({ committed, end, lag }) => ({ committed: committed === end, lag }))).toEqual(
          before.map(() => ({ committed: true, lag: 0n })),
        );
        await log.publish(someRecords(6));
        expect(await totalLag(log)).toBe(6n);
        expect(await totalLag(log, 'nobody')).toBe(66n);
      });
    });

    test('answers a ping', async () => {
      await expect(log.ping()).resolves.toBeUndefined();
    });

    test('hands the batch of a killed process over again, and not what that process committed', async () => {
      await log.publish(someRecords(30, { key: 'adg:1' }).map((record, number) => ({ ...record, value: `${number}` })));
      await log.close();
      const order: HoldingOrder = { place, consume: options({ maxRecords: 10 }), batchesToCommit: 1 };
      await using killed = startService({
        entry: 'packages/event-log/test/holding-process.ts',
        environment: { HOLDING_ORDER: JSON.stringify(order) },
      });
      const held = await killed.json((line) => 'holding' in line, PATIENCE);
      const committed = await killed.json((line) => 'handled' in line, PATIENCE);
      await killed.kill('SIGKILL');

      const { seen } = await gather(await open(), { expect: 20 });
      expect(committed['handled']).toEqual(numbers(0, 10));
      expect(held['holding']).toEqual(numbers(10, 20));
      expect(valuesOf(seen)).toEqual(numbers(10, 30));
    });
  });
}
