import { nutsOfBelgianPostcode } from '@relais/vacancy';
import { describe, expect, test } from 'vitest';
import { areaOfNis, areaOfPostcode, nutsOfProvince } from '../src/areas.ts';
import { MERGERS } from '../src/mergers.ts';
import { nameKey, nameKeys } from '../src/names.ts';

describe('the area of a postcode', () => {
  test.each([
    ['1000', 'BE100', null, 'Région de Bruxelles-Capitale'],
    ['1348', 'BE310', 'Brabant wallon', 'Région wallonne'],
    ['2070', null, 'Flandre orientale', 'Région flamande'],
    ['4000', null, 'Liège', 'Région wallonne'],
    ['4700', 'BE336', 'Liège', 'Région wallonne'],
    ['8000', null, 'Flandre occidentale', 'Région flamande'],
  ])('%s', (postcode, nuts3, province, region) => {
    const area = areaOfPostcode(postcode);
    expect([area?.nuts3, area?.province?.fr ?? null, area?.region.fr]).toEqual([nuts3, province, region]);
  });

  test('is known for every postcode, and within the region that vacancies are given', () => {
    for (let postcode = 1000; postcode <= 9999; postcode++) {
      const area = areaOfPostcode(String(postcode));
      const isSound = (area?.nuts3 ?? area?.nuts2)?.startsWith(nutsOfBelgianPostcode(String(postcode)) ?? '-');
      if (isSound !== true || (area?.province === null) !== (area?.nuts2 === 'BE10')) expect(area).toBe(postcode);
    }
    expect(areaOfPostcode('0999')).toBeNull();
  });
});

test.each([
  ['11002', 'BE211'],
  ['21004', 'BE100'],
  ['57096', 'BE328'],
  ['58001', 'BE329'],
  ['63023', 'BE336'],
  ['63079', 'BE335'],
  ['73111', 'BE223'],
  ['99001', undefined],
  ['', undefined],
])('the municipality %j lies in %j', (nis, nuts3) => {
  expect(areaOfNis(nis)?.nuts3).toBe(nuts3);
});

test('a province is known by its name in each language', () => {
  expect(['Luik', 'Liège', 'Lüttich'].map(nutsOfProvince)).toEqual(['BE33', 'BE33', 'BE33']);
  expect(nutsOfProvince('Brussels Hoofdstedelijk Gewest')).toBe('BE10');
  expect(nutsOfProvince('')).toBeUndefined();
});

test('no code is merged twice, and every new one lies in an arrondissement', () => {
  const parts = MERGERS.flatMap(({ parts: each }) => Object.keys(each));
  expect(new Set(parts).size).toBe(parts.length);
  expect(new Set(MERGERS.map(({ nis }) => nis)).size).toBe(MERGERS.length);
  for (const { nis } of MERGERS) expect(areaOfNis(nis), nis).not.toBeNull();
});

test.each([
  ['SINT-TRUIDEN', 'st truiden'],
  ['St.-Truiden', 'st truiden'],
  ['Braine-l’Alleud', 'braine l alleud'],
  ["'s Gravenbrakel", 's gravenbrakel'],
  ['Liège 1', 'liege'],
  ['Hofstade (Aalst)', 'hofstade'],
  ['Sankt Vith', 'st vith'],
  ['constructor', 'constructor'],
  ['1000', ''],
])('%j compares as %j', (name, key) => {
  expect(nameKey(name)).toBe(key);
});

test('a name in two languages is looked for in each', () => {
  expect(nameKeys('Bruxelles / Brussel')).toEqual(['bruxelles brussel', 'bruxelles', 'brussel']);
  expect(nameKeys(' / 1')).toEqual([]);
});
