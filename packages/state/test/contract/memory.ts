import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HotState, Remembered } from '../../src/index.ts';
import { type Store, startOn } from '../store.ts';

const entry = (reference: string, over: Partial<Remembered> = {}): Remembered => ({
  reference,
  hash: `hash of ${reference}`,
  version: 1,
  live: true,
  endsAt: null,
  sourceVersion: null,
  ...over,
});

async function all(state: HotState, source: string): Promise<Map<string, Remembered>> {
  const found = new Map<string, Remembered>();
  for await (const page of state.memory.scan(source)) for (const one of page) found.set(one.reference, one);
  return found;
}

const MOMENT = Date.parse('2026-11-22T23:00:00.000Z');

export function memoryContract(store: () => Store): void {
  test('gives back what was put, by reference, and nothing for the unknown', async () => {
    const { memory } = store().open();
    await memory.put('vdab', [
      entry('a', { endsAt: MOMENT, sourceVersion: '3|b' }),
      entry('b', { version: 7, live: false, hash: '' }),
    ]);
    const known = await memory.get('vdab', ['b', 'a', 'unknown', 'a']);
    expect(known).toEqual(
      new Map([
        ['a', entry('a', { endsAt: MOMENT, sourceVersion: '3|b' })],
        ['b', entry('b', { version: 7, live: false, hash: '' })],
      ]),
    );
  });

  test('keeps sources apart', async () => {
    const { memory } = store().open();
    await memory.put('vdab', [entry('1')]);
    expect(await memory.get('actiris', ['1'])).toEqual(new Map());
    expect(await memory.countLive('actiris')).toBe(0);
  });

  test('takes references and hashes as they are: separators, quotes, line feeds, other scripts', async () => {
    const { memory } = store().open();
    const entries = ['a|1|b', `it's "quoted"`, 'line\nfeed', 'één € 😀', ' '].map((text) =>
      entry(text, { hash: text }),
    );
    await memory.put('vdab', entries);
    const known = await memory.get(
      'vdab',
      entries.map((one) => one.reference),
    );
    expect([...known.values()]).toEqual(expect.arrayContaining(entries));
    expect(known.size).toBe(entries.length);
  });

  test('ignores an older version and takes an equal or newer one', async () => {
    const { memory } = store().open();
    await memory.put('vdab', [entry('a', { version: 3, hash: 'third' })]);
    await memory.put('vdab', [entry('a', { version: 2, hash: 'second', live: false })]);
    expect((await memory.get('vdab', ['a'])).get('a')).toMatchObject({ version: 3, hash: 'third' });
    expect(await memory.countLive('vdab')).toBe(1);
    await memory.put('vdab', [entry('a', { version: 3, hash: 'third again', endsAt: MOMENT })]);
    expect((await memory.get('vdab', ['a'])).get('a')).toMatchObject({ endsAt: MOMENT });
    await memory.put('vdab', [entry('a', { version: 10, hash: 'tenth', live: false })]);
    expect((await memory.get('vdab', ['a'])).get('a')).toMatchObject({ version: 10, hash: 'tenth', live: false });
    expect(await memory.countLive('vdab')).toBe(0);
  });

  test('does nothing with empty lists', async () => {
    const { memory } = store().open();
    await memory.put('vdab', []);
    expect(await memory.get('vdab', [])).toEqual(new Map());
    expect(await all(store().open(), 'vdab')).toEqual(new Map());
  });

  test('walks all entries of a large source in pages', async () => {
    const state = store().open();
    const entries = Array.from({ length: 5000 }, (_, index) => entry(`reference ${index}`, { live: index % 2 === 0 }));
    await state.memory.put('vdab', entries);
    await state.memory.put('actiris', [entry('elsewhere')]);
    expect(await all(state, 'vdab')).toEqual(new Map(entries.map((one) => [one.reference, one])));
    expect(await state.memory.countLive('vdab')).toBe(2500);
    expect(
      await state.memory.get(
        'vdab',
        entries.map((one) => one.reference),
      ),
    ).toHaveLength(5000);
  });

  test('holds the newest version and the right count of live entries after puts in any order, from two processes', async () => {
    const states = [store().open(), store().open()] as const;
    const anyEntry = fc.record({
      reference: fc.constantFrom('a', 'b', 'c', 'd'),
      version: fc.integer({ min: 1, max: 9 }),
      live: fc.boolean(),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(anyEntry, { maxLength: 6 }), { maxLength: 8 }), async (puts) => {
        const source = `source ${run++}`;
        // Of one version there is one content, as in the log.
        const batches = puts.map((batch) =>
          batch.map((one) =>
            entry(one.reference, { version: one.version, live: one.version % 2 === 0, hash: `${one.version}` }),
          ),
        );
        await Promise.all(batches.map((batch, index) => states[index % 2 === 0 ? 0 : 1].memory.put(source, batch)));
        const expected = new Map<string, Remembered>();
        for (const one of batches.flat()) {
          if (one.version >= (expected.get(one.reference)?.version ?? 0)) expected.set(one.reference, one);
        }
        expect(await all(states[0], source)).toEqual(expected);
        expect(await states[1].memory.countLive(source)).toBe([...expected.values()].filter((one) => one.live).length);
      }),
      { numRuns: 40 },
    );
  });

  test('has every acknowledged put after kill -9 in the middle of many', async () => {
    await using writer = startOn(store().address, 'put-memory');
    await writer.line(/^25$/);
    await writer.kill('SIGKILL');
    const acknowledged = writer.lines.map(Number);
    const state = store().open();
    const references = acknowledged.flatMap((batch) => Array.from({ length: 100 }, (_, index) => `${batch}-${index}`));
    expect(await state.memory.get('vdab', references)).toHaveLength(references.length);
    const found = [...(await all(state, 'vdab')).values()];
    expect(await state.memory.countLive('vdab')).toBe(found.filter((one) => one.live).length);
  });
}
