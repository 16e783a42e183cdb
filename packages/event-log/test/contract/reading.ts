import { describe, expect, test } from 'vitest';
import type { LogRecord } from '../../src/index.ts';
import { gather, keysOf, noise, numbers, readAll, sorted, totalLag, valuesOf } from '../consuming.ts';
import { aRecord, aTopic, someRecords } from '../log-place.ts';
import type { ContractGround } from './ground.ts';

export function readingContract(ground: ContractGround): void {
  describe('reading', () => {
    test('ends with what stood in the log when it began', async () => {
      await ground.log.publish(someRecords(300));
      const seen: LogRecord[] = [];
      for await (const records of ground.log.read({ topic: 'jobs' })) {
        if (seen.length === 0) await ground.log.publish(someRecords(50, { value: 'later' }));
        seen.push(...records);
      }
      expect(sorted(valuesOf(seen))).toEqual(sorted(numbers(0, 300)));
    });

    test('gives all of a topic that is larger than any one answer', async () => {
      await ground.log.ensureTopics([aTopic({ name: 'large', partitions: 12 })]);
      const values = numbers(0, 14).map((seed) => noise(1_200_000, Number(seed) + 1));
      const records = values.map((value, number) => aRecord({ topic: 'large', key: `vdab:${number}`, value }));
      await ground.log.publish(records);
      const seen = await readAll(ground.log, 'large');
      expect(sorted(keysOf(seen))).toEqual(sorted(records.map(({ key }) => key)));
      expect(new Set(valuesOf(seen))).toEqual(new Set(values));
    });

    test('of an empty topic ends at once', async () => {
      expect(await readAll(ground.log)).toEqual([]);
    });

    test('shows tombstones, keeps the order of each key, and touches no group', async () => {
      await ground.log.publish([aRecord({ value: 'a' }), aRecord({ value: null }), aRecord({ value: 'b' })]);
      expect(valuesOf(await readAll(ground.log))).toEqual(['a', null, 'b']);
      const { seen } = await gather(ground.log, { expect: 3 });
      expect(valuesOf(seen)).toEqual(['a', null, 'b']);
    });

    test('can be broken off, by the reader and by a signal', async () => {
      await ground.log.publish(someRecords(300));
      for await (const records of ground.log.read({ topic: 'jobs' })) {
        expect(records.length).toBeGreaterThan(0);
        break;
      }
      const controller = new AbortController();
      const reason = new DOMException('enough', 'AbortError');
      const reading = async () => {
        for await (const _records of ground.log.read({ topic: 'jobs', signal: controller.signal }))
          controller.abort(reason);
      };
      await expect(reading()).rejects.toBe(reason);
    });
  });

  describe('lag', () => {
    test('counts what a group has not committed, per partition', async () => {
      await ground.log.publish(someRecords(60));
      const before = await ground.log.lag('sink', ['jobs']);
      expect(before.map(({ partition }) => partition)).toEqual([0, 1, 2, 3, 4, 5]);
      expect(await totalLag(ground.log)).toBe(60n);

      const { consumer } = await gather(ground.log, { expect: 60 });
      await consumer.close();
      const after = await ground.log.lag('sink', ['jobs']);
      expect(after.map(({ committed, end, lag }) => ({ committed: committed === end, lag }))).toEqual(
        before.map(() => ({ committed: true, lag: 0n })),
      );
      await ground.log.publish(someRecords(6));
      expect(await totalLag(ground.log)).toBe(6n);
      expect(await totalLag(ground.log, 'nobody')).toBe(66n);
    });
  });

  test('answers a ping', async () => {
    await expect(ground.log.ping()).resolves.toBeUndefined();
  });
}
