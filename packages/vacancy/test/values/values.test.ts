import { describe, expect, test } from 'vitest';
import {
  deepestNuts,
  nutsOfBelgianPostcode,
  parseBelgianPostcode,
  parseCefr,
  parseCountry,
  parseDrivingLicence,
  parseLanguage,
  parseNuts,
  schemeOfCode,
} from '../../src/index.ts';

describe('places', () => {
  test.each(['1000', ' 1000 ', 'B-1000', 'BE-1000', 'BE 1000', 'b1000'])('%j is the postcode 1000', (raw) => {
    expect(parseBelgianPostcode(raw)).toBe('1000');
  });

  test.each(['0999', '999', '10000', 'L-1000', 'abcd', '', null, undefined])('%j is no Belgian postcode', (raw) => {
    expect(parseBelgianPostcode(raw)).toBeNull();
  });

  test.each([
    ['be', 'BE'],
    ['BE2', 'BE2'],
    [' be234 ', 'BE234'],
    ['BE2345', null],
    ['B', null],
    ['2BE', null],
    [null, null],
  ])('%j as a NUTS code is %j', (raw, code) => {
    expect(parseNuts(raw)).toBe(code);
  });

  test('the deepest code of a mixed list is taken, the first among equals', () => {
    expect(deepestNuts(['BE', 'BE2', 'be234', 'BE235', null, 'nonsense'])).toBe('BE234');
    expect(deepestNuts(['', undefined])).toBeNull();
  });

  test.each([
    ['be', 'BE'],
    [' FR ', 'FR'],
    ['BEL', null],
    ['', null],
    [undefined, null],
  ])('%j as a country is %j', (raw, country) => {
    expect(parseCountry(raw)).toBe(country);
  });

  test.each([
    ['1000', 'BE10'],
    ['1348', 'BE31'],
    ['1800', 'BE24'],
    ['2000', 'BE21'],
    ['2070', 'BE23'],
    ['3000', 'BE24'],
    ['3500', 'BE22'],
    ['4000', 'BE33'],
    ['5000', 'BE35'],
    ['6000', 'BE32'],
    ['6700', 'BE34'],
    ['7000', 'BE32'],
    ['8000', 'BE25'],
    ['9000', 'BE23'],
    ['0999', null],
    ['Gent', null],
  ])('the region of postcode %s is %j', (postcode, region) => {
    expect(nutsOfBelgianPostcode(postcode)).toBe(region);
  });

  test('every postcode lies in a region', () => {
    for (let postcode = 1000; postcode <= 9999; postcode++) {
      expect(nutsOfBelgianPostcode(String(postcode))).toMatch(/^BE\d\d$/);
    }
  });
});

describe('languages', () => {
  test.each([
    ['b2', 'B2'],
    [' C1 ', 'C1'],
    [1, 'A1'],
    ['6', 'C2'],
    [0, null],
    [7, null],
    ['B3', null],
    ['', null],
    [null, null],
    [undefined, null],
  ])('%j as a level is %j', (raw, level) => {
    expect(parseCefr(raw)).toBe(level);
  });

  test.each([
    ['NL', 'nl'],
    ['nl-BE', 'nl'],
    ['fr_BE', 'fr'],
    ['dut', null],
    ['', null],
    [null, null],
  ])('%j as a language is %j', (raw, language) => {
    expect(parseLanguage(raw)).toBe(language);
  });
});

describe('driving licences', () => {
  test.each([
    ['B', 'B'],
    ['b', 'B'],
    [' am ', 'AM'],
    ['BE', 'BE'],
    ['be', 'BE'],
    ['B+E', 'BE'],
    ['B + E', 'BE'],
    ['C1+E', 'C1E'],
    ['d1e', 'D1E'],
    ['G', 'G'],
    ['Permis B', 'B'],
    ['Permis de conduire C', 'C'],
    ['permis de conduire catégorie B', 'B'],
    ['Rijbewijs B', 'B'],
    ['Rijbewijs categorie CE', 'CE'],
    ['Führerschein Klasse B', 'B'],
    ['Driving licence C1', 'C1'],
    ['B - Véhicule léger', 'B'],
    ['B (voiture)', 'B'],
    ['B voiture', 'B'],
    ['B en C', 'B'],
    ['B, C', 'B'],
  ])('%j is category %s', (raw, category) => {
    expect(parseDrivingLicence(raw)).toBe(category);
  });

  test.each(['', 'Permis', "Permis d'environnement", 'B1E', 'AME', 'X', 'Auto', 'Bus', 'B96', '0', null, undefined])(
    '%j is no category',
    (raw) => {
      expect(parseDrivingLicence(raw)).toBeNull();
    },
  );
});

test.each([
  ['M120101-1', 'competent1'],
  ['4F0C2D1E-0000-4000-8000-0123456789ab', 'competent2'],
  ['op-12', 'competent2-op'],
  [' M1805 ', 'rome'],
  ['http://data.europa.eu/esco/occupation/1', 'esco'],
  ['https://data.europa.eu/esco/occupation/1', 'esco'],
  ['http://data.europa.eu/esco/skill/1', null],
  ['2512', null],
  ['M120101', null],
  ['', null],
])('the shape of %j belongs to %j', (code, scheme) => {
  expect(schemeOfCode(code)).toBe(scheme);
});
