import { type Workplace, workplace } from '@relais/vacancy';
import { beforeAll, expect, test } from 'vitest';
import { builtInPlaces, fillWorkplace, type Places } from '../src/index.ts';
import { examplePlaces } from './tables.ts';

let places: Places;
beforeAll(async () => {
  places = await examplePlaces();
});

const bilzen = { country: 'BE', postcode: '3740', municipality: 'BILZEN' };

test('a workplace is given code, region and position where the source leaves them out', () => {
  expect(fillWorkplace(workplace({ ...bilzen, nuts: 'BE22' }), places)).toEqual({
    ...bilzen,
    municipalityCode: '73110',
    nuts: 'BE223',
    latitude: 50.87,
    longitude: 5.52,
    precision: 'postcode',
  });
});

test('a position that is filled in says of what it is the middle, and one of the source says nothing', () => {
  const precisionOf = (known: Partial<Workplace>) =>
    fillWorkplace(workplace({ country: 'BE', ...known }), places).precision;
  expect(precisionOf({ postcode: '3740' })).toBe('postcode');
  expect(precisionOf({ municipality: 'Bilzen' })).toBe('municipality');
  expect(precisionOf({ postcode: '9000', municipalityCode: '21009' })).toBe('municipality');
  expect(precisionOf({ postcode: '4700' })).toBeUndefined();
  expect(fillWorkplace(workplace({ ...bilzen, latitude: 50, longitude: 5 }), places)).not.toHaveProperty('precision');
});

test('what the source says stays, but for a code of before a merger', () => {
  const said = workplace({ ...bilzen, nuts: 'BE23', latitude: 50, longitude: 5, municipalityCode: '73006' });
  expect(fillWorkplace(said, places)).toEqual({ ...said, municipalityCode: '73110' });
  const full = workplace({ ...said, municipalityCode: '73110' });
  expect(fillWorkplace(full, places)).toBe(full);
});

test('a code of the source is believed more than its postcode', () => {
  const filled = fillWorkplace(workplace({ country: 'BE', postcode: '9000', municipalityCode: '21009' }), places);
  expect(filled).toMatchObject({ municipalityCode: '21009', nuts: 'BE100', latitude: 50.83 });
});

test('where the place is not certain, only the area is filled', () => {
  const filled = fillWorkplace(workplace({ country: 'BE', postcode: '4700' }), places);
  expect(filled).toEqual(workplace({ country: 'BE', postcode: '4700', nuts: 'BE336' }));
  const several = workplace({ country: 'BE', municipality: 'Saint-Nicolas' });
  expect(fillWorkplace(several, places)).toBe(several);
});

test('other countries and workplaces without a country are left alone', () => {
  for (const known of [workplace({ ...bilzen, country: 'LU' }), workplace({ ...bilzen, country: null })]) {
    expect(fillWorkplace(known, places)).toBe(known);
  }
  expect(fillWorkplace(workplace(bilzen), builtInPlaces)).toEqual(workplace({ ...bilzen, nuts: 'BE22' }));
});
