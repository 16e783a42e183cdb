import { workplace } from '@relais/vacancy';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signatureFromText, signatureOf, signatureText } from '../src/index.ts';
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

  test('comes back from its text as it was, whatever its words hold', () => {
    const word = fc.string({
      minLength: 1,
      maxLength: 12,
      unit: fc.constantFrom('a', '%', '|', ',', 'p', ' ', 'é', '"'),
    });
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 4, maxLength: 4 }),
        ([reference = '', name = '', town = '', code = '']) => {
          const signature = signatureOf(
            aVacancy(reference, {
              employer: { name, enterpriseNumber: BAKERY, sectors: [], description: null },
              supplier: aSupplier({ name: town, reference: code }),
              workplaces: [workplace({ postcode: code, municipality: town })],
              occupations: [{ scheme: 'rome', code }],
              titles: { nl: `${name} 38,5 SAP`, fr: town },
              duplicatesAtSource: [code, name],
              aliases: [town],
              workingTime: { regime: null, hoursPerWeek: 30.4, shifts: [] },
            }),
          );
          expect(signatureFromText(signatureText(signature))).toEqual(signature);
        },
      ),
    );
  });

  test('is a third shorter as text', () => {
    const signature = signatureOf(aVacancy('12345678'));
    const gone = { ...signature, withdrawn: '2026-11-01' };
    expect(signatureFromText(signatureText(gone))).toEqual(gone);
    expect(JSON.stringify(signatureText(signature)).length).toBeLessThan(
      (JSON.stringify(JSON.stringify(signature)).length * 2) / 3,
    );
  });

  test('keeps names and numbers of the text that stand alike in every language', () => {
    const tokens = (plain: string) =>
      new Set(signatureOf(aVacancy('1', { descriptions: { nl: { plain, html: null } } })).tokens);
    const dutch = tokens('Je kent SAP en C++ en je verdient 2.750 euro in een ploeg van 12 sinds 2019.');
    const french = tokens('Vous connaissez SAP et C++ et gagnez 2.750 euros dans une équipe de 12 depuis 2019.');
    expect(dutch).toEqual(french);
    expect(dutch.size).toBe(3);
    expect([...dutch].some((token) => /sap|c\+\+|2750/i.test(token))).toBe(false);
  });
});
