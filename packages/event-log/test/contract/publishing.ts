import { describe, expect, test } from 'vitest';
import { gather, noise, options, readAll, sorted, valuesOf } from '../consuming.ts';
import { aRecord, aTopic, someRecords } from '../log-place.ts';
import type { ContractGround } from './ground.ts';

export function publishingContract(ground: ContractGround): void {
  describe('publishing', () => {
    test('keeps the order of each key, also over calls that do not wait for each other', async () => {
      const keys = Array.from({ length: 20 }, (_, number) => `actiris:${number}`);
      const rounds = Array.from({ length: 25 }, (_, round) =>
        keys.map((key) => aRecord({ key, value: String(round) })),
      );
      await Promise.all(rounds.map(async (records) => await ground.log.publish(records)));

      const { seen } = await gather(ground.log, { expect: 500 });
      for (const key of keys)
        expect(valuesOf(seen.filter((record) => record.key === key))).toEqual(rounds.map((_, round) => String(round)));
    });

    test('gives a key the same partition each time, and offsets that grow', async () => {
      await ground.log.publish(someRecords(60));
      await ground.log.publish(someRecords(60));
      const { seen } = await gather(ground.log, { expect: 120 });
      for (const [, records] of Map.groupBy(seen, ({ key }) => key))
        expect(new Set(records.map(({ partition }) => partition)).size).toBe(1);
      for (const [, records] of Map.groupBy(seen, ({ partition }) => partition)) {
        const offsets = records.map(({ offset }) => offset);
        expect(offsets).toEqual(offsets.toSorted((one, other) => Number(one - other)));
        expect(new Set(offsets).size).toBe(offsets.length);
      }
    });

    test('gives back keys, values and headers of any length', async () => {
      const texts = ['a', 'é', '日'].flatMap((letter) =>
        [1, 21, 22, 31, 32, 62, 63, 64, 65, 130, 9000].map((length) => letter.repeat(length)),
      );
      const records = texts.map((text) => aRecord({ key: text, value: text, headers: { [text]: text, ce_id: text } }));
      await ground.log.publish(records);

      const { seen } = await gather(ground.log, { expect: records.length });
      for (const record of records) expect(seen).toContainEqual(expect.objectContaining(record));
    });

    test('gives back keys, values and headers as they were, whatever the script', async () => {
      const record = aRecord({
        key: 'forem:éàß-日本-🚲-ij',
        value: JSON.stringify({ title: 'Infirmier·ère – «urgences» 🏥', zero: '\u0000', quote: '"' }),
        headers: { ce_id: '1', ce_subject: 'Liège → Köln 🚲', empty: '' },
      });
      const before = Date.now();
      await ground.log.publish([record, aRecord({ key: '', value: '' })]);

      const { seen } = await gather(ground.log, { expect: 2 });
      expect(seen).toContainEqual(expect.objectContaining(record));
      expect(seen).toContainEqual(expect.objectContaining({ key: '', value: '', headers: {} }));
      for (const { timestamp } of seen) expect(Math.abs(timestamp - before)).toBeLessThan(600_000);
    });

    test('carries values of a megabyte', async () => {
      const values = [1, 2, 3].map((seed) => noise(1_048_576, seed));
      await ground.log.publish(values.map((value, number) => aRecord({ key: `vdab:${number}`, value })));
      const { seen } = await gather(ground.log, { expect: 3 });
      expect(sorted(valuesOf(seen))).toEqual(sorted(values));
    });

    test('takes no records at all', async () => {
      await expect(ground.log.publish([])).resolves.toBeUndefined();
    });

    test('hands tombstones over as null', async () => {
      await ground.log.ensureTopics([aTopic({ name: 'offers', cleanup: 'compact', retentionDays: null })]);
      await ground.log.publish([aRecord({ topic: 'offers', value: null })]);
      const { seen } = await gather(ground.log, { expect: 1, topics: ['offers'] });
      expect(valuesOf(seen)).toEqual([null]);
    });

    test('refuses a topic that does not exist, by name', async () => {
      const unknown = { code: 'LOG_TOPIC_UNKNOWN', details: { topic: 'nothing' } };
      await expect(ground.log.publish([aRecord({ topic: 'nothing' })])).rejects.toMatchObject(unknown);
      await expect(ground.log.consume(options({ topics: ['nothing'] }), async () => undefined)).rejects.toMatchObject(
        unknown,
      );
      await expect(ground.log.lag('sink', ['nothing'])).rejects.toMatchObject(unknown);
      await expect(readAll(ground.log, 'nothing')).rejects.toMatchObject(unknown);
    });
  });

  describe('topics', () => {
    test('that exist are left as they are', async () => {
      await ground.log.publish(someRecords(10));
      await ground.log.ensureTopics([aTopic({ partitions: 2 }), aTopic({ name: 'others', partitions: 2 })]);
      expect(await ground.log.lag('sink', ['jobs', 'others'])).toHaveLength(6 + 2);
      expect(await readAll(ground.log)).toHaveLength(10);
    });
  });
}
