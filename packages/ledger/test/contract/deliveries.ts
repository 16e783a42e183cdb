import { expect, test } from 'vitest';
import type { StoredDelivery } from '../../src/index.ts';
import { aDelivery, aNewDelivery, anAttempt, collected, NOON } from '../builders.ts';
import type { Surroundings } from '../ledger-contract.ts';

const ids = (stored: readonly StoredDelivery[]) => stored.map(({ delivery }) => delivery.offerId);

export function deliveriesContract(around: () => Surroundings): void {
  const deliveries = () => around().ledger.deliveries;
  const write = async (...changed: StoredDelivery[]) =>
    (await deliveries().apply({ deliveries: changed, attempts: [] })).conflicts;

  test('deliveries come back as they were applied, with a mark that grows by one', async () => {
    const full = aDelivery({
      state: 'confirmed',
      confirmedRevision: 1,
      confirmedHash: 'hash-1',
      reason: 'unknown-code',
      detail: 'zei: “niet goed” 🔥',
      batchId: 'batch-1',
    });
    expect(await write(aNewDelivery({ offerId: 'of_2' }), { delivery: full, mark: 0 })).toEqual([]);
    const addresses = [full, { subscription: 'south', offerId: 'of_1' }, full];
    expect(await deliveries().get(addresses)).toEqual([{ delivery: full, mark: 1 }]);
    expect(await write({ delivery: full, mark: 1 })).toEqual([]);
    expect(await deliveries().get([full])).toEqual([{ delivery: full, mark: 2 }]);
    expect(await deliveries().get([])).toEqual([]);
  });

  test.each([
    ['lower', 1],
    ['higher', 3],
    ['first', 0],
  ])('a write with a %s mark than the stored one is refused and told', async (_, mark) => {
    await write(aNewDelivery());
    await write({ delivery: aDelivery({ revision: 2 }), mark: 1 });
    const late = { delivery: aDelivery({ revision: 9 }), mark };
    expect(await write(late, aNewDelivery({ offerId: 'of_2' }))).toEqual([{ subscription: 'north', offerId: 'of_1' }]);
    expect(await deliveries().get([late.delivery])).toEqual([{ delivery: aDelivery({ revision: 2 }), mark: 2 }]);
    expect(ids(await deliveries().ofOffer('of_2'))).toEqual(['of_2']);
  });

  test('a write with the mark of a delivery that is not there is refused', async () => {
    expect(await write({ delivery: aDelivery(), mark: 4 })).toEqual([{ subscription: 'north', offerId: 'of_1' }]);
    expect(await deliveries().get([aDelivery()])).toEqual([]);
  });

  test('a second write of one delivery in the same call is refused', async () => {
    expect(await write(aNewDelivery(), aNewDelivery({ revision: 2 }))).toEqual([
      { subscription: 'north', offerId: 'of_1' },
    ]);
    expect(await deliveries().get([aDelivery()])).toEqual([{ delivery: aDelivery(), mark: 1 }]);
  });

  test('attempts are facts: kept once, in their order, also when their delivery is refused', async () => {
    await write(aNewDelivery());
    const [first, second] = [
      anAttempt(),
      anAttempt({ id: 'attempt-0', startedAt: NOON + 1, outcome: 'failed', reason: 'timeout' }),
    ];
    await deliveries().apply({ deliveries: [aNewDelivery()], attempts: [second, first, second] });
    await deliveries().apply({ deliveries: [], attempts: [anAttempt({ outcome: 'rejected' })] });
    expect(await deliveries().attemptsOf('of_1')).toEqual([first, second]);
    expect(await deliveries().attemptsOf('of_1', 1)).toEqual([second]);
    expect(await deliveries().countAttempts('of_1')).toBe(2);
    expect([await deliveries().attemptsOf('of_2'), await deliveries().countAttempts('of_2')]).toEqual([[], 0]);
  });

  test('what is due or overdue comes longest first, of one subscription, up to now', async () => {
    const at = (
      offerId: string,
      nextAt: number,
      state: 'due' | 'awaiting' | 'failed' = 'due',
      subscription = 'north',
    ) => aNewDelivery({ offerId, nextAt, state, subscription });
    await write(at('c', 30), at('a', 10), at('b', 20), at('later', 41), at('south', 5, 'due', 'south'));
    await write(at('w', 15, 'awaiting'), at('x', 12, 'awaiting'), at('f', 1, 'failed'));
    expect(ids(await deliveries().due('north', 40, 10))).toEqual(['a', 'b', 'c']);
    expect(ids(await deliveries().due('north', 40, 2))).toEqual(['a', 'b']);
    expect(ids(await deliveries().overdue('north', 14, 10))).toEqual(['x']);
    expect(ids(await deliveries().overdue('north', 99, 10))).toEqual(['x', 'w']);
  });

  test('deliveries of an offer are found over all subscriptions', async () => {
    await write(
      aNewDelivery({ offerId: 'a' }),
      aNewDelivery({ offerId: 'b' }),
      aNewDelivery({ offerId: 'a', subscription: 'south' }),
    );
    const subscriptions = (await deliveries().ofOffer('a')).map(({ delivery }) => delivery.subscription);
    expect(subscriptions).toEqual(['north', 'south']);
  });

  test('counts tell subscription, state and reason as they stand now', async () => {
    await write(
      aNewDelivery({ offerId: 'a' }),
      aNewDelivery({ offerId: 'b' }),
      aNewDelivery({ subscription: 'south' }),
    );
    await write({ delivery: aDelivery({ offerId: 'a', state: 'failed', reason: 'timeout' }), mark: 1 });
    await write({ delivery: aDelivery({ offerId: 'a', state: 'confirmed' }), mark: 7 });
    expect(await deliveries().counts()).toEqual([
      { subscription: 'north', state: 'due', reason: null, count: 1 },
      { subscription: 'north', state: 'failed', reason: 'timeout', count: 1 },
      { subscription: 'south', state: 'due', reason: null, count: 1 },
    ]);
  });

  test('the walk over a subscription meets each delivery once, by offer id, across pages', async () => {
    const offers = Array.from({ length: 2_001 }, (_, index) => `of_${String(index).padStart(5, '0')}`);
    await write(
      ...offers.toReversed().map((offerId) => aNewDelivery({ offerId })),
      aNewDelivery({ subscription: 'south' }),
    );
    const walked = await collected(deliveries().scan('north'));
    expect(walked.map(({ offerId }) => offerId)).toEqual(offers);
    expect(await collected(deliveries().scan('west'))).toEqual([]);
  });

  test('a moment with a fraction is kept as a whole millisecond', async () => {
    await write(aNewDelivery({ nextAt: NOON + 0.6 }));
    expect(ids(await deliveries().due('north', NOON + 0.4, 1))).toEqual([]);
    expect(ids(await deliveries().due('north', NOON + 1.2, 1))).toEqual(['of_1']);
  });

  test("a partner's words with characters that no database stores come back as they were", async () => {
    const detail = `\0 half: ${'🔥'.slice(1)}`;
    await write(aNewDelivery({ detail }));
    const [stored] = await deliveries().get([aDelivery()]);
    expect(stored?.delivery.detail).toBe(detail);
  });

  test('many deliveries are read in one call, wherever among them one is missing', async () => {
    const all = Array.from({ length: 35 }, (_, index) => aNewDelivery({ offerId: `of_${index}` }));
    await write(...all.filter((_, index) => index !== 16 && index !== 34));
    const found = await deliveries().get(all.map(({ delivery }) => delivery));
    expect(ids(found).toSorted()).toEqual(ids(all.filter((_, index) => index !== 16 && index !== 34)).toSorted());
  });

  test('new deliveries and later marks of others go together, and each that cannot be written is told', async () => {
    await write(aNewDelivery({ offerId: 'a' }), aNewDelivery({ offerId: 'b' }));
    const next = (offerId: string, mark: number) => ({ delivery: aDelivery({ offerId, revision: 2 }), mark });
    expect(await write(next('a', 1), next('b', 2), next('c', 0), next('d', 1))).toEqual([
      { subscription: 'north', offerId: 'b' },
      { subscription: 'north', offerId: 'd' },
    ]);
    const stored = await deliveries().get([next('a', 0), next('b', 0), next('c', 0)].map(({ delivery }) => delivery));
    const standing = stored.map(({ delivery, mark }) => [delivery.offerId, [delivery.revision, mark]] as const);
    expect(Object.fromEntries(standing)).toEqual({ a: [2, 2], b: [1, 1], c: [2, 1] });
  });
}
