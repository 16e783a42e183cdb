import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Delivery, DeliveryCounts, Ledger } from '../../src/index.ts';
import { aDelivery, anOffer, aVacancy, collected } from '../builders.ts';
import type { Surroundings } from '../ledger-contract.ts';

const small = (most: number) => fc.integer({ min: 1, max: most });

export function orderContract(around: () => Surroundings): void {
  let run = 0;

  test('versions never go back, whatever the order and the repeats', async () => {
    const write = fc.record({ name: small(3), version: small(4), fence: small(3), live: fc.boolean() });
    const calls = fc.array(fc.array(write, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(calls, async (written) => {
        const prefix = `run${run++}-`;
        const { offers } = around().ledger;
        for (const call of written)
          await offers.apply({
            vacancies: call.map(({ name, version, live }) => aVacancy({ key: `vdab:${prefix}${name}`, version, live })),
            offers: call.map(({ name, version, fence }) =>
              anOffer({ id: `${prefix}${name}`, version, fence, vacancy: null }),
            ),
          });
        for (const name of new Set(written.flat().map((each) => each.name))) {
          const own = written.flat().filter((each) => each.name === name);
          const version = Math.max(...own.map((each) => each.version));
          const ofVersion = own.filter((each) => each.version === version);
          const fence = Math.max(...ofVersion.map((each) => each.fence));
          const key = `vdab:${prefix}${name}`;
          expect((await offers.vacancies([key])).get(key)).toMatchObject({ version, live: ofVersion.at(-1)?.live });
          const id = `${prefix}${name}`;
          expect((await offers.offers([id])).get(id)).toMatchObject({ version, fence });
        }
      }),
      { numRuns: 30 },
    );
  });

  test('deliveries, their conflicts and the counts are those of a plain map with marks', async () => {
    const write = fc.record({
      offerId: fc.constantFrom('a', 'b', 'c'),
      subscription: fc.constantFrom('north', 'south'),
      mark: fc.integer({ min: 0, max: 3 }),
      state: fc.constantFrom<Delivery['state']>('due', 'failed', 'confirmed'),
      reason: fc.constantFrom<Delivery['reason']>(null, 'timeout', 'invalid'),
    });
    const calls = fc.array(fc.array(write, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(calls, async (written) => {
        const prefix = `run${run++}-`;
        const { deliveries } = around().ledger;
        const model = new Map<string, { delivery: Delivery; mark: number }>();
        for (const call of written) {
          const asked = call.map(({ mark, ...given }) => ({
            mark,
            delivery: aDelivery({ ...given, subscription: prefix + given.subscription }),
          }));
          const expected = asked.flatMap(({ delivery, mark }, index) => {
            const key = `${delivery.subscription}/${delivery.offerId}`;
            const second = asked.slice(0, index).some((earlier) => addressOf(earlier.delivery) === key);
            if (second || (model.get(key)?.mark ?? 0) !== mark) return [key];
            model.set(key, { delivery, mark: mark + 1 });
            return [];
          });
          const { conflicts } = await deliveries.apply({ deliveries: asked, attempts: [] });
          expect(new Set(conflicts.map(addressOf))).toEqual(new Set(expected));
        }
        const stored = await deliveries.get([...model.values()].map(({ delivery }) => delivery));
        expect(new Map(stored.map((each) => [addressOf(each.delivery), each]))).toEqual(model);
        expect(await countsOf(around().ledger, prefix)).toEqual(
          countedAgain([...model.values()].map((each) => each.delivery)),
        );
      }),
      { numRuns: 30 },
    );
    for (const subscription of new Set((await around().ledger.deliveries.counts()).map((each) => each.subscription))) {
      const walked = await collected(around().ledger.deliveries.scan(subscription));
      expect(await countsOf(around().ledger, subscription)).toEqual(countedAgain(walked));
    }
  });
}

function addressOf({ subscription, offerId }: { subscription: string; offerId: string }): string {
  return `${subscription}/${offerId}`;
}

async function countsOf(ledger: Ledger, prefix: string): Promise<Map<string, number>> {
  const counts = (await ledger.deliveries.counts()).filter(({ subscription }) => subscription.startsWith(prefix));
  return new Map(counts.map((each) => [groupOf(each), each.count]));
}

function countedAgain(deliveries: readonly Delivery[]): Map<string, number> {
  const groups = Map.groupBy(deliveries, groupOf);
  return new Map([...groups].map(([group, members]) => [group, members.length]));
}

function groupOf({ subscription, state, reason }: Omit<DeliveryCounts, 'count'>): string {
  return `${subscription}/${state}/${reason}`;
}
