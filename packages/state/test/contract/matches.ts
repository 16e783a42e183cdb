import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MatchEntry } from '../../src/index.ts';
import type { Store } from '../store.ts';

const entry = (vacancyKey: string, keys: readonly string[], offerId = `offer of ${vacancyKey}`): MatchEntry => ({
  vacancyKey,
  offerId,
  signature: JSON.stringify({ title: `"${vacancyKey}"\n€` }),
  keys,
});

const leaving = (vacancyKey: string, expiresAt: number): MatchEntry => ({ ...entry(vacancyKey, ['crowd']), expiresAt });

const byVacancy = (entries: readonly MatchEntry[]) =>
  entries.toSorted((left, right) => (left.vacancyKey < right.vacancyKey ? -1 : 1));

export function matchesContract(store: () => Store): void {
  test('finds what stands under any of the keys, each once and whole', async () => {
    const { matches } = store().open();
    const entries = [entry('vdab:1', ['kbo:1', 'title:x']), entry('forem:1', ['kbo:1']), entry('vdab:2', ['kbo:2'])];
    await matches.apply({ put: entries, remove: [] });
    expect(byVacancy(await matches.lookup(['title:x', 'kbo:1', 'kbo:1', 'unknown'], 10))).toEqual(
      byVacancy(entries.slice(0, 2)),
    );
    expect(await matches.lookup(['unknown'], 10)).toEqual([]);
    expect(await matches.lookup([], 10)).toEqual([]);
  });

  test('gives entries by vacancy key', async () => {
    const { matches } = store().open();
    const known = entry('vdab:1', []);
    await matches.apply({ put: [known], remove: [] });
    expect(await matches.get(['vdab:1', 'vdab:2'])).toEqual(new Map([['vdab:1', known]]));
  });

  test('gives at most so many per key, and the same ones each time', async () => {
    const { matches } = store().open();
    const crowd = Array.from({ length: 300 }, (_, index) =>
      entry(`vdab:${String(index).padStart(3, '0')}`, ['crowd', `own:${index}`]),
    );
    await matches.apply({ put: crowd.toReversed(), remove: [] });
    expect(byVacancy(await matches.lookup(['crowd'], 5))).toEqual(crowd.slice(0, 5));
    expect(byVacancy(await matches.lookup(['crowd', 'own:299'], 3))).toEqual([...crowd.slice(0, 3), crowd[299]]);
    expect(await matches.lookup(['crowd'], 300)).toHaveLength(300);
    expect(await matches.lookup(['crowd'], 0)).toEqual([]);
  });

  test('leaves nothing behind under former keys when an entry moves', async () => {
    const { matches } = store().open();
    await matches.apply({ put: [entry('vdab:1', ['old', 'both']), entry('vdab:2', ['old'])], remove: [] });
    const moved = entry('vdab:1', ['both', 'new'], 'another offer');
    await matches.apply({ put: [moved], remove: [] });
    expect(await matches.lookup(['old'], 10)).toEqual([entry('vdab:2', ['old'])]);
    expect(await matches.lookup(['both'], 10)).toEqual([moved]);
    expect(await matches.lookup(['new'], 10)).toEqual([moved]);
  });

  test('takes an entry out of all its places when it is removed', async () => {
    const { matches } = store().open();
    await matches.apply({ put: [entry('vdab:1', ['a', 'b']), entry('vdab:2', ['a'])], remove: [] });
    await matches.apply({ put: [entry('vdab:3', ['b'])], remove: ['vdab:1', 'vdab:unknown'] });
    expect(await matches.lookup(['a', 'b'], 10)).toHaveLength(2);
    expect(await matches.get(['vdab:1'])).toEqual(new Map());
  });

  test('gives those that stay before those that leave, and of these the last to leave', async () => {
    const { matches } = store().open();
    const later = Date.UTC(2060, 0, 1);
    const [first, second] = [leaving('vdab:1', later), leaving('vdab:2', later + 1)];
    await matches.apply({ put: [first, second, entry('vdab:9', ['crowd'])], remove: [] });
    expect(await matches.lookup(['crowd'], 1)).toEqual([entry('vdab:9', ['crowd'])]);
    expect(byVacancy(await matches.lookup(['crowd'], 2))).toEqual([second, entry('vdab:9', ['crowd'])]);
    await matches.apply({ put: [entry('vdab:1', ['crowd'])], remove: ['vdab:9'] });
    expect(await matches.lookup(['crowd'], 1)).toEqual([entry('vdab:1', ['crowd'])]);
  });

  test('lets an entry go by itself at its end, unless it was told to stay meanwhile', async () => {
    const { matches } = store().open();
    const end = (store().heldClock ? Date.UTC(2030, 0, 1) : Date.now()) + 4_000;
    await matches.apply({ put: [leaving('vdab:1', end), leaving('vdab:2', end)], remove: [] });
    await matches.apply({ put: [entry('vdab:2', ['crowd'])], remove: [] });
    expect(byVacancy(await matches.lookup(['crowd'], 10))).toEqual([
      leaving('vdab:1', end),
      entry('vdab:2', ['crowd']),
    ]);
    await store().elapse(4_100);
    expect(await matches.lookup(['crowd'], 10)).toEqual([entry('vdab:2', ['crowd'])]);
    expect(await matches.get(['vdab:1'])).toEqual(new Map());
  });

  test('takes out more of what is past its end than it adds', async () => {
    const { matches } = store().open();
    const gone = Array.from({ length: 1500 }, (_, index) => leaving(`vdab:${index}`, 1_000 + index));
    await matches.apply({ put: gone, remove: [] });
    for (let writes = 0; writes < 15; writes++) {
      await matches.apply({ put: [entry('vdab:stays', ['crowd'])], remove: [] });
      expect(await matches.lookup(['crowd'], 10)).toEqual([entry('vdab:stays', ['crowd'])]);
    }
    expect(await store().standing()).toBe(1);
  });

  test('handles more than fits into one round trip', async () => {
    const { matches } = store().open();
    const many = Array.from({ length: 2500 }, (_, index) =>
      entry(`vdab:${index}`, [`own:${index}`, `group:${index % 700}`]),
    );
    await matches.apply({ put: many, remove: [] });
    expect(
      await matches.lookup(
        many.flatMap((one) => one.keys),
        50,
      ),
    ).toHaveLength(2500);
    expect(await matches.get(many.map((one) => one.vacancyKey))).toHaveLength(2500);
    await matches.apply({ put: [], remove: many.slice(1).map((one) => one.vacancyKey) });
    expect(
      await matches.lookup(
        many.flatMap((one) => one.keys),
        50,
      ),
    ).toEqual([many[0]]);
  });

  test('agrees with a plain list after any changes', async () => {
    const { matches } = store().open();
    const vacancyKey = fc.constantFrom('v1', 'v2', 'v3', 'v4');
    const keys = fc.array(fc.constantFrom('k1', 'k2', 'k3', 'line\nfeed', 'é"|'), { maxLength: 4 });
    const change = fc.record({
      put: fc.array(
        fc.tuple(vacancyKey, keys).map(([vacancy, places]) => entry(vacancy, places)),
        { maxLength: 4 },
      ),
      remove: fc.array(vacancyKey, { maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 8 }), async (changes) => {
        await matches.apply({ put: [], remove: ['v1', 'v2', 'v3', 'v4'] });
        const expected = new Map<string, MatchEntry>();
        for (const { put, remove } of changes) {
          await matches.apply({ put, remove });
          for (const one of remove) expected.delete(one);
          for (const one of put) expected.set(one.vacancyKey, one);
        }
        expect(await matches.get(['v1', 'v2', 'v3', 'v4'])).toEqual(expected);
        for (const key of ['k1', 'k2', 'k3', 'line\nfeed', 'é"|']) {
          const standing = [...expected.values()].filter((one) => one.keys.includes(key));
          expect(byVacancy(await matches.lookup([key], 10))).toEqual(byVacancy(standing));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('writes under leases only while all of them are held', async () => {
    const [{ matches, leases }, other] = [store().open(), store().open()];
    const request = { id: 'both', names: ['x', 'y'] };
    const under = { holder: 'a', names: request.names };
    const [first, second] = [entry('vdab:1', ['k'], 'first'), entry('vdab:1', ['k', 'l'], 'second')];
    await leases.acquire('a', [request], 60_000);
    expect(await matches.apply({ put: [first], remove: [], under })).toBe(true);
    await leases.release('a', ['y']);
    expect(await matches.apply({ put: [second], remove: [], under })).toBe(false);
    await other.leases.acquire('b', [{ id: 'one', names: ['y'] }], 60_000);
    expect(await matches.apply({ put: [second, entry('vdab:2', ['l'])], remove: [], under })).toBe(false);
    expect(await matches.apply({ put: [], remove: ['vdab:1'], under })).toBe(false);
    expect(await matches.lookup(['k', 'l'], 10)).toEqual([first]);
  });

  test('lets nobody who comes late write over whoever held the lease after', async () => {
    const states = [store().open(), store().open(), store().open()];
    const holder = fc.nat(states.length - 1);
    const act = fc.oneof(
      fc.record({ does: fc.constantFrom('lease' as const, 'write' as const), holder }),
      fc.record({ does: fc.constant('wait' as const), holder }),
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
        const name = `run ${run++}`;
        const fences = states.map(() => 0);
        let standing = 0;
        for (const one of acts) {
          const { leases, matches } = states[one.holder]!;
          if (one.does === 'wait') await store().elapse(4);
          if (one.does === 'lease') {
            const { granted, fence } = await leases.acquire(`${one.holder}`, [{ id: name, names: [name] }], 6);
            if (granted.length > 0) fences[one.holder] = fence;
          }
          if (one.does !== 'write') continue;
          const put = [entry(name, ['k'], String(fences[one.holder]))];
          const under = { holder: `${one.holder}`, names: [name] };
          if (await matches.apply({ put, remove: [], under })) standing = Math.max(standing, fences[one.holder]!);
          expect(Number((await matches.get([name])).get(name)?.offerId ?? 0)).toBe(standing);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('lets processes move the same entry at once and ends with one of their states', async () => {
    const states = [store().open(), store().open(), store().open()] as const;
    const versions = states.map((_, index) => entry('vdab:1', ['shared', `place:${index}`], `offer ${index}`));
    for (let round = 0; round < 20; round++) {
      await Promise.all(
        states.map((state, index) => state.matches.apply({ put: versions.slice(index, index + 1), remove: [] })),
      );
    }
    const [found, ...others] = await states[0].matches.lookup(
      versions.flatMap((one) => one.keys),
      10,
    );
    expect(others).toEqual([]);
    expect(versions).toContainEqual(found);
    const places = await Promise.all(versions.map((_, index) => states[1].matches.lookup([`place:${index}`], 10)));
    expect(places.flat()).toEqual([found]);
  });
}
