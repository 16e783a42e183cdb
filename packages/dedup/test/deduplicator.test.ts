import { offerIdOf, type Vacancy } from '@relais/vacancy';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDeduplicator } from '../src/index.ts';
import { anEcho, anEmployer, aVacancy, inTown } from './builders.ts';

/** Groups of keys that share an offer, in an order of their own. */
function groupsOf(vacancies: readonly Vacancy[]): string[] {
  const deduplicator = createDeduplicator();
  for (const vacancy of vacancies) deduplicator.add(vacancy);
  const groups = new Map<string, string[]>();
  for (const { key, offer } of deduplicator.assignments()) groups.set(offer, [...(groups.get(offer) ?? []), key]);
  return [...groups.values()].map((keys) => keys.toSorted().join(' ')).toSorted();
}

const SERVICES = ['vdab', 'actiris', 'forem'];
const bare = { titles: {}, descriptions: {}, employer: anEmployer(null), workplaces: [] };

/** Vacancies that only references can join: origins and the source's own duplicates, true and dangling ones. */
const referenced = fc
  .uniqueArray(
    fc.record({
      source: fc.constantFrom(...SERVICES),
      reference: fc.nat({ max: 9 }).map(String),
      origin: fc.option(
        fc.record({ service: fc.constantFrom(...SERVICES), reference: fc.nat({ max: 9 }).map(String) }),
      ),
      duplicatesAtSource: fc.uniqueArray(fc.nat({ max: 9 }).map(String), { maxLength: 2 }),
    }),
    { selector: ({ source, reference }) => `${source}:${reference}`, maxLength: 24 },
  )
  .map((all) =>
    all.map(({ source, reference, origin, duplicatesAtSource }) => {
      const first = origin ?? { service: source, reference };
      const hops = [first.service, source];
      return aVacancy(reference, {
        ...bare,
        source,
        origin: { ...first, hops, provenance: 'unknown', channel: null },
        duplicatesAtSource: duplicatesAtSource.filter((each) => each !== reference),
      });
    }),
  );

describe('a deduplicator', () => {
  test('gives the same groups in any order where references decide', () => {
    const shuffled = referenced.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(groupsOf(other)).toEqual(groupsOf(all));
      }),
      { numRuns: 300 },
    );
  });

  test('gives the same groups when vacancies come again', () => {
    fc.assert(
      fc.property(referenced, (all) => {
        expect(groupsOf([...all, ...all])).toEqual(groupsOf(all));
      }),
    );
  });

  test('puts every vacancy into exactly one offer', () => {
    fc.assert(
      fc.property(referenced, (all) => {
        const keys = groupsOf(all).flatMap((group) => group.split(' '));
        expect(keys.toSorted()).toEqual(all.map(({ source, reference }) => `${source}:${reference}`).toSorted());
      }),
    );
  });

  test('names an offer after its founder and keeps the name', () => {
    const deduplicator = createDeduplicator();
    const offer = offerIdOf('vdab:1');
    expect(deduplicator.add(aVacancy('1'))).toEqual({ key: 'vdab:1', offer });
    expect(deduplicator.add(anEcho('9', '1'))).toEqual({ key: 'forem:9', offer });
    expect(deduplicator.add(aVacancy('1', { positions: 4 }))).toEqual({ key: 'vdab:1', offer });
  });

  test('unites offers when a later vacancy shows that they are one', () => {
    const deduplicator = createDeduplicator();
    const [one, two] = [anEcho('1', '5', bare), anEcho('2', '5', { ...bare, workplaces: inTown('9000', null) })];
    deduplicator.add({ ...one, workplaces: inTown('9300', null) });
    deduplicator.add(two);
    expect(new Set([...deduplicator.assignments()].map(({ offer }) => offer)).size).toBe(2);
    deduplicator.add(aVacancy('5', bare));
    expect(new Set([...deduplicator.assignments()].map(({ offer }) => offer)).size).toBe(1);
  });

  test('keeps one text in many towns as many jobs', () => {
    const towns = Array.from({ length: 50 }, (_, at) =>
      aVacancy(`${at}`, { workplaces: inTown(`${9000 + at}`, null) }),
    );
    expect(groupsOf(towns)).toHaveLength(50);
  });
});
