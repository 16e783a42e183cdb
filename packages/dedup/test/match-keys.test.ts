import { workplace } from '@relais/vacancy';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchKeysOf } from '../src/index.ts';
import { AGENCY, anEcho, anEmployer, aSupplier, aVacancy, BAKERY, inTown } from './builders.ts';

function meet(one: Parameters<typeof matchKeysOf>[0], other: Parameters<typeof matchKeysOf>[0]): boolean {
  const keys = new Set(matchKeysOf(one));
  return matchKeysOf(other).some((key) => keys.has(key));
}

/** Nothing in common but what a test gives. */
const bare = { descriptions: {} };
const stranger = { titles: {}, employer: anEmployer(null), workplaces: [] };

describe('match keys', () => {
  test('are at most eighteen, short, and without repeats', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 30 }), { maxLength: 30 }), (duplicatesAtSource) => {
        const keys = matchKeysOf(
          aVacancy('1', {
            duplicatesAtSource,
            aliases: ['a', 'b', 'c'],
            titles: { nl: 'Bakker', fr: 'Boulanger' },
            supplier: aSupplier({ name: 'Kantoor', enterpriseNumber: AGENCY, reference: 'K-1' }),
          }),
        );
        expect(keys.length).toBeLessThanOrEqual(18);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.every((key) => /^m_[0-9a-f]{20}$/.test(key))).toBe(true);
      }),
    );
  });

  test('join an echo with its origin, and two echoes of one origin', () => {
    expect(meet(aVacancy('1'), anEcho('9', '1', stranger))).toBe(true);
    expect(meet(anEcho('8', '1', { ...stranger, source: 'actiris' }), anEcho('9', '1', stranger))).toBe(true);
    expect(meet(aVacancy('1', stranger), anEcho('9', '2', stranger))).toBe(false);
  });

  test('join what the source calls duplicates', () => {
    expect(meet(aVacancy('1', { ...stranger, duplicatesAtSource: ['7', '2'] }), aVacancy('2', stranger))).toBe(true);
  });

  test('join what is named by another reference of it', () => {
    const numbered = aVacancy('2', { ...stranger, aliases: ['70000002'] });
    expect(meet(aVacancy('1', { ...stranger, duplicatesAtSource: ['7', '8', '9', '70000002'] }), numbered)).toBe(true);
    expect(meet(anEcho('9', '70000002', stranger), numbered)).toBe(true);
    expect(meet(aVacancy('1', { ...stranger, duplicatesAtSource: ['70000003'] }), numbered)).toBe(false);
  });

  test('join one reference of one supplier', () => {
    const supplier = aSupplier({ name: 'Kantoor NV', reference: 'K-1' });
    expect(
      meet(aVacancy('1', { ...stranger, supplier }), aVacancy('2', { ...stranger, source: 'forem', supplier })),
    ).toBe(true);
  });

  test('join employer and place by number, by name, and an agency with its client through the text', () => {
    const [numbered, named] = [anEmployer(null, BAKERY), anEmployer('Bakkerij De Gouden Korst')];
    const supplier = aSupplier({ name: 'Kantoor Interim', enterpriseNumber: AGENCY });
    const agency = anEmployer('Kantoor Interim', AGENCY);
    expect(meet(aVacancy('1', bare), aVacancy('2', { ...bare, employer: numbered }))).toBe(true);
    expect(meet(aVacancy('1', bare), aVacancy('2', { ...bare, employer: named }))).toBe(true);
    expect(meet(aVacancy('1', { supplier }), aVacancy('2', { employer: agency }))).toBe(true);
  });

  test('do not join all that an agency has in one town', () => {
    const employer = anEmployer('Kantoor Interim', AGENCY);
    const other = { ...bare, employer, titles: { nl: 'Slager' } };
    expect(meet(aVacancy('1', { ...bare, employer }), aVacancy('2', other))).toBe(false);
    expect(meet(aVacancy('1', bare), aVacancy('2', { ...bare, titles: { nl: 'Slager' } }))).toBe(true);
  });

  test('join by the name of the town where one side has no postcode', () => {
    expect(meet(aVacancy('1'), aVacancy('2', { ...bare, workplaces: inTown(null, 'Gent') }))).toBe(true);
  });

  test('join by either title of a vacancy in two languages', () => {
    const both = aVacancy('1', { titles: { fr: 'Boulanger', nl: 'Bakker' } });
    expect(meet(both, aVacancy('2', { titles: { fr: 'Boulangère (h/f)' } }))).toBe(true);
    expect(meet(both, aVacancy('2', { titles: { nl: 'Bakker' } }))).toBe(true);
  });

  test('keep towns apart', () => {
    expect(meet(aVacancy('1'), aVacancy('2', { workplaces: inTown('9300', 'Aalst') }))).toBe(false);
  });

  test('join a text at one place, whoever is named as the employer', () => {
    const hidden = { source: 'forem', titles: { nl: 'Medewerker' }, employer: anEmployer(null) };
    expect(meet(aVacancy('1'), aVacancy('2', hidden))).toBe(true);
    expect(meet(aVacancy('1'), aVacancy('2', { ...hidden, workplaces: inTown('9300', 'Aalst') }))).toBe(false);
  });

  test('join titles of one meaning in two languages, of one employer at one place', () => {
    const row = { source: 'actiris', titles: { fr: 'Boulanger' }, descriptions: {} };
    expect(meet(aVacancy('1'), aVacancy('2', row))).toBe(true);
  });

  test('do not depend on the order of workplaces', () => {
    const places = ['9000', '1000'].map((postcode) => workplace({ postcode }));
    expect(matchKeysOf(aVacancy('1', { workplaces: places.toReversed() }))).toEqual(
      matchKeysOf(aVacancy('1', { workplaces: places })),
    );
  });
});
