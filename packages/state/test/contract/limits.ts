import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Store, startOn } from '../store.ts';

export function limitsContract(store: () => Store): void {
  test('gives the burst at once, then says how long until the next, and gives it then', async () => {
    const { limits } = store().open();
    const limit = { perSecond: 0.5, burst: 3 };
    expect([await limits.take('p', limit), await limits.take('p', limit), await limits.take('p', limit)]).toEqual([
      0, 0, 0,
    ]);
    const wait = await limits.take('p', limit);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(2000);
    await store().elapse(wait);
    expect(await limits.take('p', limit)).toBe(0);
    expect(await limits.take('p', limit)).toBeGreaterThan(0);
  });

  test('gives several tokens at once or none of them', async () => {
    const { limits } = store().open();
    const limit = { perSecond: 0.01, burst: 5 };
    expect(await limits.take('p', limit, 3)).toBe(0);
    const wait = await limits.take('p', limit, 3);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(100_000);
    expect(await limits.take('p', limit, 2)).toBe(0);
    expect(await limits.take('p', limit)).toBeGreaterThan(0);
    await expect(limits.take('p', limit, 6)).rejects.toMatchObject({ code: 'STATE_LIMIT_INVALID' });
  });

  test('fills up to the burst and no further', async () => {
    const { limits } = store().open();
    const limit = { perSecond: 0.5, burst: 1 };
    await limits.take('p', limit);
    await store().elapse(4200);
    expect(await limits.take('p', limit)).toBe(0);
    expect(await limits.take('p', limit)).toBeGreaterThan(0);
  });

  test('keeps buckets apart and shares each between processes', async () => {
    const [left, right] = [store().open().limits, store().open().limits];
    const limit = { perSecond: 0.01, burst: 2 };
    expect([await left.take('p', limit), await right.take('p', limit)]).toEqual([0, 0]);
    expect(await left.take('p', limit)).toBeGreaterThan(0);
    expect(await right.take('q', limit)).toBe(0);
  });

  test('heeds a limit that was changed', async () => {
    const { limits } = store().open();
    for (let token = 0; token < 100; token++) await limits.take('p', { perSecond: 0.01, burst: 100 });
    expect(await limits.take('p', { perSecond: 0.01, burst: 100 })).toBeGreaterThan(0);
    expect(await limits.take('p', { perSecond: 100, burst: 1 })).toBeLessThanOrEqual(10);
  });

  test.each([
    { perSecond: 0, burst: 1 },
    { perSecond: 1, burst: 0 },
    { perSecond: Number.NaN, burst: 1 },
    { perSecond: Number.POSITIVE_INFINITY, burst: 1 },
  ])('refuses the limit $perSecond a second, burst $burst', async (limit) => {
    await expect(store().open().limits.take('p', limit)).rejects.toMatchObject({ code: 'STATE_LIMIT_INVALID' });
  });

  test('never gives more than burst and rate allow, over any schedule', async () => {
    const { limits } = store().open();
    const elapsed = store().heldClock ? fc.integer({ min: 0, max: 400 }) : fc.integer({ min: 0, max: 3 });
    const limit = fc.record({ perSecond: fc.constantFrom(0.5, 3, 7, 40), burst: fc.integer({ min: 1, max: 6 }) });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(limit, fc.array(elapsed, { maxLength: 20 }), async (bucket, pauses) => {
        const name = `bucket ${run++}`;
        const from = performance.now();
        let [taken, held] = [0, 0];
        for (const pause of pauses) {
          await store().elapse(pause);
          held += pause;
          if ((await limits.take(name, bucket)) === 0) taken++;
          // A millisecond more, for clocks that count whole ones.
          const passed = (store().heldClock ? held : performance.now() - from) + 1;
          expect(taken).toBeLessThanOrEqual(bucket.burst + (bucket.perSecond * passed) / 1000);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('never gives three processes together more than one would get', async () => {
    const { address } = store();
    const takers = ['1', '2', '3'].map(() => startOn(address, 'take-tokens', '400', '50', '20'));
    const reports = await Promise.all(takers.map((taker) => taker.json(() => true)));
    const sum = reports.reduce((total, report) => total + Number(report['taken']), 0);
    const seconds =
      (Math.max(...reports.map(({ to }) => Number(to))) - Math.min(...reports.map(({ from }) => Number(from)))) / 1000;
    expect(sum).toBeGreaterThanOrEqual(20);
    expect(sum).toBeLessThanOrEqual(20 + 50 * (seconds + 0.002));
  });
}
