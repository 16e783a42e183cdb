import { workplace } from '@relais/vacancy';
import { describe, expect, test } from 'vitest';
import { signatureOf } from '../src/index.ts';
import { AGENCY, anEcho, aSupplier, aVacancy, BAKERY } from './builders.ts';

describe('a signature', () => {
  test('holds what is compared, normalised', () => {
    expect(signatureOf(aVacancy('1'))).toMatchObject({
      source: 'vdab',
      reference: '1',
      employer: { number: BAKERY, name: 'bakkerij de gouden korst' },
      country: 'BE',
      postcodes: ['9000'],
      towns: ['gent'],
      contract: 'permanent',
      regime: 'full-time',
      titles: { nl: 'bakker' },
      text: { language: 'nl' },
      provenance: 'own',
      published: '2026-10-01',
    });
  });

  test('names an origin only when that is another one', () => {
    expect(signatureOf(aVacancy('1')).origin).toBeUndefined();
    expect(signatureOf(anEcho('2', '1'))).toMatchObject({ origin: 'vdab:1', path: ['vdab'] });
  });

  test('is the same JSON whatever the order of places and languages', () => {
    const places = ['9000', '1000', '2000'].map((postcode) => workplace({ country: 'BE', postcode }));
    const titles = { nl: 'Bakker', fr: 'Boulanger' };
    const one = signatureOf(aVacancy('1', { workplaces: places, titles }));
    const other = signatureOf(
      aVacancy('1', { workplaces: places.toReversed(), titles: { fr: 'Boulanger', nl: 'Bakker' } }),
    );
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
  });

  test('stays small for a vacancy that is not', () => {
    const long = 'heel lang woord '.repeat(200);
    const vacancy = aVacancy('r'.repeat(500), {
      titles: { nl: long, fr: long, de: long },
      descriptions: { nl: { plain: long.repeat(20), html: null } },
      employer: { name: long, enterpriseNumber: BAKERY, sectors: [], description: long },
      supplier: aSupplier({ name: long, enterpriseNumber: AGENCY, reference: 'x'.repeat(500) }),
      workplaces: Array.from({ length: 50 }, (_, at) => workplace({ postcode: `${1000 + at}`, municipality: long })),
      duplicatesAtSource: Array.from({ length: 50 }, (_, at) => `duplicate-${at}`),
    });
    expect(JSON.stringify(signatureOf(vacancy)).length).toBeLessThan(1_500);
    expect(JSON.stringify(signatureOf(aVacancy('12345678'))).length).toBeLessThan(800);
  });
});
