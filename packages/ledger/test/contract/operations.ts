import { expect, test } from 'vitest';
import { anOperation, NOON } from '../builders.ts';
import type { Surroundings } from '../ledger-contract.ts';

export function operationsContract(around: () => Surroundings): void {
  const operations = () => around().ledger.operations;

  test('an operation comes back as it was written, and a repeat of the first write changes nothing', async () => {
    const asked = anOperation({ request: '{"states":["failed"]}', report: null });
    expect(await operations().write({ operation: asked, mark: 0 })).toBe(true);
    expect(await operations().write({ operation: { ...asked, status: 'done' }, mark: 0 })).toBe(false);
    expect(await operations().get(asked.id)).toEqual({ operation: asked, mark: 1 });
    expect(await operations().get('op_unknown')).toBeNull();
  });

  test('of two who change an operation after the same read, one is told to read again', async () => {
    await operations().write({ operation: anOperation(), mark: 0 });
    const running = anOperation({ status: 'running' });
    expect(await operations().write({ operation: running, mark: 1 })).toBe(true);
    expect(await operations().write({ operation: anOperation({ status: 'cancelled' }), mark: 1 })).toBe(false);
    expect((await operations().get(running.id))?.operation.status).toBe('running');
  });

  test('open are those of the subscription that wait or run, the longest asked for first', async () => {
    const all = [
      anOperation({ id: 'op_b', requestedAt: NOON + 2 }),
      anOperation({ id: 'op_a', requestedAt: NOON + 1, status: 'running' }),
      anOperation({ id: 'op_p', status: 'paused' }),
      anOperation({ id: 'op_d', status: 'done', report: '{}' }),
      anOperation({ id: 'op_s', subscription: 'south' }),
    ];
    for (const operation of all) await operations().write({ operation, mark: 0 });
    expect((await operations().open('north')).map(({ operation }) => operation.id)).toEqual(['op_a', 'op_b']);
    const newest = await operations().list({ limit: 2, offset: 0 });
    expect(newest.map(({ id }) => id)).toEqual(['op_b', 'op_a']);
  });

  test('the newest word on a subscription counts, in whatever order the words come', async () => {
    const paused = { subscription: 'north', paused: true, reason: 'migration', changedBy: 'an', changedAt: NOON + 5 };
    await operations().control(paused);
    await operations().control({ ...paused, paused: false, changedAt: NOON });
    expect(await operations().controls()).toEqual([paused]);
    await operations().control({ ...paused, paused: false, changedAt: NOON + 9 });
    expect((await operations().controls()).map(({ paused: held }) => held)).toEqual([false]);
  });
}
