import { eventually } from '@relais/testkit';
import { describe, expect, test } from 'vitest';
import type { BatchHandler, LogBatch, LogRecord } from '../../src/index.ts';
import { consume, gather, keysOf, numbers, PATIENCE, sorted, totalLag, valuesOf } from '../consuming.ts';
import { aRecord, aTopic, someRecords } from '../log-place.ts';
import type { ContractGround } from './ground.ts';

export function consumingContract(ground: ContractGround): void {
  describe('consuming', () => {
    test('goes on after a reopening where it was committed', async () => {
      await ground.log.publish(someRecords(30));
      const first = await gather(ground.log, { expect: 30 });
      await first.consumer.close();
      await ground.log.publish(someRecords(5, { value: 'later' }));
      await ground.log.close();

      const reopened = await ground.open();
      const { seen } = await gather(reopened, { expect: 5 });
      expect(valuesOf(seen)).toEqual(Array.from({ length: 5 }, () => 'later'));
    });

    test('gives each group everything', async () => {
      await ground.log.publish(someRecords(40));
      const [sink, ops] = await Promise.all([
        gather(ground.log, { expect: 40, group: 'sink' }),
        gather(ground.log, { expect: 40, group: 'ops' }),
      ]);
      expect(sorted(valuesOf(sink.seen))).toEqual(sorted(valuesOf(ops.seen)));
    });

    test('shares the partitions of a group, without loss and without handing a record out twice', async () => {
      const other = await ground.elsewhere();
      const [one, two] = [await gather(ground.log, { expect: 0 }), await gather(other, { expect: 0 })];
      await ground.log.publish(someRecords(600));
      await eventually(() => one.seen.length + two.seen.length >= 600, PATIENCE);

      expect(sorted([...valuesOf(one.seen), ...valuesOf(two.seen)])).toEqual(sorted(numbers(0, 600)));
      expect(Math.min(one.seen.length, two.seen.length)).toBeGreaterThan(0);
      await eventually(async () => (await totalLag(ground.log)) === 0n, PATIENCE);
    });

    test('gives the partitions of a consumer that leaves to those that stay', async () => {
      const other = await ground.elsewhere();
      const [stays, leaves] = [await gather(ground.log, { expect: 0 }), await gather(other, { expect: 0 })];
      await ground.log.publish(someRecords(100));
      await leaves.consumer.close();
      await ground.log.publish(someRecords(100, { value: 'later' }));

      await eventually(() => new Set([...keysOf(stays.seen), ...keysOf(leaves.seen)]).size === 100, PATIENCE);
      await eventually(() => stays.seen.filter(({ value }) => value === 'later').length >= 100, PATIENCE);
      await eventually(async () => (await totalLag(ground.log)) === 0n, PATIENCE);
    });

    test('takes another consumer in while records come, without loss and in the order of each key', async () => {
      const other = await ground.elsewhere();
      const seen: LogRecord[] = [];
      const note: BatchHandler = async ({ records }) => void seen.push(...records);
      await consume(ground.log, { maxRecords: 5 }, note);
      const joined = eventually(() => seen.length > 100, PATIENCE).then(
        async () => await consume(other, { maxRecords: 5 }, note),
      );
      const keys = numbers(0, 12);
      for (const value of numbers(0, 60)) await ground.log.publish(keys.map((key) => aRecord({ key, value })));
      await joined;
      await eventually(async () => (await totalLag(ground.log)) === 0n, PATIENCE);

      // A driver may hand a batch out again whose commit came too late; it does so in order.
      for (const key of keys)
        expect([...new Set(valuesOf(seen.filter((record) => record.key === key)))]).toEqual(numbers(0, 60));
    });

    test('hands over batches of one partition, no larger than asked for, one at a time', async () => {
      await ground.log.publish(someRecords(200));
      const busy = new Set<number>();
      const batches: LogBatch[] = [];
      await consume(ground.log, { maxRecords: 7 }, async (batch) => {
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
      await ground.log.publish(someRecords(10));
      const first = await gather(ground.log, { expect: 0, from: 'end' });
      await first.consumer.close();
      await ground.log.publish(someRecords(10, { value: 'later' }));

      const { seen } = await gather(ground.log, { expect: 10, from: 'end' });
      expect(valuesOf(seen)).toEqual(Array.from({ length: 10 }, () => 'later'));
      expect(first.seen).toEqual([]);
    });

    test('reads several topics in one group', async () => {
      await ground.log.ensureTopics([aTopic({ name: 'others', partitions: 1 })]);
      await ground.log.publish([...someRecords(10), ...someRecords(10, { topic: 'others' })]);
      const { seen } = await gather(ground.log, { expect: 20, topics: ['jobs', 'others'] });
      expect(seen.filter(({ topic }) => topic === 'others')).toHaveLength(10);
    });
  });
}
