import { type Vacancy, vacancySchema } from '@relais/vacancy';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Member, survivorView } from '../../src/index.ts';
import { aContact, anEcho, anEmployer, aVacancy, BAKERY } from '../builders.ts';

const member = (vacancy: Vacancy, contact: string | null = null): Member => ({
  vacancy,
  contact: contact === null ? null : aContact(contact),
});
const licence = (identifier: string) => ({ identifier, attribution: null, shareAlike: true });
const route = (url: string) => ({ application: { url, instructions: null } });

describe('the order of members', () => {
  test('puts the service first that published the offer', () => {
    const echo = anEcho('9', '1', { ...route('https://echo.example'), pay: null });
    expect(survivorView([member(echo), member(aVacancy('1'))]).order).toEqual(['vdab:1', 'forem:9']);
  });

  test('goes by provenance, then completeness, then date, then key', () => {
    const from = (reference: string, given: Partial<Vacancy>) => aVacancy(reference, given);
    const origin = { service: 'vdab', reference: null, hops: ['vdab'], channel: null };
    const partner = from('1', { origin: { ...origin, provenance: 'partner' } });
    const bare = from('2', { workplaces: [], titles: {} });
    const older = from('3', { publication: { created: null, modified: '2026-09-01', from: null, until: null } });
    const newer = from('4', { publication: { created: null, modified: '2026-09-02', from: null, until: null } });
    const same = from('5', { publication: newer.publication });
    const { order } = survivorView([partner, bare, older, same, newer].map((each) => member(each)));
    expect(order).toEqual(['vdab:4', 'vdab:5', 'vdab:3', 'vdab:2', 'vdab:1']);
  });
});

describe('the view of an offer', () => {
  test('is a vacancy of the model, filled from others where the first one is silent', () => {
    const first = aVacancy('1', {
      titles: { nl: 'Bakker' },
      occupations: [{ scheme: 'competent1', code: 'D110201-1' }],
    });
    const other = anEcho('9', '1', {
      source: 'actiris',
      titles: { nl: 'Bakker dag', fr: 'Boulanger' },
      occupations: [
        { scheme: 'competent1', code: 'X' },
        { scheme: 'actiris-imt', code: "H'1" },
      ],
      pay: { minimum: 15, maximum: null, currency: 'EUR', period: 'hour' },
    });
    const { vacancy } = survivorView([member(other), member({ ...first, url: 'https://vdab.example/1' })]);
    expect(vacancySchema.parse(vacancy)).toEqual(vacancy);
    expect(vacancy).toMatchObject({ source: 'vdab', reference: '1', url: 'https://vdab.example/1' });
    expect(vacancy.titles).toEqual({ nl: 'Bakker', fr: 'Boulanger' });
    expect(vacancy.occupations.map(({ scheme }) => scheme)).toEqual(['competent1', 'actiris-imt']);
    expect(vacancy.pay?.minimum).toBe(15);
  });

  test('does not take what travels under other terms', () => {
    const first = aVacancy('1', { descriptions: {} });
    const shared = anEcho('9', '1', { licence: licence('CC-BY-SA-4.0') });
    const refused = anEcho('8', '1', { source: 'actiris', flags: { ...first.flags, redistributionRefused: true } });
    expect(survivorView([member(first), member(shared), member(refused)]).vacancy.descriptions).toEqual({});
    expect(
      survivorView([member({ ...first, licence: shared.licence }), member(shared)]).vacancy.descriptions,
    ).toHaveProperty('nl');
  });

  test('says of the employer only what is said of the same one', () => {
    const named = (name: string | null, number: string | null) => ({
      ...anEmployer(name, number),
      description: 'Al sinds 1950.',
    });
    const first = aVacancy('1', { employer: anEmployer('De Gouden Korst') });
    const view = (employer: Vacancy['employer']) =>
      survivorView([member(first), member(anEcho('9', '1', { employer }))]).vacancy.employer;
    expect(view(named('De Gouden Korst', BAKERY))).toMatchObject({
      enterpriseNumber: BAKERY,
      description: 'Al sinds 1950.',
    });
    expect(view(named('Kantoor', BAKERY))).toEqual(first.employer);
  });

  test('shows the application route and the contact of one member', () => {
    const silent = member(aVacancy('1'));
    const speaking = member(anEcho('9', '1', route('https://forem.example')), 'ann');
    expect(survivorView([silent, speaking])).toMatchObject({
      vacancy: { reference: '1', application: { url: 'https://forem.example' } },
      contact: { name: 'ann' },
    });
    const own = member(aVacancy('1', route('https://vdab.example')));
    expect(survivorView([own, speaking])).toMatchObject({
      vacancy: { application: { url: 'https://vdab.example' } },
      contact: null,
    });
  });

  test('never depends on the order of the members, and never mixes contact data', () => {
    const drawn = fc.uniqueArray(
      fc.record({
        source: fc.constantFrom('vdab', 'actiris', 'forem'),
        reference: fc.nat({ max: 5 }).map(String),
        url: fc.boolean(),
        contact: fc.boolean(),
        licensed: fc.boolean(),
        provenance: fc.constantFrom('own', 'partner', 'echo', 'unknown'),
      }),
      { selector: ({ source, reference }) => `${source}:${reference}`, minLength: 1, maxLength: 6 },
    );
    const members = drawn.map((all) =>
      all.map(({ source, reference, url, contact, licensed, provenance }) => {
        const key = `${source}-${reference}`;
        const origin = { service: 'vdab', reference: '1', hops: ['vdab', source], provenance, channel: null };
        const given = { source, origin, licence: licensed ? licence('CC-BY-SA-4.0') : null };
        const application = { url: url ? `https://${key}.example` : null, instructions: null };
        return member(aVacancy(reference, { ...given, application }), contact ? key : null);
      }),
    );
    fc.assert(
      fc.property(members, (all) => {
        const view = survivorView(all);
        expect(survivorView(all.toReversed())).toEqual(view);
        const { url } = view.vacancy.application;
        if (url !== null && view.contact !== null) expect(url).toBe(`https://${view.contact.name}.example`);
        expect(view.order.toSorted()).toEqual(
          all.map(({ vacancy }) => `${vacancy.source}:${vacancy.reference}`).toSorted(),
        );
      }),
    );
  });

  test('needs a member', () => {
    expect(() => survivorView([])).toThrow('without members');
  });
});
