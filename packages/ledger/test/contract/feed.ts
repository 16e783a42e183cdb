import { expect, test } from 'vitest';
import type { FeedEntry } from '../../src/index.ts';
import { NOON } from '../builders.ts';
import type { Surroundings } from '../ledger-contract.ts';

export function feedContract(around: () => Surroundings): void {
  const feed = () => around().ledger.feed;
  const entry = (offerId: string, revision = 1): Omit<FeedEntry, 'position'> => ({
    offerId,
    revision,
    content: revision === 9 ? null : `{"${offerId}":${revision}}`,
    at: NOON,
  });
  const append = async (...entries: Omit<FeedEntry, 'position'>[]) => await feed().append('north', entries);
  const read = async (position = 0, limit = 100) => await feed().after('north', position, limit);
  const names = (entries: readonly FeedEntry[]) => entries.map(({ offerId, revision }) => `${offerId}${revision}`);

  test('entries come in the order of their append, after a position, in pages', async () => {
    await append(entry('b'), entry('a'));
    await append(entry('c', 9));
    await append();
    const all = await read();
    expect(names(all)).toEqual(['b1', 'a1', 'c9']);
    expect(all.map(({ content }) => content)).toEqual(['{"b":1}', '{"a":1}', null]);
    expect(all.every(({ position }, index) => position > (all[index - 1]?.position ?? 0))).toBe(true);
    expect(names(await read(all[0]?.position, 1))).toEqual(['a1']);
    expect(await feed().after('south', 0, 10)).toEqual([]);
  });

  test('only the newest entry of an offer is kept, at its new place', async () => {
    await append(entry('a'), entry('b'));
    const head = (await read()).at(-1)?.position;
    await append(entry('a', 2), entry('a', 3));
    expect(names(await read())).toEqual(['b1', 'a3']);
    expect(names(await read(head))).toEqual(['a3']);
  });

  test('a repeat, and a revision that is older than the one there, change nothing', async () => {
    await append(entry('a', 2), entry('b'));
    const before = await read();
    await append(entry('a', 2), entry('b'));
    await append(entry('a', 1));
    expect(await read()).toEqual(before);
    await append(entry('c'));
    expect(names(await read(before.at(-1)?.position))).toEqual(['c1']);
  });

  test('acknowledged entries are unsettled until they are settled', async () => {
    await append(entry('a'), entry('b'), entry('c'));
    const [a, b] = await read();
    expect(await feed().unsettled('north', 10)).toEqual([]);
    await feed().acknowledge('north', b?.position ?? 0);
    expect(names(await feed().unsettled('north', 10))).toEqual(['a1', 'b1']);
    expect(names(await feed().unsettled('north', 1))).toEqual(['a1']);
    await feed().settle('north', a?.position ?? 0);
    expect(names(await feed().unsettled('north', 10))).toEqual(['b1']);
  });

  test('neither mark moves back', async () => {
    await append(entry('a'), entry('b'));
    const [a, b] = await read();
    await feed().acknowledge('north', b?.position ?? 0);
    await feed().acknowledge('north', a?.position ?? 0);
    expect(names(await feed().unsettled('north', 10))).toEqual(['a1', 'b1']);
    await feed().settle('north', b?.position ?? 0);
    await feed().settle('north', a?.position ?? 0);
    expect(await feed().unsettled('north', 10)).toEqual([]);
  });

  test('a reader cannot acknowledge, nor the sink settle, what was never there', async () => {
    await feed().acknowledge('north', 1_000_000);
    await feed().settle('north', 1_000_000);
    await append(entry('a'));
    expect(await feed().unsettled('north', 10)).toEqual([]);
    await feed().acknowledge('north', 1_000_000);
    expect(names(await feed().unsettled('north', 10))).toEqual(['a1']);
    await append(entry('b'));
    expect(names(await feed().unsettled('north', 10))).toEqual(['a1']);
  });

  test('the newest entries of some offers are found without walking the feed', async () => {
    await feed().append('north', [entry('a', 1), entry('b', 1)]);
    await feed().append('north', [entry('a', 2)]);
    await feed().append('south', [entry('a', 7)]);
    const found = await feed().latest('north', ['a', 'a', 'unknown']);
    expect(found.map(({ offerId, revision, position }) => [offerId, revision, position])).toEqual([['a', 2, 3]]);
    expect(await feed().latest('north', [])).toEqual([]);
  });

  test('an epoch stays the same for all who ask, until the ledger is cleared', async () => {
    const { ledger } = around();
    const other = await around().another();
    const [one, two] = await Promise.all([ledger.feed.epoch(), other.feed.epoch()]);
    expect(one).toBe(two);
    expect(one).toMatch(/^[\w-]+$/);
    await ledger.clear();
    expect(await ledger.feed.epoch()).not.toBe(one);
  });
}
