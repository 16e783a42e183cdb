import { describe, expect, test } from 'vitest';
import { itemOf } from '../../src/france-travail/records.ts';
import type { SourceItem } from '../../src/index.ts';
import { offer } from './builders.ts';

const profile = { name: 'ft', service: 'france-travail', zone: 'Europe/Paris', licence: null };

function vacancyOf(given: object) {
  const item: SourceItem = itemOf(offer('0123ABC', given), 0, profile);
  if (item.kind !== 'vacancy') throw new Error(`not a vacancy: ${JSON.stringify(item)}`);
  return item;
}

describe('an offer of France Travail', () => {
  test('keeps its texts under French, its codes under their schemes and its place down to the commune', () => {
    const { vacancy } = vacancyOf({});
    expect(vacancy.titles).toEqual({ fr: 'Technicien / Technicienne de maintenance (H/F)' });
    expect(vacancy.occupations.map(({ scheme, code }) => `${scheme}:${code}`)).toEqual([
      'rome:I1304',
      'rome-appellation:Technicien / Technicienne de maintenance',
    ]);
    expect(vacancy.workplaces).toEqual([
      {
        country: 'FR',
        postcode: '59000',
        municipality: 'LILLE',
        municipalityCode: '59350',
        nuts: 'FRE11',
        latitude: 50.63,
        longitude: 3.06,
      },
    ]);
    expect(vacancy.publication).toMatchObject({
      created: '2026-03-02T08:00:00.000Z',
      modified: '2026-03-03T09:30:00.000Z',
    });
  });

  test.each([
    ['01 - Ain', 'FRK21'],
    ['2B - Haute-Corse', 'FRM02'],
    ['974 - La Réunion', 'FRY40'],
  ])('for a whole department (%s) names no municipality', (libelle, nuts) => {
    const [found] = vacancyOf({ lieuTravail: { libelle, latitude: 46.1 } }).vacancy.workplaces;
    expect(found).toMatchObject({ country: 'FR', municipality: null, nuts });
  });

  test.each([
    ['LYON 03', null, null],
    ['75 - Paris 15e Arrondissement', 'FR101', '75015'],
    ['99 - Étranger', null, '00000'],
  ])('at %s keeps the name of the place', (libelle, nuts, codePostal) => {
    const [found] = vacancyOf({ lieuTravail: { libelle, codePostal } }).vacancy.workplaces;
    expect(found).toMatchObject({ municipality: libelle.replace(/^\d\d - /, ''), nuts });
  });

  test('keeps a study without a number under its level, and a competence without one under its words', () => {
    const { studies, skills } = vacancyOf({
      formations: [
        { codeFormation: '42752', domaineLibelle: 'Cuisine', niveauLibelle: 'CAP, BEP et équivalents', exigence: 'E' },
        { niveauLibelle: 'Bac+2 ou équivalents', commentaire: 'en froid' },
        { commentaire: 'BPJEPS' },
      ],
      competences: [
        { code: '123', libelle: 'Souder' },
        { libelle: 'Braser', exigence: 'E' },
      ],
    }).vacancy.requirements;
    expect(studies).toEqual([
      { isced: 3, code: { scheme: 'formacode', code: '42752', label: 'Cuisine, CAP, BEP et équivalents' } },
      {
        isced: 5,
        code: { scheme: 'france-travail-study', code: 'Bac+2 ou équivalents', label: 'Bac+2 ou équivalents, en froid' },
      },
      { isced: null, code: { scheme: 'france-travail-study', code: 'BPJEPS', label: 'BPJEPS' } },
    ]);
    expect(skills.map(({ code: { scheme, code } }) => `${scheme}:${code}`)).toEqual([
      'rome-competence:123',
      'rome-competence-label:Braser',
    ]);
  });

  test.each([
    ['Horaire de 11,98 Euros à 13,50 Euros', { minimum: 11.98, maximum: 13.5, period: 'hour' }],
    ['Mensuel de 2188.0 Euros sur 12.0 mois', { minimum: 2188, maximum: null, period: 'month' }],
    ['Annuel de 30000.0 Euros à 35000.0 Euros sur 12.0 mois', { minimum: 30_000, maximum: 35_000, period: 'year' }],
  ])('with "%s" has pay', (libelle, expected) => {
    expect(vacancyOf({ salaire: { libelle } }).vacancy.pay).toMatchObject({ ...expected, currency: 'EUR' });
  });

  test.each(['Annuel de 12,00 Euros à 28,00 Euros', 'Horaire de 2000,00 Euros', 'Autre de 2300,00 Euros', 'Annuel de'])(
    'with "%s" keeps the words, for the amount and the period do not belong together',
    (libelle) => {
      expect(vacancyOf({ salaire: { libelle } }).vacancy).toMatchObject({ pay: null, payText: libelle });
    },
  );

  test.each([
    ['35H/semaine\nTravail en journée', 35, 'Travail en journée'],
    ['36H45/semaine\nTravail de nuit...', 36.75, 'Travail de nuit'],
    ['35 H', 35, undefined],
    ['35H43/semaine', 35.72, undefined],
    ['Temps partiel - 1H15/semaine', 1.25, undefined],
    ['Temps plein', null, undefined],
    ['35 H Travail le samedi - .', 35, 'Travail le samedi'],
    ['39H/semaine\nTravail posté (2x8, 3x8, 5x8, etc.)...', 39, 'Travail posté (2x8, 3x8, 5x8, etc.)'],
  ])('that works "%s" knows its hours and its shift', (dureeTravailLibelle, hours, shift) => {
    const { workingTime } = vacancyOf({ dureeTravailLibelle }).vacancy;
    const whole = vacancyOf({ dureeTravailLibelle, contexteTravail: { horaires: [dureeTravailLibelle] } }).vacancy;
    expect(whole.workingTime).toEqual(workingTime);
    expect([workingTime.hoursPerWeek, workingTime.shifts[0]?.code]).toEqual([hours, shift]);
  });

  test.each([
    ['E', 'Expérience exigée de 2 An(s)', 24],
    ['E', '18 Mois', 18],
    ['D', 'Débutant accepté', 0],
    ['S', 'Expérience souhaitée', null],
  ])('asks for experience %s "%s"', (experienceExige, experienceLibelle, months) => {
    const { experience } = vacancyOf({ experienceExige, experienceLibelle }).vacancy.requirements;
    expect(experience).toMatchObject({ months, code: { code: experienceExige } });
  });

  test('says which partner it is of, and is an apprenticeship when it alternates with school', () => {
    const partners = [{ nom: 'JOBBORD', url: 'https://jobs.example.org/1' }];
    const { vacancy } = vacancyOf({ origineOffre: { origine: '2', partenaires: partners }, alternance: true });
    expect(vacancy.origin).toMatchObject({ provenance: 'partner', channel: 'JOBBORD', service: 'france-travail' });
    expect(vacancy.supplier).toMatchObject({ name: 'JOBBORD', type: 'commercial' });
    expect(vacancy.contract.type).toBe('apprenticeship');
    expect(vacancy.application.url).toBe('https://jobs.example.org/1');
  });

  test.each([
    'javascript:alert(1)//https://example.org',
    'file:///etc/passwd',
    'https://example.org/1\r\nx',
    'https://e.be/"onclick',
  ])('has no page of its own at %j', (urlOrigine) => {
    expect(vacancyOf({ origineOffre: { origine: '1', urlOrigine } }).vacancy.url).toBe(null);
  });

  test('keeps persons and numbers apart, and takes sentences with a link for what they are', () => {
    const link = 'https://apply.example.org/1';
    const sentence = `Pour postuler, utiliser le lien suivant : ${link}`;
    const { vacancy, contact } = vacancyOf({
      contact: {
        nom: 'Madame Exemple',
        coordonnees1: 'Tél : 0102030405',
        coordonnees2: '1 rue Haute',
        courriel: sentence,
      },
    });
    expect(vacancy.application).toEqual({ url: link, instructions: null });
    expect(contact).toEqual({
      name: 'Madame Exemple',
      role: null,
      email: null,
      telephone: '0102030405',
      postalAddress: '1 rue Haute',
    });
    expect(JSON.stringify(vacancy)).not.toContain('0102030405');
  });

  test('with a contract code that is in no list keeps the code and is counted', () => {
    const { vacancy } = vacancyOf({ typeContrat: 'XYZ', typeContratLibelle: 'Autre chose' });
    expect(vacancy.contract).toMatchObject({ type: 'other', codes: [{ code: 'XYZ', label: 'Autre chose' }, {}] });
    expect(vacancy.unknownCodes).toEqual(['typeContrat=XYZ']);
  });

  test.each([
    ['2026-03-29T00:30:00.000Z', '2026-03-29T00:30:00.000Z'],
    // Without an offset Paris' time is meant, also around the changes of the clock.
    ['2026-03-29T02:30:00', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25T03:30:00', '2026-10-25T02:30:00.000Z'],
    ['2026-07-14', '2026-07-14'],
  ])('created at %s is of %s', (dateCreation, created) => {
    expect(vacancyOf({ dateCreation }).vacancy.publication.created).toBe(created);
  });

  test('keeps the working hours whole, which the short wording cuts', () => {
    const { workingTime } = vacancyOf({
      dureeTravailLibelle: '35H/semaine\nTravail en horaires...',
      contexteTravail: { horaires: ['Travail en horaires décalés', 'Travail le samedi'] },
    }).vacancy;
    expect(workingTime.shifts.map(({ code }) => code)).toEqual(['Travail en horaires décalés', 'Travail le samedi']);
  });

  test('may have nulls and empty objects anywhere', () => {
    const empty = Object.fromEntries(Object.keys(offer('x')).map((name) => [name, null]));
    const { vacancy } = vacancyOf({ ...empty, id: '0123ABC', intitule: 'Cuisinier', contact: {}, formations: [{}] });
    expect(vacancy).toMatchObject({ titles: { fr: 'Cuisinier' }, workplaces: [], pay: null, positions: 1 });
  });
});

test('a record without its number, and one of another shape, are unreadable by the field at fault', () => {
  expect(itemOf(offer('x', { id: null }), 3, profile)).toMatchObject({
    kind: 'unreadable',
    code: 'RECORD_WITHOUT_REFERENCE',
    position: 3,
  });
  const odd = itemOf(offer('x', { lieuTravail: 'Lille', salaire: 12 }), 0, profile);
  expect(odd).toMatchObject({ kind: 'unreadable', code: 'RECORD_INVALID', reference: 'x' });
  expect(odd.kind === 'unreadable' && odd.reason).toMatch(/lieuTravail.*salaire/);
  expect(JSON.stringify(odd)).not.toContain('Lille');
});
