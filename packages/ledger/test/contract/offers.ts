import type { Offer } from '@relais/vacancy';
import { expect, test } from 'vitest';
import { aCoding, aMember, anOffer, aVacancy, collected, NOON } from '../builders.ts';
import type { Surroundings } from '../ledger-contract.ts';

export function offersContract(around: () => Surroundings): void {
  test('offers and vacancies come back as they were applied', async () => {
    const { offers } = around().ledger;
    const [offer, bare] = [anOffer(), anOffer({ id: 'of_2', contact: null, vacancy: null, coding: null, members: [] })];
    const [vacancy, gone] = [aVacancy(), aVacancy({ key: 'vdab:2', live: false, content: null, matchKeys: [] })];
    await offers.apply({ vacancies: [vacancy, gone], offers: [offer, bare] });
    expect(await offers.offers(['of_2', 'of_1', 'of_3', 'of_1'])).toEqual(
      new Map([
        ['of_1', offer],
        ['of_2', bare],
      ]),
    );
    expect(await offers.vacancies(['vdab:1', 'vdab:2', 'vdab:3'])).toEqual(
      new Map([
        ['vdab:1', vacancy],
        ['vdab:2', gone],
      ]),
    );
    expect((await offers.offers([])).size).toBe(0);
    expect(await offers.versions(['of_2', 'of_3', 'of_2'])).toEqual(new Map([['of_2', bare.version]]));
    expect((await offers.versions([])).size).toBe(0);
  });

  test('a vacancy whose reference holds what no database stores is found by it and comes back the same', async () => {
    const { offers } = around().ledger;
    const odd = aVacancy({ key: 'vdab:a\0b', reference: 'a\0b', originReference: 'half \ud83d' });
    await offers.apply({ vacancies: [odd], offers: [] });
    expect(await offers.vacancies([odd.key])).toEqual(new Map([[odd.key, odd]]));
    for (const text of [odd.reference, 'half \ud83d']) expect(await offers.findVacancies(text, 5)).toEqual([odd]);
  });

  test('a vacancy with a lower version is ignored', async () => {
    const { offers } = around().ledger;
    await offers.apply({ vacancies: [aVacancy({ version: 3 })], offers: [] });
    await offers.apply({ vacancies: [aVacancy({ version: 2, offerId: 'of_9' })], offers: [] });
    expect(await versionOf('vdab:1')).toEqual([3, 'of_1', 'content-3']);
  });

  test('of two standings of one version the later counts', async () => {
    const { offers } = around().ledger;
    await offers.apply({ vacancies: [aVacancy({ contentHash: 'first' })], offers: [] });
    await offers.apply({ vacancies: [aVacancy({ contentHash: 'second' })], offers: [] });
    await offers.apply({ vacancies: [aVacancy({ contentHash: 'second', offerId: 'of_9' })], offers: [] });
    expect(await versionOf('vdab:1')).toEqual([1, 'of_9', 'second']);
  });

  test('of several versions of one vacancy or offer in one call the highest counts', async () => {
    const { offers } = around().ledger;
    const vacancies = [1, 3, 2].map((version) => aVacancy({ version }));
    await offers.apply({ vacancies, offers: [1, 3, 2].map((version) => anOffer({ version })) });
    expect((await versionOf('vdab:1'))[0]).toBe(3);
    expect((await offers.offers(['of_1'])).get('of_1')?.version).toBe(3);
  });

  test('an offer with a lower version, or an equal one with a lower fence, is ignored', async () => {
    const { offers } = around().ledger;
    const mark = (version: number, fence: number) =>
      anOffer({ version, fence, formerMembers: [`${version}/${fence}`] });
    const standing = async () => (await offers.offers(['of_1'])).get('of_1')?.formerMembers[0];
    for (const [version, fence, expected] of [
      [2, 5, '2/5'],
      [1, 9, '2/5'],
      [2, 4, '2/5'],
      [2, 5, '2/5'],
      [2, 6, '2/6'],
      [3, 1, '3/1'],
    ] as const) {
      await offers.apply({ vacancies: [], offers: [mark(version, fence)] });
      expect(await standing()).toBe(expected);
    }
  });

  test("what is to stand before a moment of the ledger's clock is written whole before it, or not at all", async () => {
    const { ledger } = around();
    const write = async (version: number, left: number) => {
      const until = (await ledger.now()) + left;
      return await ledger.offers.apply({ vacancies: [aVacancy({ version })], offers: [anOffer({ version })], until });
    };
    expect(await write(1, 60_000)).toBe(true);
    expect(await write(2, 0)).toBe(false);
    expect(await ledger.offers.apply({ vacancies: [aVacancy({ version: 3 })], offers: [], until: 0 })).toBe(false);
    expect((await versionOf('vdab:1'))[0]).toBe(1);
    expect((await ledger.offers.versions(['of_1'])).get('of_1')).toBe(1);
    expect(await write(4, 60_000)).toBe(true);
    expect((await versionOf('vdab:1'))[0]).toBe(4);
  });

  test('members of an offer are its live vacancies', async () => {
    const { offers } = around().ledger;
    const standing = (key: string, offerId: string, live = true) => aVacancy({ key, offerId, live });
    const vacancies = [
      standing('vdab:2', 'a'),
      standing('vdab:1', 'a'),
      standing('vdab:3', 'b'),
      standing('vdab:4', 'b', false),
    ];
    await offers.apply({ vacancies, offers: [] });
    const members = await offers.membersOf(['a', 'b', 'c']);
    const keys = [...members].map(([id, rows]) => [id, rows.map(({ key }) => key)]);
    expect(keys).toEqual([
      ['a', ['vdab:1', 'vdab:2']],
      ['b', ['vdab:3']],
    ]);
  });

  test('vacancies are found by their reference, the reference at their origin, or their key, also when withdrawn', async () => {
    const { offers } = around().ledger;
    const echo = aVacancy({ key: 'actiris:A7', originReference: '1' });
    await offers.apply({ vacancies: [aVacancy(), echo, aVacancy({ key: 'forem:9' })], offers: [] });
    const found = async (text: string, limit = 10) => (await offers.findVacancies(text, limit)).map(({ key }) => key);
    expect(await found('1')).toEqual(['actiris:A7', 'vdab:1']);
    expect(await found('1', 1)).toEqual(['actiris:A7']);
    expect(await found('forem:9')).toEqual(['forem:9']);
    expect(await found('nothing\0')).toEqual([]);
    await offers.apply({ vacancies: [{ ...echo, version: 2, live: false, content: null }], offers: [] });
    expect(await found('1')).toEqual(['actiris:A7', 'vdab:1']);
  });

  test('the walk over offers meets each once, of one status or of all, across pages', async () => {
    const { offers } = around().ledger;
    const all = Array.from({ length: 2_300 }, (_, index) =>
      anOffer({
        id: `of_${String(index).padStart(5, '0')}`,
        status: index % 3 === 0 ? 'closed' : 'open',
        vacancy: null,
      }),
    );
    await offers.apply({ vacancies: [], offers: all });
    const ids = (some: readonly Offer[]) => some.map(({ id }) => id);
    expect(ids(await collected(offers.scanOffers({})))).toEqual(ids(all));
    const closed = all.filter(({ status }) => status === 'closed');
    expect(ids(await collected(offers.scanOffers({ status: 'closed' })))).toEqual(ids(closed));
    expect(await collected(offers.scanOffers({ status: 'merged' }))).toEqual([]);
  });

  test('statistics count what stands now', async () => {
    const { offers } = around().ledger;
    const several = [aMember('1'), aMember('2')];
    await offers.apply({
      vacancies: [aVacancy(), aVacancy({ key: 'vdab:2' }), aVacancy({ key: 'vdab:3', live: false })],
      offers: [
        anOffer({ members: several }),
        anOffer({ id: 'of_2', coding: aCoding(false) }),
        anOffer({ id: 'of_3', coding: null }),
        anOffer({ id: 'of_4', coding: aCoding(true, false) }),
        anOffer({ id: 'of_5', status: 'closed', members: several }),
      ],
    });
    const before = {
      open: 4,
      closed: 1,
      merged: 0,
      withSeveralMembers: 1,
      liveVacancies: 2,
      codedAutomatically: 1,
      unmapped: 2,
    };
    expect(await offers.statistics()).toEqual(before);
    await offers.apply({
      vacancies: [aVacancy({ version: 2, live: false, content: null, changedAt: NOON + 1 })],
      offers: [anOffer({ version: 2, status: 'merged', mergedInto: 'of_2', members: [] })],
    });
    const after = { ...before, open: 3, merged: 1, withSeveralMembers: 0, liveVacancies: 1, codedAutomatically: 0 };
    expect(await offers.statistics()).toEqual(after);
  });

  async function versionOf(key: string): Promise<readonly unknown[]> {
    const row = (await around().ledger.offers.vacancies([key])).get(key);
    return [row?.version, row?.offerId, row?.contentHash];
  }
}
