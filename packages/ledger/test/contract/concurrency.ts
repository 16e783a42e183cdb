import { expect, test } from 'vitest';
import type { FeedEntry, Ledger } from '../../src/index.ts';
import { aDelivery, anAttempt, anOffer, aVacancy, NOON } from '../builders.ts';
import type { Surroundings } from '../ledger-contract.ts';

const count = (length: number) => Array.from({ length }, (_, index) => index);

export function concurrencyContract(around: () => Surroundings): void {
  const ledgers = async () => await Promise.all(count(4).map(async () => await around().another()));

  test('of writers on the same delivery exactly one wins, and the others are told', async () => {
    const writers = await ledgers();
    for (const mark of count(3)) {
      const outcomes = await Promise.all(
        writers.map(async ({ deliveries }, writer) => {
          const delivery = aDelivery({ revision: mark * 10 + writer });
          const attempts = [anAttempt({ id: `${mark}/${writer}` })];
          return (await deliveries.apply({ deliveries: [{ delivery, mark }], attempts })).conflicts.length === 0;
        }),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      const [stored] = await around().ledger.deliveries.get([aDelivery()]);
      expect(stored).toMatchObject({ mark: mark + 1, delivery: { revision: mark * 10 + outcomes.indexOf(true) } });
    }
    expect(await around().ledger.deliveries.attemptsOf('of_1')).toHaveLength(12);
  });

  test('writers who read again after a conflict lose no change of each other', async () => {
    const writers = await ledgers();
    const address = aDelivery();
    const increment = async ({ deliveries }: Ledger) => {
      for (let done = false; !done; ) {
        const [stored] = await deliveries.get([address]);
        const delivery = aDelivery({ attempts: (stored?.delivery.attempts ?? 0) + 1 });
        const written = await deliveries.apply({ deliveries: [{ delivery, mark: stored?.mark ?? 0 }], attempts: [] });
        done = written.conflicts.length === 0;
      }
    };
    await Promise.all(
      writers.map(async (writer) => {
        for (const _ of count(10)) await increment(writer);
      }),
    );
    const [stored] = await around().ledger.deliveries.get([address]);
    expect(stored).toMatchObject({ mark: 40, delivery: { attempts: 40 } });
  });

  test('large writes over the same rows in opposite orders all go through', async () => {
    const writers = await ledgers();
    const offerIds = count(60).map((index) => `of_${index}`);
    await Promise.all(
      writers.flatMap((writer, index) =>
        count(3).map(async (round) => {
          const inOrder = index % 2 === 0 ? offerIds : offerIds.toReversed();
          const version = round * 4 + index + 1;
          const vacancies = inOrder.map((offerId) =>
            aVacancy({ key: `vdab:${offerId}`, offerId, version, live: index < 2 }),
          );
          await writer.offers.apply({
            vacancies,
            offers: inOrder.map((id) => anOffer({ id, version, vacancy: null })),
          });
          const deliveries = inOrder.map((offerId) => ({ delivery: aDelivery({ offerId }), mark: 0 }));
          await writer.deliveries.apply({ deliveries, attempts: [] });
        }),
      ),
    );
    const { offers, deliveries } = around().ledger;
    expect(await offers.statistics()).toMatchObject({ open: 60, liveVacancies: 0 });
    expect(await deliveries.counts()).toEqual([{ subscription: 'north', state: 'due', reason: null, count: 60 }]);
    const versions = [...(await offers.offers(offerIds)).values()].map(({ version }) => version);
    expect(new Set(versions)).toEqual(new Set([12]));
  });

  test('a reader of the feed who goes on from its last position never misses an entry', async () => {
    const writers = await ledgers();
    const wanted = writers.flatMap((_, writer) => count(30).map((index) => `of_${writer}_${index}`));
    const { feed } = around().ledger;
    const seen: FeedEntry[] = [];
    const readOn = async () => {
      const entries = await feed.after('north', seen.at(-1)?.position ?? 0, 7);
      seen.push(...entries);
      return entries.length;
    };
    const written = new AbortController();
    const reading = (async () => {
      while (!written.signal.aborted || (await readOn()) > 0) await readOn();
    })();
    await Promise.all(
      writers.map(async (writer, name) => {
        for (const index of count(15)) {
          const pair = [2 * index, 2 * index + 1].map((number) => `of_${name}_${number}`);
          await writer.feed.append(
            'north',
            pair.map((offerId) => ({ offerId, revision: 1, content: '{}', at: NOON })),
          );
        }
      }),
    );
    written.abort();
    await reading;
    expect(seen.map(({ offerId }) => offerId).toSorted()).toEqual(wanted.toSorted());
    expect(seen.every(({ position }, index) => position > (seen[index - 1]?.position ?? 0))).toBe(true);
  });
}
