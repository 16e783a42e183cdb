import { type Vacancy, workplace } from '@relais/vacancy';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, matchKeysOf, operatorRules, signatureOf } from '../src/index.ts';
import { AGENCY, aCandidate, anEcho, anEmployer, aSupplier, aVacancy, BAKERY, inTown, TEXT } from './builders.ts';

function linkOf(vacancy: Vacancy, standing: Vacancy) {
  return decide(signatureOf(vacancy), [aCandidate(standing)]).links[0];
}

const elsewhere = (given: Partial<Vacancy> = {}) => aVacancy('77', { source: 'actiris', ...given });
const withText = (plain: string): Partial<Vacancy> => ({ descriptions: { nl: { plain, html: null } } });
const OTHER_TEXT = 'Voor een grote warenketen zoeken wij iemand met zin voor initiatief en een vlotte pen. '.repeat(4);

describe('references', () => {
  test('make an echo of its origin, however different the two look', () => {
    const echo = anEcho('9', '1', { titles: { fr: 'Boulanger' }, employer: anEmployer(null), descriptions: {} });
    expect(linkOf(echo, aVacancy('1'))).toEqual({
      vacancyKey: 'vdab:1',
      offerId: 'of_1',
      kind: 'echo',
      score: 1,
      reasons: ['forem:9 names vdab:1 as its origin'],
    });
    expect(linkOf(aVacancy('1'), echo)?.kind).toBe('echo');
  });

  test('make two echoes of one origin one job, unless their postcodes say otherwise', () => {
    const first = anEcho('8', '1', { source: 'actiris' });
    expect(linkOf(anEcho('9', '1'), first)).toMatchObject({ kind: 'echo', score: 0.99 });
    expect(linkOf(anEcho('9', '1', { workplaces: inTown('9300', null) }), first)).toBeUndefined();
  });

  test('make duplicates of what the source calls so', () => {
    const twin = aVacancy('2', { duplicatesAtSource: ['1'], ...withText(OTHER_TEXT) });
    expect(linkOf(twin, aVacancy('1'))).toMatchObject({ kind: 'source-duplicate', score: 1 });
    expect(linkOf({ ...twin, source: 'forem' }, aVacancy('1', withText('een twee drie')))).toBeUndefined();
  });

  test('hold by every reference of a vacancy, at its own source alone', () => {
    const numbered = aVacancy('1', { aliases: ['70000001'], ...withText('een twee drie') });
    const twin = aVacancy('2', { duplicatesAtSource: ['70000001'], ...withText(OTHER_TEXT) });
    expect(linkOf(twin, numbered)).toMatchObject({ kind: 'source-duplicate', score: 1 });
    expect(linkOf(numbered, twin)).toMatchObject({ kind: 'source-duplicate', score: 1 });
    expect(linkOf({ ...twin, source: 'forem' }, numbered)).toBeUndefined();
    expect(linkOf(anEcho('9', '70000001', withText(OTHER_TEXT)), numbered)).toMatchObject({ kind: 'echo', score: 1 });
  });

  test('of one supplier join services, at one workplace only', () => {
    const supplier = aSupplier({ name: 'Kantoor', reference: 'K-1' });
    const [here, there] = [aVacancy('1', { supplier }), elsewhere({ supplier, ...withText(OTHER_TEXT) })];
    expect(linkOf(there, here)).toMatchObject({ kind: 'channel', score: 0.97 });
    expect(linkOf({ ...there, workplaces: inTown('9300', null) }, here)).toBeUndefined();
  });

  test('link every offer they name, and the first one stays', () => {
    const echo = anEcho('9', '1', { duplicatesAtSource: ['5'] });
    const candidates = [aCandidate(aVacancy('1'), 'of_b'), aCandidate(aVacancy('5', { source: 'forem' }), 'of_a')];
    expect(decide(signatureOf(echo), candidates)).toMatchObject({ decision: 'same', offerIds: ['of_a', 'of_b'] });
  });
});

describe('likeness', () => {
  test('joins services by enterprise number, place, title and text', () => {
    expect(linkOf(elsewhere(), aVacancy('1'))).toEqual({
      vacancyKey: 'vdab:1',
      offerId: 'of_1',
      kind: 'channel',
      score: 0.99,
      reasons: ['the same enterprise number', 'the same workplace', 'the same title', 'texts alike by 100 %'],
    });
  });

  test('joins a list row without a text, and calls it an echo where the row says so', () => {
    const row = elsewhere({
      descriptions: {},
      origin: {
        service: 'unknown',
        reference: null,
        hops: ['vdab', 'forem', 'actiris'],
        provenance: 'echo',
        channel: null,
      },
    });
    expect(linkOf(row, aVacancy('1'))).toMatchObject({ kind: 'echo', score: 0.92 });
  });

  test.each([
    ['another town', { workplaces: inTown('9300', 'Aalst') }],
    ['a region only', { workplaces: inTown(null, null) }],
    ['another contract', { contract: { type: 'student', codes: [], startDate: null, startsImmediately: null } }],
    ['another employer', { employer: anEmployer('Bakkerij De Gouden Korst', AGENCY) }],
    ['no employer and another text', { employer: anEmployer(null), ...withText(OTHER_TEXT) }],
    ['another title and text', { titles: { nl: 'Verkoper bakkerij' }, ...withText(OTHER_TEXT) }],
    [
      'another text of an employer known by name only',
      { employer: anEmployer('De Gouden Korst'), ...withText(OTHER_TEXT) },
    ],
    ['a title of another meaning in another language', { titles: { fr: 'Comptable' }, descriptions: {} }],
    ['a title with a mark that the other nowhere bears', { titles: { nl: 'Bakker nachtploeg' } }],
    ['a title with a word that the other nowhere says', { titles: { nl: 'Bakker viennoiserie' } }],
  ] satisfies [string, Partial<Vacancy>][])('does not reach over %s', (_, given) => {
    expect(linkOf(elsewhere(given), aVacancy('1'))).toBeUndefined();
  });

  test('does not overrule a supplier that tells the two apart', () => {
    const supplied = (reference: string) => ({ supplier: aSupplier({ name: 'Kantoor', reference }) });
    expect(linkOf(elsewhere(supplied('K-2')), aVacancy('1', supplied('K-1')))).toBeUndefined();
  });

  test('forgives a contract that was edited, where the text or the way the row came makes it sure', () => {
    const contract = { ...aVacancy('1').contract, type: 'fixed-term' as const };
    expect(linkOf(elsewhere({ contract }), aVacancy('1'))?.kind).toBe('channel');
    expect(linkOf(elsewhere({ contract, descriptions: {} }), aVacancy('1'))).toBeUndefined();
    expect(linkOf(elsewhere({ contract, employer: anEmployer(null) }), aVacancy('1'))).toBeUndefined();
    const { origin } = anEcho('77', '1');
    const row = { contract, descriptions: {}, origin: { ...origin, service: 'actiris', reference: null } };
    expect(linkOf(elsewhere(row), aVacancy('1'))?.kind).toBe('echo');
  });

  test('joins what a second supplier brings though the first is gone since', () => {
    const [first, second] = [aSupplier({ name: 'Kantoor', reference: 'K-1' }), aSupplier({ name: 'Jobsite' })];
    const gone = { ...signatureOf(aVacancy('1', { supplier: first })), withdrawn: '2026-10-20' };
    const candidate = { vacancyKey: 'vdab:1', offerId: 'of_1', signature: gone };
    const twin = (from: string) =>
      aVacancy('2', { supplier: second, publication: { created: null, modified: null, from, until: null } });
    expect(decide(signatureOf(twin('2026-10-05')), [candidate]).links[0]?.kind).toBe('channel');
    expect(decide(signatureOf(twin('2027-03-01')), [candidate]).links).toEqual([]);
  });

  test('takes a short word with a typing error for itself only where the texts are alike', () => {
    const bank = (title: string, given: Partial<Vacancy> = {}) => ({ titles: { nl: title }, ...given });
    const standing = aVacancy('1', bank('Adviseur bank'));
    expect(linkOf(elsewhere(bank('Adviseur bnk')), standing)?.kind).toBe('channel');
    expect(linkOf(elsewhere(bank('Adviseur bnk', withText(OTHER_TEXT))), standing)).toBeUndefined();
  });

  test('does not let a text that names a department stand in for it in the title', () => {
    const said = withText(`${TEXT} Je werkt samen met de boekhouding.`);
    const standing = aVacancy('1', said);
    expect(linkOf(elsewhere({ ...said, titles: { nl: 'Bakker boekhouding' } }), standing)).toBeUndefined();
  });

  test('joins two of one source only when nothing tells them apart', () => {
    expect(linkOf(aVacancy('2'), aVacancy('1'))).toMatchObject({ kind: 'repost', score: 0.99 });
    expect(linkOf(aVacancy('2', { positions: 3 }), aVacancy('1'))).toBeUndefined();
    expect(linkOf(aVacancy('2', withText(`${TEXT} ${OTHER_TEXT}`)), aVacancy('1'))).toBeUndefined();
  });

  test('joins two of one source that a second supplier brings', () => {
    const board = aSupplier({ name: 'Vacaturebord', reference: 'V-1' });
    const text = withText(TEXT.replace('want we leren je het vak zelf', 'je leert het bij ons'));
    expect(linkOf(aVacancy('2', { supplier: board, ...text }), aVacancy('1'))).toMatchObject({ kind: 'channel' });
  });

  test('knows a vacancy that comes back soon after it was withdrawn', () => {
    const gone = aCandidate(aVacancy('1'));
    const back = signatureOf(aVacancy('2', withText(TEXT.replace('graag', 'gewoonlijk'))));
    const withdrawn = (day: string) => [{ ...gone, signature: { ...gone.signature, withdrawn: day } }];
    expect(decide(back, withdrawn('2026-09-28')).links[0]).toMatchObject({ kind: 'repost', score: 0.99 });
    expect(decide(back, withdrawn('2026-02-01'))).toMatchObject({ decision: 'new', offerIds: [] });
  });

  test('chooses one offer among several that are alike, always the same one', () => {
    const candidates = [aCandidate(aVacancy('2')), aCandidate(aVacancy('1'))];
    expect(decide(signatureOf(elsewhere()), candidates).offerIds).toEqual(['of_1']);
    expect(decide(signatureOf(elsewhere()), candidates.toReversed()).offerIds).toEqual(['of_1']);
  });

  test('keeps out of an offer that holds another vacancy of the same source', () => {
    const other = aCandidate(elsewhere({ titles: { nl: 'Bakker nacht' } }), 'of_1');
    const arriving = aVacancy('78', { source: 'actiris' });
    expect(decide(signatureOf(arriving), [aCandidate(aVacancy('1')), other]).decision).toBe('new');
    expect(decide(signatureOf(arriving), [aCandidate(aVacancy('1'))]).decision).toBe('same');
  });

  test('never links a vacancy with its own earlier version', () => {
    expect(decide(signatureOf(aVacancy('1', { positions: 2 })), [aCandidate(aVacancy('1'))]).decision).toBe('new');
  });
});

describe('likeness without certainty', () => {
  const hidden = elsewhere({ employer: anEmployer('Werk Uitzendbureau') });

  test('takes the same words at the same place for one job when the employer is hidden', () => {
    expect(linkOf(hidden, aVacancy('1'))).toMatchObject({ kind: 'channel' });
  });

  test('leaves a hidden employer alone where two fit', () => {
    const other = aVacancy('2', { source: 'forem', employer: anEmployer('Bakkerij Peeters', AGENCY) });
    expect(decide(signatureOf(hidden), [aCandidate(aVacancy('1')), aCandidate(other)]).decision).toBe('new');
  });

  test('sees one job in titles of one meaning, and in a title that the text completes', () => {
    expect(linkOf(elsewhere({ titles: { fr: 'Boulanger' }, descriptions: {} }), aVacancy('1'))?.kind).toBe('channel');
    expect(linkOf(elsewhere({ titles: { nl: 'Bakker voor ons atelier' } }), aVacancy('1'))?.kind).toBe('channel');
  });

  test('sees codes of one occupation behind titles in two languages', () => {
    const coded = (title: string, from = '2026-10-02') => {
      const publication = { created: null, modified: null, from, until: null };
      return signatureOf(elsewhere({ titles: { fr: title }, descriptions: {}, publication }), ['coded:1']);
    };
    const candidate = { ...aCandidate(aVacancy('1')), signature: signatureOf(aVacancy('1'), ['coded:1']) };
    expect(decide(coded('Mitron'), [candidate]).links[0]?.reasons).toContain(
      'titles of one occupation by code, in two languages',
    );
    expect(decide(coded('Mitron'), [aCandidate(aVacancy('1'))]).decision).toBe('new');
    expect(decide(coded('Mitron', '2026-11-02'), [candidate]).decision).toBe('new');
    expect(decide(coded('Mitron au guichet'), [candidate]).decision).toBe('new');
  });

  test('takes a title that says more in another language for another job', () => {
    const row = (title: string) => elsewhere({ titles: { fr: title }, descriptions: {} });
    expect(linkOf(row('Boulanger'), aVacancy('1'))).toBeDefined();
    expect(linkOf(row('Boulanger guichet'), aVacancy('1'))).toBeUndefined();
    expect(linkOf(row('Boulanger achats'), aVacancy('1', { titles: { nl: 'Bakker verkoop' } }))).toBeUndefined();
    expect(linkOf(row('Boulanger achats'), aVacancy('1', { titles: { nl: 'Bakker aankoop' } }))).toBeDefined();
  });

  test('lets names, numbers and the day bear out a title that hints at one occupation', () => {
    const inFrench = (plain: string, from = '2026-10-02') =>
      elsewhere({
        titles: { fr: 'Boulanger guichet' },
        descriptions: { fr: { plain, html: null } },
        publication: { created: null, modified: null, from, until: null },
      });
    const inDutch = aVacancy('1', withText('Je werkt met SAP en HACCP in een 3x8 voor 2.750 euro.'));
    const french = 'Vous travaillez avec SAP et HACCP en 3x8 pour 2.750 euros.';
    expect(linkOf(inFrench(french), inDutch)?.reasons).toContain('titles that hint at one occupation in two languages');
    expect(linkOf(inFrench(french, '2026-11-20'), inDutch)).toBeUndefined();
    expect(linkOf(inFrench('Vous travaillez avec Odoo et VCA en 2x8.'), inDutch)).toBeUndefined();
  });

  test('leaves a job alone whose code fits two of another service', () => {
    const coded = (vacancy: Vacancy) => ({ ...aCandidate(vacancy), signature: signatureOf(vacancy, ['coded:1']) });
    const rows = ['Mitron', 'Panetier'].map((title, at) =>
      coded(aVacancy(`${at}`, { source: 'actiris', titles: { fr: title }, descriptions: {} })),
    );
    const arriving = signatureOf(aVacancy('1'), ['coded:1']);
    expect(rows.map((row) => decide(arriving, [row]).decision)).toEqual(['same', 'same']);
    expect(decide(arriving, rows).decision).toBe('new');
  });

  test('joins two that name one region alone only by the same title and text', () => {
    const region = { workplaces: [workplace({ country: 'BE', nuts: 'BE23' })] };
    expect(linkOf(elsewhere(region), aVacancy('1', region))?.reasons).toContain('the same region');
    expect(linkOf(elsewhere({ ...region, ...withText(OTHER_TEXT) }), aVacancy('1', region))).toBeUndefined();
  });

  test('does not take two jobs of one agency for one without their texts', () => {
    const agency = { employer: anEmployer('Werk Uitzendbureau') };
    expect(linkOf(elsewhere({ ...agency, descriptions: {} }), aVacancy('1', agency))).toBeUndefined();
  });

  test('joins a bare row of an agency when its code, its pay or its hours bear it out, and two that fit cancel out', () => {
    const occupations = [{ scheme: 'rome', code: 'D1102' }];
    const agency = { employer: anEmployer('Kantoor Interim'), occupations };
    const row = elsewhere({ ...agency, descriptions: {} });
    expect(linkOf(row, aVacancy('1', agency))?.kind).toBe('channel');
    expect(linkOf({ ...row, occupations: [] }, aVacancy('1', agency))).toBeUndefined();
    const two = [aVacancy('1', agency), aVacancy('2', { ...agency, ...withText(OTHER_TEXT) })];
    expect(
      decide(
        signatureOf(row),
        two.map((each) => aCandidate(each)),
      ).decision,
    ).toBe('new');
  });

  test('does not see a town twice under its two names', () => {
    const row = elsewhere({ workplaces: inTown(null, 'Gand') });
    expect(linkOf(row, aVacancy('1', { workplaces: inTown(null, 'Gent') }))?.kind).toBe('channel');
  });
});

describe('rules of operators', () => {
  test('merge what nothing else joins, and split what a reference joins', () => {
    const rules = operatorRules([['vdab:1', 'vdab:2']], [['vdab:1', 'forem:9']]);
    const stranger = aVacancy('2', { titles: { nl: 'Kapper' }, workplaces: inTown('9300', null) });
    const merged = decide(signatureOf(stranger), [aCandidate(aVacancy('1'))], rules);
    expect(merged.links[0]).toMatchObject({ kind: 'operator', score: 1, reasons: ['an operator merged them'] });
    expect(decide(signatureOf(anEcho('9', '1')), [aCandidate(aVacancy('1'))], rules).decision).toBe('new');
  });

  test('keep a vacancy out of every offer that holds what it is split from', () => {
    const rules = operatorRules([], [['vdab:1', 'forem:9']]);
    const other = aCandidate(aVacancy('5', { source: 'jobboard' }), 'of_1');
    const echo = signatureOf(anEcho('9', '5', { origin: { ...anEcho('9', '5').origin, service: 'jobboard' } }));
    expect(decide(echo, [other]).decision).toBe('same');
    expect(decide(echo, [aCandidate(aVacancy('1'), 'of_1'), other], rules).decision).toBe('new');
  });

  test('keep two offers apart that a third vacancy names both', () => {
    const rules = operatorRules([], [['vdab:1', 'forem:5']]);
    const echo = signatureOf(anEcho('9', '1', { source: 'forem', duplicatesAtSource: ['5'] }));
    const candidates = [aCandidate(aVacancy('1'), 'of_1'), aCandidate(aVacancy('5', { source: 'forem' }), 'of_5')];
    expect(decide(echo, candidates).offerIds).toEqual(['of_1', 'of_5']);
    expect(decide(echo, candidates, rules).offerIds).toHaveLength(1);
  });

  test('bring together under keys what nothing else does', () => {
    const rules = operatorRules([['vdab:1', 'vdab:2']], []);
    const strangers = ['1', '2'].map((reference) =>
      aVacancy(reference, { titles: {}, descriptions: {}, employer: anEmployer(null) }),
    );
    const [one, other] = strangers.map((each) => matchKeysOf(each, signatureOf(each), rules));
    expect(one?.some((key) => other?.includes(key))).toBe(true);
  });
});

describe('a comparison', () => {
  const option = <T>(...values: T[]) => fc.constantFrom(...values);
  const vacancy = fc
    .record({
      source: option('vdab', 'actiris'),
      reference: option('1', '2', '3'),
      origin: option(null, 'vdab:1', 'vdab:2'),
      number: option(null, BAKERY, AGENCY),
      name: option(null, 'De Gouden Korst', 'De Gouden Korst Gent'),
      postcode: option(null, '9000', '9300'),
      title: option('Bakker', 'Bakker nacht'),
      text: option(TEXT, OTHER_TEXT, ''),
      duplicatesAtSource: option([], ['1'], ['2', '3']),
    })
    .map(({ origin, number, name, postcode, title, text, ...rest }): Vacancy => {
      const [service = '', reference = ''] = origin?.split(':') ?? [rest.source, rest.reference];
      return aVacancy(rest.reference, {
        ...rest,
        origin: { service, reference, hops: [service], provenance: 'own', channel: null },
        employer: anEmployer(name, number),
        workplaces: inTown(postcode, null),
        titles: { nl: title },
        ...withText(text),
      });
    });

  test('gives the same answer from either side', () => {
    fc.assert(
      fc.property(vacancy, vacancy, (one, other) => {
        const [there, back] = [linkOf(one, other), linkOf(other, one)];
        expect([there?.kind, there?.score]).toEqual([back?.kind, back?.score]);
      }),
      { numRuns: 500 },
    );
  });
});
