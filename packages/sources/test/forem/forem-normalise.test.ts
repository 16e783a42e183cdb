import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { itemOf } from '../../src/forem/records.ts';
import { row } from './builders.ts';

const licence = { identifier: 'CC-BY-SA-4.0', attribution: 'Le Forem', shareAlike: true };
const profile = { name: 'forem', service: 'forem', zone: 'Europe/Brussels', licence };

function read(given: object = {}) {
  const item = itemOf(row('2030588', given), 0, profile);
  if (item.kind !== 'vacancy') throw new Error(`not a vacancy: ${JSON.stringify(item)}`);
  return item.vacancy;
}

describe("a row of Le Forem's open data", () => {
  test('carries its licence, attribution and share-alike included', () => {
    expect(read().licence).toEqual(licence);
  });

  test('keeps its codes, and gives labels of the posting list the codes of that list', () => {
    expect(read()).toMatchObject({
      reference: '2030588',
      occupations: [{ scheme: 'rome', code: 'M1805', label: 'Développeur informatique' }],
      contract: { type: 'permanent', codes: [{ scheme: 'forem-contract', code: 'G' }] },
      workingTime: { regime: 'full-time' },
      positions: 2,
      requirements: {
        experience: { months: 24 },
        studies: [{ isced: 6 }],
        languages: [{ language: 'fr' }, { language: 'en' }],
        drivingLicences: [{ category: 'B', required: true }],
      },
      unknownCodes: [],
    });
    expect(read({ metiercodedimeco: 'N410301-4' }).occupations).toMatchObject([{ scheme: 'competent1' }]);
  });

  test.each([
    ['DURÉE DÉTERMINÉE', 'fixed-term', 'T'],
    ['Intérimaire avec option sur durée indéterminée', 'temporary-agency-to-permanent', 'IN'],
    ['Journalier (occasionnel ou saisonnier)', 'occasional', 'OW'],
    ['Etudiant', 'student', 'V'],
    ["Contrat d'apprentissage", 'apprenticeship', "Contrat d'apprentissage"],
    ['Stage', 'internship', 'Stage'],
    ['Flexi-jobs', 'flexi-job', 'FL'],
    ['Contrat collaboration indépendant', 'self-employed', 'Contrat collaboration indépendant'],
    ['Salarié statutaire', 'statutory', 'ST'],
    ['Remplacement', 'replacement', 'VC'],
    ['Nettement défini', 'fixed-term', 'D0'],
  ])('with the contract "%s" is %s', (typecontrat, type, code) => {
    const { contract, unknownCodes } = read({ typecontrat });
    expect([contract.type, contract.codes[0]?.code, unknownCodes]).toEqual([type, code, []]);
  });

  test.each([
    ['Sans diplôme', 0],
    ['Secondaire (premier cycle)', 2],
    ['Secondaire (deuxième cycle)', 3],
    ['Supérieur de cycle court', 5],
    ['Bachelier', 6],
    ['Maîtrise', 7],
    ['Formation en artisanat pour artisans', null],
  ])('asks with "%s" for level %s of ISCED', (label, isced) => {
    expect(read({ niveauxetudes: [label] }).requirements.studies).toMatchObject([{ isced, code: { code: label } }]);
  });

  test('with labels that no list has keeps them and counts them', () => {
    const vacancy = read({ typecontrat: 'Volontariat', regimetravail: 'Variable', metiercodedimeco: '??1' });
    expect(vacancy.unknownCodes).toEqual(['metiercodedimeco=??1', 'typecontrat=Volontariat', 'regimetravail=Variable']);
    expect(vacancy.contract.codes).toEqual([{ scheme: 'forem-contract', code: 'Volontariat', label: 'Volontariat' }]);
    expect(vacancy.occupations).toMatchObject([{ scheme: 'forem-occupation', code: '??1' }]);
  });

  test('has days and no moments: they stay days whatever the zone and the season', () => {
    for (const day of ['2026-03-29', '2026-10-25', '2026-07-01']) {
      expect(read({ datedebutdiffusion: day, datefindiffusion: day }).publication).toEqual({
        created: null,
        modified: null,
        from: day,
        until: day,
      });
    }
    expect(read({ datedebutdiffusion: '2026-02-30', datefindiffusion: null }).publication.from).toBeNull();
  });

  test('takes the deepest region of lists that mix levels', () => {
    expect(read().workplaces).toEqual([
      {
        country: 'BE',
        postcode: '5000',
        municipality: 'NAMUR',
        municipalityCode: null,
        nuts: 'BE35',
        latitude: 50.47,
        longitude: 4.87,
      },
    ]);
    expect(read({ lieuxtravailregionnuts: ['BE1'], lieuxtravailcodepostal: ['1000'] }).workplaces[0]?.nuts).toBe(
      'BE10',
    );
    const nowhere = { lieuxtravaillocalite: null, lieuxtravailcodepostal: [], lieuxtravailgeo: null };
    expect(
      read({ ...nowhere, lieuxtravailregionnuts: ['BE', 'BE35', 'BE', 'BE10'] }).workplaces.map(({ nuts }) => nuts),
    ).toEqual(['BE35', 'BE10']);
    expect(read({ ...nowhere, lieuxtravailregionnuts: null, lieuxtravailregion: null }).workplaces).toEqual([]);
    const abroad = {
      lieuxtravailregionnuts: null,
      lieuxtravailregion: ['Luxembourg'],
      lieuxtravailcodepostal: ['4360'],
    };
    expect(read(abroad).workplaces).toMatchObject([{ country: 'LU', postcode: '4360', nuts: null }]);
  });

  test('sets localities, postcodes and positions side by side when they are of one length', () => {
    const several = read({
      lieuxtravaillocalite: ['NAMUR', 'LIÈGE'],
      lieuxtravailcodepostal: ['5000', '4000'],
      lieuxtravailgeo: [{ lon: 4.87, lat: 50.47 }],
    });
    expect(several.workplaces).toMatchObject([
      { municipality: 'NAMUR', postcode: '5000', nuts: 'BE35', latitude: null },
      { municipality: 'LIÈGE', postcode: '4000', nuts: 'BE33', latitude: null },
    ]);
  });

  test.each([
    ['Via site Forem', null, { service: 'forem', provenance: 'own', hops: ['forem'], reference: '2030588' }],
    ['StepStone', 'S-1', { service: 'forem', provenance: 'partner', hops: ['forem'], reference: '2030588' }],
    ['VDAB', 'abc', { service: 'vdab', provenance: 'echo', hops: ['vdab', 'forem'], reference: 'abc' }],
    ['Actiris', null, { service: 'actiris', provenance: 'echo', hops: ['actiris', 'forem'], reference: null }],
    ['EURES', 'ODkyMDQ2IDEyMQ', { service: 'eures-121', hops: ['eures-121', 'eures', 'forem'], reference: '892046' }],
    [null, null, { service: 'forem', provenance: 'unknown', hops: ['forem'] }],
  ])('from "%s" with the reference %s has its origin', (source, referenceexterne, origin) => {
    expect(read({ source, referenceexterne }).origin).toMatchObject({ ...origin, channel: source });
  });

  test('keeps the reference that its job board has', () => {
    const supplier = read({ source: 'Jobat', referenceexterne: 'J-77' }).supplier;
    expect(supplier).toMatchObject({ name: 'Jobat', type: 'commercial', reference: 'J-77' });
    expect(read().supplier).toBeNull();
  });

  test('names an employer once whose name was written twice', () => {
    expect(read({ nomemployeur: 'AURO CLIC - AURO CLIC' }).employer.name).toBe('AURO CLIC');
    expect(read({ nomemployeur: 'BOIS - PIERRES' }).employer.name).toBe('BOIS - PIERRES');
  });

  test('has its title under the language that it is in, damaged or not', () => {
    expect(read({ titreoffre: 'Domain Architect for our data platform /x) (H/F/X)' }).titles).toEqual({
      en: 'Domain Architect for our data platform /x) (H/F/X)',
    });
    expect(Object.keys(read({ titreoffre: 'Cuisinier (H/F/X)' }).titles)).toEqual(['fr']);
  });

  test('may have null in any column but its number', () => {
    const nulls = Object.fromEntries(Object.keys(row('1')).map((name) => [name, null]));
    const vacancy = read({ ...nulls, numerooffreforem: '1', titreoffre: 'Cuisinier' });
    expect(vacancy).toMatchObject({ reference: '1', workplaces: [], positions: 1, url: null, supplier: null });
  });

  test('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.anything(), (raw) => ['vacancy', 'unreadable'].includes(itemOf(raw, 0, profile).kind)));
    fc.assert(
      fc.property(fc.subarray(Object.keys(row('1'))), fc.anything(), (spoiled, value) => {
        const raw = row('1', Object.fromEntries(spoiled.map((name) => [name, value])));
        expect(itemOf(raw, 4, profile).position).toBe(4);
      }),
    );
  });
});
