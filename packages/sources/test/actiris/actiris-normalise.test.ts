import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { itemOf } from '../../src/actiris/records.ts';
import type { Pass } from '../../src/actiris/settings.ts';

const profile = {
  name: 'actiris',
  service: 'actiris',
  zone: 'Europe/Brussels',
  licence: null,
  publicUrl: 'https://actiris.example.org/?reference={reference}&type={type}',
  echoServices: ['vdab', 'forem'],
};

function row(given: object = {}): Record<string, unknown> {
  return {
    reference: '5920484',
    titreFr: 'D&#233;veloppeur Python',
    titreNl: '',
    employer: null,
    numeroEntreprise: '0860737913',
    communeFr: 'Bruxelles',
    communeNl: 'Brussel',
    codePostal: '1000',
    codePays: 'BE',
    codeDomaineImt: "Q'3",
    regimeTravail: 'NO',
    typeContrat: 'CDI',
    typeContratLibelle: 'Durée indéterminée',
    dureeContratLibelle: 'Indéterminée',
    typeOffer: 'Hrxml',
    dateCreation: '2026-10-09T00:00:00+02:00',
    dateModification: '2026-10-10T14:05:00+02:00',
    ...given,
  };
}

function read(given: object = {}, pass: Pass | null = 'own') {
  const item = itemOf(row(given), 0, pass, profile);
  if (item.kind !== 'vacancy') throw new Error(`not a vacancy: ${JSON.stringify(item)}`);
  return item.vacancy;
}

describe('an offer of Actiris', () => {
  test('keeps its titles apart by language, with their entities decoded', () => {
    expect(read().titles).toEqual({ fr: 'Développeur Python' });
    expect(read({ titreNl: 'Ontwikkelaar', titreFr: null }).titles).toEqual({ nl: 'Ontwikkelaar' });
    expect(read({ titreNl: 'Ontwikkelaar' }).titles).toEqual({ fr: 'Développeur Python', nl: 'Ontwikkelaar' });
  });

  test('whose type has no form in an address has one all the same', () => {
    expect(read({ typeOffer: 'Hr\uD800' }).url).toBe('https://actiris.example.org/?reference=5920484&type=Hr%EF%BF%BD');
  });

  test('keeps its codes and its place', () => {
    const vacancy = read();
    expect(vacancy.occupations).toEqual([{ scheme: 'actiris-imt', code: "Q'3" }]);
    expect(vacancy.workplaces).toMatchObject([
      { country: 'BE', postcode: '1000', municipality: 'Bruxelles', nuts: 'BE10' },
    ]);
    expect(vacancy.contract.type).toBe('permanent');
    expect(vacancy.employer.enterpriseNumber).toBe('0860737913');
    expect(vacancy.url).toBe('https://actiris.example.org/?reference=5920484&type=Hrxml');
    expect(vacancy.unknownCodes).toEqual(['regimeTravail=NO']);
  });

  test('takes midnight with an offset for the day it stands for, and any other time for an instant', () => {
    expect(read().publication).toMatchObject({ created: '2026-10-09', modified: '2026-10-10T12:05:00.000Z' });
  });

  test.each([
    ['2026-03-29T00:00:00+01:00', '2026-03-29'],
    ['2026-10-25T00:00:00+02:00', '2026-10-25'],
    ['2026-10-26T00:00:00+01:00', '2026-10-26'],
    // Between two and three o'clock of 25 October the offset alone tells which hour is meant.
    ['2026-10-25T02:30:00+02:00', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25T02:30:00+01:00', '2026-10-25T01:30:00.000Z'],
    // Without one Brussels' time is meant; half past two of 29 March does not exist and is read as half past three.
    ['2026-03-29T02:30:00', '2026-03-29T01:30:00.000Z'],
    ['2026-07-01T14:00:00', '2026-07-01T12:00:00.000Z'],
    ['2026-12-01T14:00:00', '2026-12-01T13:00:00.000Z'],
    ['hier', null],
  ])('of the day or moment %s is of %s', (dateModification, modified) => {
    expect(read({ dateModification }).publication.modified).toBe(modified);
  });

  test('reads the names of either generation', () => {
    expect(read({ employeur: { nomFr: 'Société', nomNl: 'Vennootschap' } }).employer.name).toBe('Société');
    expect(read({ employer: { nomNl: 'Vennootschap' } }).employer.name).toBe('Vennootschap');
    expect(read({ employer: 'Société' }).employer.name).toBe('Société');
  });

  test('with a contract code that no list has goes by its label, and is counted', () => {
    const vacancy = read({ typeContrat: 'REMPL', typeContratLibelle: 'Remplacement' });
    expect(vacancy.contract.type).toBe('replacement');
    expect(vacancy.unknownCodes).toContain('typeContrat=REMPL');
  });

  test.each([
    ['own', { service: 'actiris', provenance: 'own', hops: ['actiris'], reference: '5920484' }],
    ['partner', { service: 'actiris', provenance: 'partner', hops: ['actiris'], reference: '5920484' }],
    ['disability', { service: 'actiris', provenance: 'own', hops: ['actiris'], channel: 'HANDICAP' }],
    ['echo', { service: 'unknown', provenance: 'echo', hops: ['vdab', 'forem', 'actiris'], reference: null }],
  ] as const)('of the pass %s has the origin that belongs to it', (pass, origin) => {
    expect(read({}, pass).origin).toMatchObject(origin);
  });

  test('from an archived answer has an origin that nobody knows', () => {
    expect(read({}, null).origin).toMatchObject({ service: 'actiris', provenance: 'unknown' });
  });

  test('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => ['vacancy', 'unreadable'].includes(itemOf(raw, 0, null, profile).kind)),
    );
    fc.assert(
      fc.property(fc.subarray(Object.keys(row())), fc.anything(), (spoiled, value) => {
        const raw = row(Object.fromEntries(spoiled.map((name) => [name, value])));
        expect(itemOf(raw, 0, 'own', profile).position).toBe(0);
      }),
    );
  });
});
