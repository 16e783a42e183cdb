import { eventually, startService } from '@relais/testkit';
import { describe, expect, test } from 'vitest';
import { consume, gather, keysOf, numbers, options, PATIENCE, readAll, totalLag, valuesOf } from '../consuming.ts';
import type { HoldingOrder } from '../holding-process.ts';
import { aRecord, someRecords } from '../log-place.ts';
import type { ContractGround } from './ground.ts';

export function endingContract(ground: ContractGround): void {
  describe('a handler that fails', () => {
    test('ends its consumer with the cause, and nothing of its batch is committed', async () => {
      await ground.log.publish(someRecords(20, { key: 'adg:1' }));
      const cause = new Error('the store is gone');
      const consumer = await consume(ground.log, { maxRecords: 8 }, async ({ records }) => {
        if (records.some(({ offset }) => offset >= 8n)) throw cause;
      });
      await expect(consumer.finished).rejects.toMatchObject({ code: 'LOG_HANDLER_FAILED', cause });
      expect(await totalLag(ground.log)).toBe(12n);

      const { seen } = await gather(ground.log, { expect: 12 });
      expect(seen[0]?.offset).toBe(8n);
    });

    test('is not called again', async () => {
      await ground.log.publish(someRecords(1));
      let calls = 0;
      const consumer = await consume(ground.log, {}, async () => {
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
      await ground.log.publish(someRecords(3, { key: 'adg:1' }));
      const started = Promise.withResolvers<AbortSignal>();
      const finish = Promise.withResolvers<void>();
      const consumer = await consume(ground.log, {}, async ({ signal }) => {
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
      expect(await totalLag(ground.log)).toBe(0n);
    });

    test('does not commit for a handler that gives up because of the signal, which is no failure', async () => {
      await ground.log.publish(someRecords(3, { key: 'adg:1' }));
      const started = Promise.withResolvers<void>();
      const consumer = await consume(ground.log, {}, async ({ signal }) => {
        started.resolve();
        await eventually(() => signal.aborted, PATIENCE);
        signal.throwIfAborted();
      });
      await started.promise;
      await consumer.close();
      await expect(consumer.finished).resolves.toBeUndefined();
      expect(await totalLag(ground.log)).toBe(3n);
    });

    test('can be repeated, of a consumer and of the log, which says so afterwards', async () => {
      const consumer = await consume(ground.log, {}, async () => undefined);
      await Promise.all([consumer.close(), consumer.close()]);
      await consumer.close();
      await Promise.all([ground.log.close(), ground.log.close()]);
      await ground.log.close();
      const closed = { code: 'LOG_CLOSED' };
      await expect(ground.log.publish([aRecord()])).rejects.toMatchObject(closed);
      await expect(ground.log.ping()).rejects.toMatchObject(closed);
      await expect(ground.log.consume(options(), async () => undefined)).rejects.toMatchObject(closed);
    });

    test('finishes what was being published', async () => {
      const published = ground.log.publish(someRecords(50));
      await ground.log.close();
      await published;
      expect(await readAll(await ground.open())).toHaveLength(50);
    });

    test('lets a running handler publish what it is about to', async () => {
      await ground.log.publish([aRecord()]);
      const started = Promise.withResolvers<void>();
      const consumer = await consume(ground.log, {}, async ({ records, signal }) => {
        if (records.some(({ key }) => key === 'next')) return;
        started.resolve();
        await eventually(() => signal.aborted, PATIENCE);
        await ground.log.publish([aRecord({ key: 'next' })]);
      });
      await started.promise;
      await ground.log.close();
      await expect(consumer.finished).resolves.toBeUndefined();
      expect(keysOf(await readAll(await ground.open()))).toContain('next');
    });

    test('ends the consumers of the log', async () => {
      const consumer = await consume(ground.log, {}, async () => undefined);
      await ground.log.close();
      await expect(consumer.finished).resolves.toBeUndefined();
    });
  });

  test('hands the batch of a killed process over again, and not what that process committed', async () => {
    await ground.log.publish(
      someRecords(30, { key: 'adg:1' }).map((record, number) => ({ ...record, value: `${number}` })),
    );
    await ground.log.close();
    const order: HoldingOrder = { place: ground.place, consume: options({ maxRecords: 10 }), batchesToCommit: 1 };
    await using killed = startService({
      entry: 'packages/event-log/test/holding-process.ts',
      environment: { HOLDING_ORDER: JSON.stringify(order) },
    });
    const held = await killed.json((line) => 'holding' in line, PATIENCE);
    const committed = await killed.json((line) => 'handled' in line, PATIENCE);
    await killed.kill('SIGKILL');

    const { seen } = await gather(await ground.open(), { expect: 20 });
    expect(committed['handled']).toEqual(numbers(0, 10));
    expect(held['holding']).toEqual(numbers(10, 20));
    expect(valuesOf(seen)).toEqual(numbers(10, 30));
  });
}
