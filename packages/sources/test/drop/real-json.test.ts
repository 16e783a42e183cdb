import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithSharedData } from '@relais/testkit';
import { expect, test } from 'vitest';
import { itemsOfFile } from '../../src/drop/documents.ts';
import { readSourceFile, type SourceItem } from '../../src/index.ts';
import { profileOf } from '../../src/settings.ts';
import { ofKind } from '../test-context.ts';
import { exampleSettings } from './example-settings.ts';

const REACH = {
  host: 'drop.example.org',
  username: 'relais',
  login: { password: 'none' },
  hostKeyFingerprints: [`SHA256:${'a'.repeat(43)}`],
};
const VDAB_SITE = new URL('vdab-site.yaml', import.meta.url);

/** Files of a folder whose names match, each read as the source of an example configuration. */
function reading(example: string | URL, source: string) {
  const settings = exampleSettings(example, source, REACH);
  return {
    items: (bytes: Uint8Array): SourceItem[] => [...readSourceFile(source, settings, { name: 'file.json', bytes })],
    unknownFields(bytes: Uint8Array): string[] {
      const items = itemsOfFile(bytes, settings, profileOf(source, settings, source));
      for (let next = items.next(); ; next = items.next()) {
        if (next.done !== true) continue;
        return next.value.drift.flatMap(({ kind, path }) => (kind === 'unknown-field' ? [path] : []));
      }
    },
  };
}

const vacanciesOf = (items: readonly SourceItem[]) => ofKind(items, 'vacancy').map(({ vacancy }) => vacancy);
/** As they were while they were shown. */
const shown = (bytes: Buffer) =>
  Buffer.from(String(bytes).replaceAll(/"status":\s*"(?:INACTIVE|STOPPED)"/g, '"status":"ACTIVE"'));

describeWithSharedData('the real pages of NAV', 'offers/nav-norway', (folder) => {
  const pages = reading('nav', 'nav');
  const adverts = reading('nav', 'nav-advert');
  const page = (number: number) => readFileSync(join(folder, `elektriker_page${number}.json`));
  const advert = (name: string) => readFileSync(join(folder, name));

  test('hold twenty adverts each, all of which NAV no longer shows', () => {
    const items = [1, 2].flatMap((number) => pages.items(page(number)));
    expect(items.length).toBe(40);
    expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set(['withdrawn']));
    expect(new Set(items.map(({ reference }) => reference)).size).toBe(40);
  });

  test('are whole vacancies, as they were while they were shown, and no field of them is unknown', () => {
    const vacancies = [1, 2].flatMap((number) => vacanciesOf(pages.items(shown(page(number)))));
    expect(vacancies.length).toBe(40);
    expect([1, 2].flatMap((number) => pages.unknownFields(shown(page(number))))).toEqual([]);
    const count = (is: (vacancy: (typeof vacancies)[number]) => boolean) => vacancies.filter(is).length;
    expect(count(({ contract }) => contract.type === 'permanent')).toBe(14);
    expect(count(({ contract }) => contract.type === 'replacement')).toBe(4);
    expect(count(({ contract }) => contract.type === 'fixed-term')).toBe(4);
    expect(count(({ workingTime }) => workingTime.regime === 'full-time')).toBe(40);
    expect(count(({ workplaces }) => workplaces.length === 1 && workplaces[0]?.country === 'NO')).toBe(40);
    expect(count(({ occupations }) => occupations[0]?.scheme === 'styrk08nav')).toBe(40);
    expect(count(({ workingTime }) => workingTime.shifts[0]?.code === 'Dagtid')).toBe(5);
    expect(count(({ titles, descriptions }) => 'no' in titles && 'no' in descriptions)).toBe(40);
    expect(count(({ origin }) => origin.channel === 'FINN')).toBe(14);
    expect(vacancies[0]).toMatchObject({
      reference: '5e80d029-bd08-43ab-a6ce-b57a0e47f52b',
      positions: 2,
      supplier: { reference: '9911865' },
      occupations: [{ code: '7411.01' }],
      // Once more as text within the document.
      employer: { sectors: [{ scheme: 'nav-nace2', code: '43.210' }] },
      workplaces: [{ postcode: '3232', municipality: 'SANDEFJORD', municipalityCode: '0710' }],
      // Local times of Norway in November and December.
      publication: { created: '2018-11-19T11:12:08.194Z', until: '2018-12-02T00:00:00.000Z' },
    });
  });

  test('and single adverts say the same of the same advert', () => {
    const [first] = pages.items(shown(page(1)));
    const [alone] = adverts.items(shown(advert('ad_2.json')));
    if (first?.kind !== 'vacancy' || alone?.kind !== 'vacancy') throw new Error('one is no vacancy');
    expect({ ...alone, vacancy: { ...alone.vacancy, source: 'nav' } }).toEqual(first);
  });

  test('single adverts keep their facts', () => {
    const facts = readdirSync(folder)
      .filter((name) => !name.startsWith('elektriker'))
      .map((name) => ({ name, vacancies: vacanciesOf(adverts.items(shown(advert(name)))) }));
    expect(facts.map(({ vacancies }) => vacancies.length)).toEqual([1, 1, 1, 1]);
    const of = (name: string) => facts.find((each) => each.name.startsWith(name))?.vacancies[0];
    expect(of('ad_1')).toMatchObject({
      contract: { type: 'permanent', startDate: '2019-03-01' },
      positions: 2,
      employer: { sectors: [{ code: '33.170' }] },
      workplaces: [{ municipalityCode: '0301', latitude: 59.905067443847656, longitude: 10.784148216247559 }],
    });
    expect(of('ad-db6cc067')).toMatchObject({
      reference: 'c6d9fe0d-3a06-4314-b772-730d50481a45',
      occupations: [{ code: '53' }],
      contract: { type: 'other', codes: [{ scheme: 'nav-contract', code: 'Annet' }] },
    });
    expect(of('pam-stilling')).toMatchObject({
      workingTime: { regime: 'any', shifts: [{ code: 'Dagtid' }, { code: 'Ukedager' }] },
      contract: { type: 'permanent', startDate: '2021-06-01' },
      workplaces: [{ municipalityCode: '5052' }],
      // A midnight of Norwegian summer time.
      publication: { until: '2021-04-22T22:00:00.000Z' },
    });
    expect(ofKind(adverts.items(advert('pam-stilling-feed_ad_dto.json')), 'vacancy').length).toBe(1);
    expect(ofKind(adverts.items(advert('ad_1.json')), 'withdrawn').length).toBe(1);
  });
});

describeWithSharedData('the real documents of JobTech', 'offers/jobtech-sweden', (folder) => {
  const search = reading('jobtech', 'jobtech');
  const system = reading('jobtech', 'jobtech-system');
  const read = (name: string) => readFileSync(join(folder, name));
  const SEARCH = [
    'sokannonser_platsannons_results_eng.json',
    'integration_tests_platsannonser_expected_after_conversion.json',
  ];
  const SYSTEM = [
    'integration_tests_platsannonser_source_test_import.json',
    'unit_tests_platsannonser_source_test_import.json',
  ];

  test('keep the facts of what a search found', () => {
    const vacancies = SEARCH.flatMap((name) => vacanciesOf(search.items(read(name))));
    expect(vacancies).toMatchObject([
      {
        reference: '23174210',
        contract: { type: 'permanent', codes: [{ code: '1' }], startsImmediately: true },
        requirements: { languages: [{ language: 'en' }] },
        workplaces: [{ country: 'SE', postcode: '13141', municipalityCode: '0180', longitude: 18.0589775732623 }],
        publication: { modified: '2019-03-12T17:08:41.222Z', until: '2019-05-12T21:59:59.000Z' },
      },
      { reference: '23187561', positions: 10, workplaces: [{ country: null, municipalityCode: '1280' }] },
      {
        reference: '22884504',
        occupations: [{ code: '2sRC_oHm_7XA' }, { code: '5003' }, { code: '957L_kZK_rHZ' }, { code: '4323' }],
        requirements: { drivingLicences: [{ category: 'D' }], languages: [{ language: 'en' }] },
        workplaces: [{ country: 'SE', postcode: '98132', latitude: 67.8576127184316 }],
      },
    ]);
    expect(vacancies.map(({ titles }) => Object.keys(titles))).toEqual([['sv'], ['sv'], ['sv']]);
    expect(SEARCH.flatMap((name) => search.unknownFields(read(name)))).toEqual([]);
  });

  test('keep the facts of the advert system, with one that is no longer shown', () => {
    const items = SYSTEM.flatMap((name) => system.items(read(name)));
    expect(items.map(({ kind, reference }) => [kind, reference])).toEqual([
      ['vacancy', '22884504'],
      ['vacancy', '20159374'],
      ['vacancy', '23483261'],
      ['withdrawn', '8428019'],
    ]);
    expect(vacanciesOf(items)).toMatchObject([
      { requirements: { studies: [{ isced: 3 }], drivingLicences: [{ category: 'D' }] } },
      {
        requirements: { drivingLicences: [{ category: 'B' }, { category: 'C' }] },
        contract: { startsImmediately: true },
      },
      { positions: 10, workplaces: [{ postcode: '74147', municipalityCode: '0330' }] },
    ]);
    expect(SYSTEM.flatMap((name) => system.unknownFields(read(name)))).toEqual([]);
  });

  test('say the same of an advert in both formats', () => {
    const [source] = vacanciesOf(system.items(read(SYSTEM[0] ?? '')));
    const converted = vacanciesOf(search.items(read(SEARCH[1] ?? '')))[0];
    const { reference, contract, positions, publication, origin } = converted ?? {};
    expect(source).toMatchObject({ reference, contract, positions, publication, origin });
  });
});

describeWithSharedData("what VDAB's site shows, which is no interface", 'offers/vdab', (folder) => {
  const read = (name: string) => readFileSync(join(folder, name));

  test('is read by a mapping as any other', () => {
    const [detail] = vacanciesOf(reading(VDAB_SITE, 'vdab-site').items(read('vindeenjob-detail-71780743.json')));
    expect(detail).toMatchObject({
      reference: '71780743',
      employer: { enterpriseNumber: '0893250333' },
      supplier: { type: 'commercial', reference: '10658221' },
      occupations: [{ scheme: 'competent1', code: 'M120101-1' }],
      workplaces: [{ country: 'BE', nuts: 'BE24' }],
      contract: { type: 'permanent', startsImmediately: true },
      workingTime: { regime: 'full-time', shifts: [{ code: 'D' }] },
      publication: { modified: '2025-09-01T09:16:21.000Z', from: '2025-08-23T09:30:54.000Z' },
    });
    expect(detail?.requirements.skills.length).toBe(39);
    const rows = vacanciesOf(
      reading(VDAB_SITE, 'vdab-site-search').items(read('vindeenjob-zoek-response-2025-08-30.json')),
    );
    expect(rows.length).toBe(15);
    expect(rows.filter(({ contract }) => contract.type === 'permanent').length).toBe(11);
    expect(rows.flatMap(({ unknownCodes }) => unknownCodes)).toEqual([]);
  });
});
