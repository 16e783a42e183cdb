import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventId, offerIdOf, type Vacancy, vacancyHash, vacancyKey } from '../src/index.ts';
import { CONTACT, vacancyWith } from './vacancies.ts';

/** The same value with the members of every object in reverse order. */
function reversed<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(reversed) as Value;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, reversed(member as unknown)]),
  ) as Value;
}

const titles = fc.dictionary(fc.constantFrom('nl', 'fr', 'de', 'en', 'und'), fc.string({ unit: 'grapheme' }));
const vacancies: fc.Arbitrary<Vacancy> = fc
  .record({ titles, positions: fc.integer({ min: 1, max: 100 }), payText: fc.option(fc.string()) })
  .map(vacancyWith);

describe('the hash of a vacancy', () => {
  test('is the same whatever the order of members', () => {
    fc.assert(
      fc.property(vacancies, (vacancy) => {
        expect(vacancyHash(reversed(vacancy), reversed(CONTACT))).toBe(vacancyHash(vacancy, CONTACT));
      }),
    );
  });

  test("ignores the source's own version and modification moment", () => {
    fc.assert(
      fc.property(vacancies, fc.string(), fc.string(), (vacancy, sourceVersion, modified) => {
        const touched = { ...vacancy, sourceVersion, publication: { ...vacancy.publication, modified } };
        expect(vacancyHash(touched, null)).toBe(vacancyHash(vacancy, null));
      }),
    );
  });

  test('differs when the content differs', () => {
    fc.assert(
      fc.property(vacancies, vacancies, (left, right) => {
        const same = JSON.stringify(reversed(left)) === JSON.stringify(reversed(right));
        fc.pre(!same && JSON.stringify(left.titles) !== JSON.stringify(right.titles));
        fc.pre(Object.keys({ ...left.titles, ...right.titles }).some((key) => left.titles[key] !== right.titles[key]));
        expect(vacancyHash(left, null)).not.toBe(vacancyHash(right, null));
      }),
    );
  });

  test('sees the contact data and the other dates of publication', () => {
    const vacancy = vacancyWith();
    const longer = vacancyWith({ publication: { ...vacancy.publication, until: '2026-05-01' } });
    expect(new Set([vacancyHash(vacancy, null), vacancyHash(vacancy, CONTACT), vacancyHash(longer, null)]).size).toBe(
      3,
    );
  });
});

test('identifiers are stable, and different for different parts', () => {
  expect(vacancyKey(vacancyWith())).toBe('vdab:6815551');
  expect(eventId('vdab:1', 1, 'x')).toBe(eventId('vdab:1', 1, 'x'));
  expect(eventId('vdab:1', 1, 'x')).not.toBe(eventId('vdab:', 11, 'x'));
  expect(offerIdOf('vdab:1')).toMatch(/^of_[0-9a-f]{24}$/);
  expect(offerIdOf('vdab:1')).not.toBe(offerIdOf('vdab:2'));
});
