import { offerIdOf, type Vacancy } from '@relais/vacancy';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { possibilityOf } from '../src/alone.ts';
import {
  createDeduplicator,
  findingsOf,
  type KeyPair,
  matchKeysOf,
  NO_RULES,
  operatorRules,
  signatureOf,
} from '../src/index.ts';
import { type Edge, settle } from '../src/settle.ts';
import { AGENCY, anEcho, anEmployer, aVacancy, BAKERY, inTown, TEXT } from './builders.ts';

/** Groups of keys that share an offer, in an order of their own. */
function groupsOf(vacancies: readonly Vacancy[], coded: (vacancy: Vacancy) => string[] = () => []): string[] {
  const deduplicator = createDeduplicator({ coded });
  for (const vacancy of vacancies) deduplicator.add(vacancy);
  const groups = new Map<string, string[]>();
  for (const { key, offer } of deduplicator.assignments()) groups.set(offer, [...(groups.get(offer) ?? []), key]);
  return [...groups.values()].map((keys) => keys.toSorted().join(' ')).toSorted();
}

const SERVICES = ['vdab', 'actiris', 'forem'];
const bare = { titles: {}, descriptions: {}, employer: anEmployer(null), workplaces: [] };

/** Vacancies that only references can join: origins and the source's own duplicates, by either name, true and dangling ones. */
const referenced = fc
  .uniqueArray(
    fc.record({
      source: fc.constantFrom(...SERVICES),
      reference: fc.nat({ max: 9 }).map(String),
      alias: fc.option(fc.integer({ min: 10, max: 14 }).map(String)),
      origin: fc.option(
        fc.record({ service: fc.constantFrom(...SERVICES), reference: fc.nat({ max: 14 }).map(String) }),
      ),
      duplicatesAtSource: fc.uniqueArray(fc.nat({ max: 14 }).map(String), { maxLength: 4 }),
    }),
    { selector: ({ source, reference }) => `${source}:${reference}`, maxLength: 24 },
  )
  .map((all) =>
    all.map(({ source, reference, alias, origin, duplicatesAtSource }) => {
      const first = origin ?? { service: source, reference };
      const hops = [first.service, source];
      return aVacancy(reference, {
        ...bare,
        ...(alias === null ? {} : { aliases: [alias] }),
        source,
        origin: { ...first, hops, provenance: 'unknown', channel: null },
        duplicatesAtSource: duplicatesAtSource.filter((each) => each !== reference),
      });
    }),
  );

/** Vacancies of few employers, towns, titles and texts, so that likeness, contradiction and doubt all occur. */
const alike = fc
  .uniqueArray(
    fc.record({
      source: fc.constantFrom(...SERVICES),
      reference: fc.nat({ max: 7 }).map(String),
      name: fc.constantFrom('De Gouden Korst', 'Gouden Korst BV', 'Bakkerij Peeters', 'Werk Uitzendbureau', null),
      number: fc.constantFrom(BAKERY, AGENCY, null, null),
      postcode: fc.constantFrom('9000', '9000', '9300'),
      title: fc.constantFrom('Bakker', 'Bakker nacht', 'Bakker gezocht', 'Boulanger'),
      text: fc.constantFrom(TEXT, `${TEXT} Je werkt in de nachtploeg.`, `Vlug solliciteren! ${TEXT}`, ''),
      positions: fc.constantFrom(1, 1, 2),
      until: fc.constantFrom(null, '2026-09-25'),
      origin: fc.constantFrom(null, null, '1', '2'),
    }),
    { selector: ({ source, reference }) => `${source}:${reference}`, maxLength: 16 },
  )
  .map((all) =>
    all.map(({ source, reference, name, number, postcode, title, text, positions, until, origin }) => {
      const hops = origin === null ? [source] : ['vdab', source];
      const [service = source] = hops;
      return aVacancy(reference, {
        source,
        origin: { service, reference: origin ?? reference, hops, provenance: 'unknown', channel: null },
        titles: { nl: title },
        descriptions: text === '' ? {} : { nl: { plain: text, html: null } },
        employer: anEmployer(name, number),
        workplaces: inTown(postcode, null),
        positions,
        publication: { created: null, modified: null, from: '2026-10-01', until },
      });
    }),
  );

const codesOf = ({ occupations }: Vacancy) => occupations.map(({ code }) => `coded:${code}`);

/** Vacancies of one bakery in two languages, in which words, codes, dates and names speak for one job or another. */
const translated = fc
  .uniqueArray(
    fc.record({
      source: fc.constantFrom(...SERVICES),
      reference: fc.nat({ max: 5 }).map(String),
      title: fc.constantFrom<[string, string]>(
        ['nl', 'Bakker'],
        ['nl', 'Bakker balie'],
        ['nl', 'Broodmaker'],
        ['fr', 'Boulanger'],
        ['fr', 'Mitron'],
        ['fr', 'Boulanger achats'],
      ),
      code: fc.constantFrom('1', '1', '2'),
      number: fc.constantFrom(BAKERY, BAKERY, null),
      from: fc.constantFrom('2026-10-01', '2026-10-02', '2026-11-30'),
      names: fc.constantFrom('', 'SAP HACCP 3x8', 'SAP C++'),
    }),
    { selector: ({ source, reference }) => `${source}:${reference}`, maxLength: 12 },
  )
  .map((all) =>
    all.map(({ source, reference, title: [language, title], code, number, from, names }) =>
      aVacancy(reference, {
        source,
        titles: { [language]: title },
        descriptions: names === '' ? {} : { [language]: { plain: `${title} ${names}`, html: null } },
        employer: anEmployer('De Gouden Korst', number),
        occupations: [{ scheme: 'test', code }],
        publication: { created: null, modified: null, from, until: null },
      }),
    ),
  );

function inTwoOrders(vacancies: fc.Arbitrary<Vacancy[]>): fc.Arbitrary<[Vacancy[], Vacancy[]]> {
  return vacancies.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
}

const keyOf = ({ source, reference }: Vacancy) => `${source}:${reference}`;

/** The same by plain means: every two vacancies that share a key are compared, and all are settled at once. */
function plainly(vacancies: readonly Vacancy[]): string[] {
  const newest = [...new Map(vacancies.map((vacancy) => [keyOf(vacancy), vacancy])).values()];
  const signatures = newest.map((vacancy) => signatureOf(vacancy, codesOf(vacancy)));
  const keys = newest.map((vacancy) => matchKeysOf(vacancy, signatureOf(vacancy, codesOf(vacancy))));
  const signature = (number: number) => signatures[number] ?? signatureOf(aVacancy('0'));
  const name = (number: number) => keyOf(newest[number] ?? aVacancy('0'));
  const edges: Edge[] = [];
  for (let one = 0; one < newest.length; one++) {
    for (let other = 0; other < one; other++) {
      if (!keys[one]?.some((key) => keys[other]?.includes(key))) continue;
      const [a, b] = [signature(one), signature(other)];
      const [finding] = findingsOf(a, [{ vacancyKey: name(other), offerId: '', signature: b }], NO_RULES);
      const alone = finding === undefined ? possibilityOf(a, b) : null;
      if (finding !== undefined) edges.push({ one, other, ...finding.evidence, alone: null });
      if (alone !== null) edges.push({ one, other, score: 0, exact: false, weak: false, alone });
    }
  }
  const groups = settle({ count: newest.length, edges, rules: NO_RULES, keyOf: name, signatureOf: signature });
  const offers = new Map(groups.flatMap((group) => group.map((number) => [number, group.map(name).toSorted()[0]])));
  return newest.map((_, number) => `${name(number)} ${offerIdOf(offers.get(number) ?? name(number))}`);
}

describe('a deduplicator', () => {
  test('decides as plain comparison of all with all, in any order, and with newer versions between', () => {
    const some = fc.oneof(alike, translated, referenced);
    const versions = fc.tuple(some, some).chain(([all, more]) => fc.shuffledSubarray([...all, ...more]));
    fc.assert(
      fc.property(versions, fc.constantFrom(0, 2_000, Number.POSITIVE_INFINITY), (all, memoryBytes) => {
        using deduplicator = createDeduplicator({ coded: codesOf, memoryBytes });
        for (const vacancy of all) deduplicator.add(vacancy);
        const lines = [...deduplicator.assignments()].map(({ key, offer }) => `${key} ${offer}`);
        expect(lines).toEqual(plainly(all));
      }),
    );
  });

  test('gives the same groups in any order where likeness decides', () => {
    fc.assert(
      fc.property(inTwoOrders(alike), ([all, other]) => {
        expect(groupsOf(other)).toEqual(groupsOf(all));
      }),
      { numRuns: 300 },
    );
  });

  test('gives the same groups in any order where titles stand in two languages', () => {
    fc.assert(
      fc.property(inTwoOrders(translated), ([all, other]) => {
        expect(groupsOf(other, codesOf)).toEqual(groupsOf(all, codesOf));
      }),
      { numRuns: 200 },
    );
  });

  test('names offers the same in any order', () => {
    const named = (vacancies: readonly Vacancy[]) => {
      const deduplicator = createDeduplicator();
      for (const vacancy of vacancies) deduplicator.add(vacancy);
      return [...deduplicator.assignments()].map(({ key, offer }) => `${key} ${offer}`).toSorted();
    };
    fc.assert(
      fc.property(inTwoOrders(alike), ([all, other]) => {
        expect(named(other)).toEqual(named(all));
      }),
    );
  });

  test('never puts into one offer what an operator split, nor apart what one merged', () => {
    const pair = fc.constantFrom<KeyPair>(['vdab:1', 'actiris:1'], ['vdab:2', 'forem:2'], ['vdab:1', 'vdab:2']);
    fc.assert(
      fc.property(alike, fc.uniqueArray(pair), pair, (all, apart, together) => {
        const rules = operatorRules([together], apart);
        const deduplicator = createDeduplicator({ rules });
        for (const vacancy of all) deduplicator.add(vacancy);
        const offers = new Map([...deduplicator.assignments()].map(({ key, offer }) => [key, offer]));
        for (const [one, other] of apart) {
          const known = offers.has(one) && offers.has(other) && rules.apart(one, other);
          if (known) expect(offers.get(one)).not.toBe(offers.get(other));
        }
        const [one, other] = together.map((key) => offers.get(key));
        if (one !== undefined && other !== undefined) expect(one).toBe(other);
      }),
    );
  });

  test('keeps an offer open until its last member is withdrawn', () => {
    const deduplicator = createDeduplicator();
    deduplicator.add(aVacancy('1'));
    deduplicator.add(anEcho('9', '1'));
    const offer = offerIdOf('vdab:1');
    expect(deduplicator.withdraw('vdab:1', '2026-11-01')).toEqual({ offer, open: true });
    expect(deduplicator.withdraw('forem:9', '2026-11-02')).toEqual({ offer, open: false });
    expect(deduplicator.withdraw('forem:8', '2026-11-02')).toBeNull();
  });

  test('finds a repost of what was withdrawn', () => {
    const deduplicator = createDeduplicator();
    const { offer } = deduplicator.add(aVacancy('1'));
    deduplicator.withdraw('vdab:1', '2026-09-25');
    expect(deduplicator.add(aVacancy('2', { positions: 3 })).offer).toBe(offer);
  });

  test('decides in a large block as in a small one', () => {
    const deduplicator = createDeduplicator();
    for (let at = 0; at < 500; at++) {
      const descriptions = {
        nl: { plain: `${TEXT} Dit is vestiging ${at} met klant ${at * 7}.`.repeat(2), html: null },
      };
      deduplicator.add(aVacancy(`${at}`, { descriptions, positions: at + 1 }));
    }
    const { offer } = deduplicator.add(anEcho('9', '3'));
    expect(offer).toBe(offerIdOf('vdab:3'));
  });

  test('gives the same groups in any order where references decide', () => {
    fc.assert(
      fc.property(inTwoOrders(referenced), ([all, other]) => {
        expect(groupsOf(other)).toEqual(groupsOf(all));
      }),
      { numRuns: 300 },
    );
  });

  test('finds what is named by its public number, whichever comes first', () => {
    const parent = aVacancy('uuid-1', { ...bare, aliases: ['70000001'], duplicatesAtSource: ['70000002', '70000003'] });
    const children = [2, 3].map((at) => aVacancy(`uuid-${at}`, { ...bare, aliases: [`7000000${at}`] }));
    const all = ['vdab:uuid-1 vdab:uuid-2 vdab:uuid-3'];
    expect(groupsOf([parent, ...children])).toEqual(all);
    expect(groupsOf([...children, parent])).toEqual(all);
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

  test('joins titles that hint at one job in two languages where no other may be meant', () => {
    const dutch = (reference: string, title: string) =>
      aVacancy(reference, { titles: { nl: title }, occupations: [{ scheme: 'rome', code: 'D1102' }] });
    const french = aVacancy('9', {
      source: 'actiris',
      titles: { fr: 'Ouvrier de fournil' },
      descriptions: {},
      occupations: [{ scheme: 'rome', code: 'D1102' }],
    });
    const [one, other] = [dutch('1', 'Deegbereider ambachtelijk brood'), dutch('2', 'Ovenist')];
    expect(groupsOf([one, french])).toEqual(['actiris:9 vdab:1']);
    expect(groupsOf([french, one, other])).toHaveLength(3);
    expect(groupsOf([one, { ...other, workplaces: inTown('9300', 'Aalst') }, french])).toHaveLength(2);
  });

  test('forgets what it found for an earlier version', () => {
    const changed = aVacancy('1', { workplaces: inTown('9300', 'Aalst') });
    const twin = aVacancy('2', { source: 'actiris' });
    expect(groupsOf([aVacancy('1'), twin])).toHaveLength(1);
    expect(groupsOf([aVacancy('1'), twin, changed])).toHaveLength(2);
  });

  test('joins any number by reference, and few of them with others by likeness', () => {
    const chain = (source: string, length: number) =>
      Array.from({ length }, (_, at) =>
        aVacancy(`${at}`, { source, duplicatesAtSource: at === 0 ? [] : [`${at - 1}`] }),
      );
    const sizes = (length: number) =>
      groupsOf([...chain('vdab', length), ...chain('actiris', length)]).map((group) => group.split(' ').length);
    expect(sizes(100)).toEqual([200]);
    expect(sizes(400)).toEqual([400, 400]);
  });

  test('keeps one text in many towns as many jobs', () => {
    const towns = Array.from({ length: 50 }, (_, at) =>
      aVacancy(`${at}`, { workplaces: inTown(`${9000 + at}`, null) }),
    );
    expect(groupsOf(towns)).toHaveLength(50);
  });
});
