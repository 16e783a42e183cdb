import { describe, expect, test } from 'vitest';
import { judge } from '../src/index.ts';
import { coding, member, offer, partner, subscription, vacancy } from './offers.ts';

const anything = subscription();
const reasonFor = (...args: Parameters<typeof judge>) => {
  const judgement = judge(...args);
  return judgement.held ? null : judgement.reason;
};

describe('an offer with nothing to show', () => {
  test.each([
    ['closed', offer({ status: 'closed', members: [], vacancy: null })],
    ['merged', offer({ status: 'merged', mergedInto: 'of_2', members: [] })],
    ['no-content', offer({ vacancy: null })],
    ['no-content', offer({ members: [] })],
  ])('is not held: %s', (reason, absent) => {
    expect(reasonFor(absent, partner(), anything)).toBe(reason);
  });
});

describe('an echo', () => {
  const actiris = partner({ service: 'actiris' });

  test.each([
    ['its origin', offer({ members: [member({ source: 'actiris' })] })],
    ['a service on its way', offer({ members: [member({ origin: { hops: ['forem', 'actiris', 'vdab'] } })] })],
    ['the origin of a twin', offer({ members: [member(), member({ source: 'actiris', reference: 'x' })] })],
    ['a service that once showed it', offer({ formerMembers: ['actiris:9', 'vdab:2'] })],
  ])('never goes back to %s', (_where, echoed) => {
    expect(reasonFor(echoed, actiris, anything)).toBe('echo');
  });

  test('is none for a partner that is no service, or another one', () => {
    const fromActiris = offer({ members: [member({ source: 'actiris' })] });
    expect(judge(fromActiris, partner(), anything).held).toBe(true);
    expect(judge(fromActiris, partner({ service: 'forem' }), anything).held).toBe(true);
  });
});

describe('policy', () => {
  test('allows everything but share-alike data unless told otherwise', () => {
    const forem = vacancy({ licence: { identifier: 'CC-BY-SA-4.0', attribution: 'Le Forem', shareAlike: true } });
    expect(judge(offer(), partner(), anything).held).toBe(true);
    expect(reasonFor(offer({ vacancy: forem }), partner(), anything)).toBe('share-alike');
    const accepting = partner({ policy: { acceptShareAlike: true } });
    expect(judge(offer({ vacancy: forem }), accepting, anything).held).toBe(true);
  });

  test.each([
    ['origin-denied', { origins: { deny: ['vdab'] } }],
    ['origin-denied', { origins: { allow: ['forem'] } }],
    ['source-denied', { sources: { deny: ['vdab'] } }],
    ['supplier-denied', { suppliers: [{ origins: ['vdab'], deny: ['commercial'] }] }],
    ['supplier-denied', { suppliers: [{ deny: ['agency', 'commercial'] }] }],
    ['too-many-hops', { maxHops: 1 }],
  ])('keeps back by %s', (reason, policy) => {
    const commercial = member({ supplierType: 'commercial', origin: { hops: ['forem', 'vdab'] } });
    expect(reasonFor(offer({ members: [commercial] }), partner({ policy }), anything)).toBe(reason);
  });

  test('applies a supplier rule to its origins only', () => {
    const rule = { suppliers: [{ origins: ['vdab'], deny: ['commercial'] }] };
    const agency = member({ source: 'forem', supplierType: 'commercial' });
    expect(judge(offer({ members: [agency] }), partner({ policy: rule }), anything).held).toBe(true);
    expect(judge(offer(), partner({ policy: rule }), anything).held).toBe(true);
  });

  test('is not swayed by a denied twin, and does not name it', () => {
    const twin = member({ reference: 'board-7', supplierType: 'commercial' });
    const rules = partner({ policy: { suppliers: [{ deny: ['commercial'] }] } });
    const judgement = judge(offer({ members: [member(), twin] }), rules, anything);
    expect(judgement).toMatchObject({ held: true, view: { references: [{ source: 'vdab', reference: 'r-1' }] } });
  });

  test("honours an employer's refusal at any member unless told not to", () => {
    const refused = offer({ members: [member(), member({ reference: 'r-2', redistributionRefused: true })] });
    expect(reasonFor(refused, partner(), anything)).toBe('redistribution-refused');
    expect(judge(refused, partner({ policy: { honourRefusal: false } }), anything).held).toBe(true);
  });
});

describe('filter', () => {
  test.each([
    ['other-origin', { origins: ['forem'] }],
    ['other-language', { languages: ['de'] }],
    ['other-place', { countries: ['FR'] }],
    ['other-place', { postcodes: ['9'] }],
    ['other-place', { nuts: ['BE2'] }],
    ['other-place', { countries: ['FR'], postcodes: ['1'] }],
    ['other-contract', { contractTypes: ['student' as const] }],
    ['other-occupation', { competent: ['OP-2'] }],
    ['other-occupation', { isco: ['2'], rome: ['M'] }],
    ['low-confidence', { minimumConfidence: 0.9 }],
  ])('leaves out by %s', (reason, filter) => {
    expect(reasonFor(offer(), partner(), subscription(filter))).toBe(reason);
  });

  test.each([
    { origins: ['vdab'], languages: ['de', 'fr'], countries: ['BE'], contractTypes: ['permanent' as const] },
    { postcodes: ['9', '10'] },
    { postcodes: ['9'], nuts: ['BE1'] },
    { competent: ['6c4b'] },
    { competent: ['D11'] },
    { competent: ['OP-99'], isco: ['75'] },
    { esco: ['http://data.europa.eu/esco/occupation/a'] },
    { minimumConfidence: 0.876 },
  ])('keeps what matches: %j', (filter) => {
    expect(judge(offer(), partner(), subscription(filter)).held).toBe(true);
  });

  test('an unmapped offer passes when no code is asked for, and matches none when one is', () => {
    const unmapped = offer({ coding: null });
    expect(judge(unmapped, partner(), anything).held).toBe(true);
    expect(reasonFor(unmapped, partner(), subscription({ isco: ['7'] }))).toBe('other-occupation');
    expect(
      reasonFor(offer({ coding: coding({ competent: [] }) }), partner(), subscription({ competent: ['OP'] })),
    ).toBe('other-occupation');
  });
});
