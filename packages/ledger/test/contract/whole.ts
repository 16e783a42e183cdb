import { expect, test } from 'vitest';
import { aBatch, aDelivery, anOffer, aVacancy } from '../builders.ts';
import type { Surroundings } from '../ledger-contract.ts';

export function wholeContract(around: () => Surroundings): void {
  const ledger = () => around().ledger;

  test('a ledger is empty until something is written, and after it was cleared', async () => {
    expect(await ledger().isEmpty()).toBe(true);
    await ledger().feed.append('north', [{ offerId: 'of_1', revision: 1, content: '{}', at: 1 }]);
    expect(await ledger().isEmpty()).toBe(false);
    await ledger().clear();
    expect(await ledger().isEmpty()).toBe(true);
    expect(await ledger().feed.after('north', 0, 10)).toEqual([]);
  });

  test('what was cleared is not counted, and may be written again as for the first time', async () => {
    const write = async () => {
      await ledger().batches.put(aBatch());
      await ledger().offers.apply({ vacancies: [aVacancy()], offers: [anOffer()] });
      const written = await ledger().deliveries.apply({
        deliveries: [{ delivery: aDelivery(), mark: 0 }],
        attempts: [],
      });
      expect(written.conflicts).toEqual([]);
    };
    await write();
    await ledger().clear();
    expect(await ledger().deliveries.counts()).toEqual([]);
    expect(await ledger().offers.statistics()).toMatchObject({ open: 0, liveVacancies: 0 });
    await write();
    expect(await ledger().offers.statistics()).toMatchObject({ open: 1, liveVacancies: 1 });
  });
}
