import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Store, startOn } from '../store.ts';
import { anyStep, LeaseTable } from './lease-table.ts';

const LONG = 60_000;
const request = (...names: string[]) => ({ id: names.join('+'), names });

export function leasesContract(store: () => Store): void {
  test('grants all names of a request or none', async () => {
    const { leases } = store().open();
    expect((await leases.acquire('a', [request('x', 'y')], LONG)).granted).toEqual(['x+y']);
    expect(
      (await leases.acquire('b', [request('w', 'x'), request('v', 'w'), request('u', 'y')], LONG)).granted,
    ).toEqual(['v+w']);
    expect((await leases.acquire('c', [request('u')], LONG)).granted).toEqual(['u']);
  });

  test('grants a request without names, and one that names the same twice', async () => {
    const { leases } = store().open();
    expect((await leases.acquire('a', [request(), request('x', 'x')], LONG)).granted).toEqual(['', 'x+x']);
    expect((await leases.acquire('a', [], LONG)).granted).toEqual([]);
  });

  test('grants again what the same holder has, and prolongs it', async () => {
    const { leases } = store().open();
    await leases.acquire('a', [request('x')], 40);
    expect((await leases.acquire('a', [request('x', 'y')], LONG)).granted).toEqual(['x+y']);
    await store().elapse(50);
    expect((await leases.acquire('b', [request('x')], LONG)).granted).toEqual([]);
  });

  test('grants two requests of one call that share a name', async () => {
    const { leases } = store().open();
    expect((await leases.acquire('a', [request('x', 'y'), request('y', 'z')], LONG)).granted).toEqual(['x+y', 'y+z']);
  });

  test('never keeps two holders from each other for good, whatever the order of their names', async () => {
    const [left, right] = [store().open().leases, store().open().leases];
    for (let round = 0; round < 50; round++) {
      const names = ['x', 'y', 'z'];
      const asked = await Promise.all([
        left.acquire('left', [request(...names)], LONG),
        right.acquire('right', [request(...names.toReversed())], LONG),
      ]);
      expect(asked.filter(({ granted }) => granted.length > 0)).toHaveLength(1);
      await Promise.all([left.release('left', names), right.release('right', names)]);
    }
  });

  test('gives fencing tokens that grow with every call, over processes, refusals, expiry and reopening', async () => {
    const fences: number[] = [];
    const states = [store().open(), store().open()];
    for (let round = 0; round < 10; round++) {
      for (const [index, state] of states.entries()) {
        fences.push((await state.leases.acquire(`holder ${index}`, [request('x')], 5)).fence);
      }
      if (round % 5 === 0) await store().elapse(10);
    }
    fences.push((await store().open().leases.acquire('reopened', [], LONG)).fence);
    expect(fences).toEqual([...new Set(fences)].toSorted((left, right) => left - right));
    expect(fences.every(Number.isSafeInteger)).toBe(true);
  });

  test('gives an expired lease to another, tells its former holder, and keeps that one from giving it up', async () => {
    const { leases } = store().open();
    await leases.acquire('former', [request('x')], 30);
    await leases.acquire('former', [request('y')], LONG);
    await store().elapse(40);
    expect((await leases.acquire('next', [request('x')], LONG)).granted).toEqual(['x']);
    expect(await leases.extend('former', ['x', 'y'], LONG)).toEqual(['x']);
    await leases.release('former', ['x']);
    expect((await leases.acquire('third', [request('x')], LONG)).granted).toEqual([]);
  });

  test('tells a holder of an expired lease even when nobody took it', async () => {
    const { leases } = store().open();
    await leases.acquire('a', [request('x')], 20);
    await store().elapse(30);
    expect(await leases.extend('a', ['x', 'never held'], LONG)).toEqual(['x', 'never held']);
  });

  test('prolongs from now on', async () => {
    const { leases } = store().open();
    await leases.acquire('a', [request('x')], 2500);
    expect(await leases.extend('a', ['x'], LONG)).toEqual([]);
    await store().elapse(2600);
    expect((await leases.acquire('b', [request('x')], LONG)).granted).toEqual([]);
  });

  test("leaves others' names alone when asked to release them", async () => {
    const { leases } = store().open();
    await leases.acquire('a', [request('x')], LONG);
    await leases.release('b', ['x', 'unknown']);
    expect(await leases.extend('a', ['x'], LONG)).toEqual([]);
    await leases.release('a', ['x']);
    expect((await leases.acquire('b', [request('x')], LONG)).granted).toEqual(['x']);
  });

  test('handles five hundred requests of four names in one call', async () => {
    const { leases } = store().open();
    const requests = Array.from({ length: 500 }, (_, index) =>
      request(...[0, 1, 2, 3].map((step) => `n${index * 4 + step}`)),
    );
    await leases.acquire('other', [request('n2', 'n1999')], LONG);
    expect((await leases.acquire('a', requests, LONG)).granted).toEqual(requests.slice(1, -1).map(({ id }) => id));
  });

  test('agrees with a plain table over any schedule', async () => {
    const states = [store().open(), store().open(), store().open()];
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep(store().heldClock), { maxLength: 25 }), async (steps) => {
        const table = new LeaseTable(`run ${run++}:`, store(), states);
        for (const step of steps) await table.take(step);
      }),
      { numRuns: 50 },
    );
  });

  test('has at most one holder per name at any time while several work at once', async () => {
    const states = [store().open(), store().open(), store().open()];
    const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 3 });
    const plan = fc.array(fc.record({ names, hops: fc.integer({ min: 0, max: 3 }) }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(plan, { minLength: 3, maxLength: 3 }), async (plans) => {
        const holding = new Map<string, string>();
        const lastFence = new Map<string, number>();
        await Promise.all(
          plans.map(async (steps, index) => {
            const [state, holder] = [states[index]!, `holder ${index}`];
            for (const step of steps) {
              const { granted, fence } = await state.leases.acquire(holder, [request(...step.names)], LONG);
              if (granted.length === 0) continue;
              for (const name of step.names) {
                expect(holding.get(name)).toBeUndefined();
                expect(fence).toBeGreaterThan(lastFence.get(name) ?? 0);
                holding.set(name, holder);
                lastFence.set(name, fence);
              }
              for (let hop = 0; hop < step.hops; hop++) await state.ping();
              for (const name of step.names) holding.delete(name);
              await state.leases.release(holder, step.names);
            }
          }),
        );
      }),
      { numRuns: 30 },
    );
  });

  test('loses no update of three processes that read and write under leases', async () => {
    const { address } = store();
    const workers = ['one', 'two', 'three'].map((holder) => startOn(address, 'count-under-lease', holder, '300'));
    const reports = await Promise.all(workers.map((worker) => worker.json(() => true)));
    const added = reports.reduce((sum, report) => sum + Number(report['added']), 0);
    const { values } = store().open();
    const counters = await Promise.all([0, 1, 2, 3, 4].map((index) => values.get(`counter-${index}`)));
    const counted = counters.reduce(
      (sum, text) => sum + (JSON.parse(text ?? '{"count":0}') as { count: number }).count,
      0,
    );
    expect(counted).toBe(added);
    expect(added).toBeGreaterThan(300);
  });
}
