import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtInPlaces, placesOf, writePlaces } from '@relais/places';
import { sha256 } from '@relais/runtime';
import { type Workplace, workplace } from '@relais/vacancy';
import { describe, expect, test } from 'vitest';
import { type Filter, filterLocator, filterSchema, judge, locateFilter } from '../src/index.ts';
import { offer, partner, vacancy } from './offers.ts';

const named = (name: string) => ({ nl: name, fr: name, de: name });
const municipality = (nis: string, name: string, formerCodes: string[] = []) => {
  return { nis, names: named(name), formerCodes, otherNames: [] };
};
const locality = (postcode: string, nis: string, latitude: number, part: string | null = null) => {
  return { postcode, nis, part, position: { latitude, longitude: 4 } };
};

/** Four postcodes in a line, 11 km apart; the third is shared by two municipalities. */
const places = placesOf({
  facts: { id: 'p', checksum: '', state: null, tables: [], municipalities: 3, postcodes: 4, passedOver: [] },
  table: {
    municipalities: [
      municipality('11002', 'Noord', ['11007']),
      municipality('24001', 'Midden'),
      municipality('24002', 'Zuid'),
    ],
    localities: [
      locality('2000', '11002', 51),
      locality('2100', '11002', 50.9, 'Oud'),
      locality('3000', '24001', 50.8),
      locality('3000', '24002', 50.8),
      locality('3010', '24002', 50.7),
    ],
  },
});

function isHeld(at: Partial<Workplace>, filter: Partial<Filter>, known = places): boolean {
  const located = locateFilter(filterSchema.parse(filter), known).filter;
  const judged = offer({ vacancy: vacancy({ workplaces: [workplace({ country: 'BE', ...at })] }) });
  return judge(judged, partner(), { filter: located }).held;
}

describe('NIS codes', () => {
  test.each<[boolean, Partial<Workplace>, string[]]>([
    [true, { municipalityCode: '11002' }, ['11002']],
    [true, { municipalityCode: '11002' }, ['11007']],
    [true, { municipalityCode: '11007' }, ['11002']],
    [true, { municipalityCode: '24002' }, ['11002', '24']],
    [false, { municipalityCode: '24002' }, ['11']],
    [true, { postcode: '2100' }, ['11007']],
    [true, { postcode: '3000' }, ['24001']],
    [true, { postcode: '3000' }, ['24002']],
    [false, { postcode: '3010' }, ['24001']],
    [false, { postcode: '3000', municipalityCode: '24002' }, ['24001']],
    [false, { country: 'FR', municipalityCode: '11002' }, ['11002']],
    [false, { country: 'FR', postcode: '20000' }, ['11002']],
    [false, { postcode: null }, ['11002']],
  ])('%j: %j for %j', (held, at, nis) => {
    expect(isHeld(at, { nis })).toBe(held);
  });

  test('are compared as they are where no places are imported', () => {
    expect(isHeld({ municipalityCode: '44021' }, { nis: ['44'] }, builtInPlaces)).toBe(true);
    expect(isHeld({ municipalityCode: '46021' }, { nis: ['44'] }, builtInPlaces)).toBe(false);
    expect(isHeld({ postcode: '9000' }, { nis: ['44'] }, builtInPlaces)).toBe(false);
  });
});

describe('a distance', () => {
  const around = (km: number) => ({ within: [{ postcode: '2000', km }] });

  test.each<[boolean, Partial<Workplace>, number]>([
    [true, { postcode: '2000' }, 1],
    [true, { postcode: '2100' }, 12],
    [false, { postcode: '2100' }, 10],
    [true, { postcode: '3000' }, 25],
    [false, { postcode: '3010' }, 25],
    [true, { latitude: 50.95, longitude: 4 }, 6],
    [false, { latitude: 50.95, longitude: 4 }, 5],
    [true, { country: 'NL', postcode: '3000 AB', latitude: 51.05, longitude: 4 }, 6],
    [false, { country: 'FR', postcode: '2100' }, 12],
    [false, { postcode: null }, 500],
  ])('%j: %j within %d km', (held, at, km) => {
    expect(isHeld(at, around(km))).toBe(held);
  });

  test('without imported places is the postcode itself', () => {
    expect(isHeld({ postcode: '2000' }, around(50), builtInPlaces)).toBe(true);
    expect(isHeld({ postcode: '2100' }, around(50), builtInPlaces)).toBe(false);
  });
});

test('any one of the place conditions is enough, and the country is judged with it', () => {
  const filter = { postcodes: ['9'], nuts: ['BE3'], nis: ['24002'], within: [{ postcode: '2000', km: 5 }] };
  const held = [{ postcode: '9000' }, { postcode: '5000' }, { postcode: '3010' }, { postcode: '2000' }];
  expect(held.map((at) => isHeld(at, filter))).toEqual([true, true, true, true]);
  expect(isHeld({ postcode: '8000' }, filter)).toBe(false);
  expect(isHeld({ postcode: '2000' }, { ...filter, countries: ['FR'] })).toBe(false);
});

test('a filter without places stays the same object, and conditions that lead nowhere are named', () => {
  const plain = filterSchema.parse({ nuts: ['BE1'] });
  expect(locateFilter(plain, places)).toEqual({ filter: plain, unknown: [] });
  expect(locateFilter(plain, places).filter).toBe(plain);
  const odd = filterSchema.parse({
    nis: ['11002', '99'],
    within: [
      { postcode: '2000', km: 1 },
      { postcode: '8000', km: 5 },
    ],
  });
  expect(locateFilter(odd, places).unknown).toEqual(['nis 99', 'within 5 km of 8000']);
});

test('a located filter is plain and the same for the same places', () => {
  const filter = filterSchema.parse({ nis: ['11007'], within: [{ postcode: '2000', km: 12 }] });
  const located = locateFilter(filter, places).filter;
  expect(JSON.parse(JSON.stringify(located))).toEqual(located);
  expect(located.reach).toEqual({
    codes: ['11002', '11007'],
    codePostcodes: ['2000', '2100'],
    nearPostcodes: ['2000', '2100'],
    circles: [{ latitude: 51, longitude: 4, km: 12 }],
  });
});

test.each([
  { nis: ['4402a'] },
  { nis: ['440211'] },
  { within: [{ postcode: '0900', km: 5 }] },
  { within: [{ postcode: '9000', km: 0 }] },
])('the filter %j is a fault', (filter) => {
  expect(filterSchema.safeParse(filter).success).toBe(false);
});

describe('a locator', () => {
  const wanted = filterSchema.parse({ nis: ['11002'], within: [{ postcode: '2000', km: 5 }] });

  test('gives a filter the places of its file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'relais-places-'));
    const path = join(folder, 'a.places');
    const table = { municipalities: [municipality('11002', 'Noord')], localities: [locality('2000', '11002', 51)] };
    const counted = { state: null, tables: [], municipalities: 1, postcodes: 1, passedOver: [] };
    await writePlaces({ table, facts: { id: 'p', checksum: sha256(JSON.stringify(table)), ...counted } }, path);
    const reach = { codes: ['11002'], codePostcodes: ['2000'], nearPostcodes: ['2000'] };
    expect(filterLocator(path)(wanted)).toMatchObject({ reach });
    rmSync(folder, { recursive: true });
  });

  test('reads nothing for a filter without places', () => {
    const locate = filterLocator('/nowhere/a.places');
    const plain = filterSchema.parse({ nuts: ['BE2'] });
    expect(locate(plain)).toBe(plain);
    expect(() => locate(wanted)).toThrow('a.places');
  });

  test('without a file knows what is built in', () => {
    expect(filterLocator(null)(wanted)).toEqual(locateFilter(wanted, builtInPlaces).filter);
  });
});
