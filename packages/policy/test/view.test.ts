import { canonicalJson, contentHash } from '@relais/runtime';
import type { Offer } from '@relais/vacancy';
import { array, assert, constantFrom, property, record, shuffledSubarray, subarray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge, type PartnerOffer, partnerOfferSchema, viewHash, viewText } from '../src/index.ts';
import { member, offer, partner, subscription, vacancy } from './offers.ts';

const contact = { name: 'An Peeters', role: 'HR', email: 'an@example.org', telephone: '02 555', postalAddress: null };

function viewFor(judged: Offer, settings: Record<string, unknown> = {}): PartnerOffer {
  const judgement = judge(judged, partner(settings), subscription());
  if (!judgement.held) throw new Error(judgement.reason);
  return judgement.view;
}

const hashOf = (judged: Offer, settings: Record<string, unknown> = {}) => viewHash(viewFor(judged, settings));

describe("a partner's view", () => {
  test('fits its published schema', () => {
    const view = viewFor(offer({ contact }), { policy: { contactData: 'all' } });
    expect(partnerOfferSchema.parse(view)).toEqual(view);
  });

  test('shows the flags that put an offer first in line', () => {
    const flags = {
      interregionalHelp: ['B'],
      activeManagement: true,
      international: false,
      redistributionRefused: false,
    };
    expect(viewFor(offer({ vacancy: vacancy({ flags }) })).flags).toEqual({
      interregionalHelp: ['B'],
      activeManagement: true,
      international: false,
    });
  });

  test('has texts and labels in the wanted languages, best first', () => {
    const view = viewFor(offer(), { languages: ['fr', 'nl'] });
    expect(view.titles.map((title) => title.language)).toEqual(['fr', 'nl']);
    expect(view.occupations.competent[0]?.labels).toEqual([
      { language: 'fr', text: 'Boulanger' },
      { language: 'nl', text: 'Bakker' },
    ]);
    expect(view.occupations.competences).toEqual([
      {
        code: 'KN-1',
        uuid: 'u1',
        score: 0.61,
        labels: [
          { language: 'fr', text: 'Pétrir' },
          { language: 'nl', text: 'Deeg kneden' },
        ],
      },
    ]);
    expect(view.descriptions).toEqual([{ language: 'nl', plain: 'Brood bakken.', html: '<p>Brood bakken.</p>' }]);
  });

  test('falls back to one other language where the wanted ones are missing', () => {
    const view = viewFor(offer(), { languages: ['en'] });
    expect(view.titles).toEqual([{ language: 'nl', text: 'Bakker' }]);
    expect(view.descriptions).toHaveLength(1);
  });

  test('has every language when none is preferred', () => {
    const mixed = vacancy({ titles: { und: 'x', en: 'Baker', fr: 'Boulanger', da: 'Bager' } });
    expect(viewFor(offer({ vacancy: mixed })).titles.map((title) => title.language)).toEqual(['fr', 'en', 'da', 'und']);
  });

  test.each([
    ['none', null],
    ['application-only', { ...contact, name: null, role: null }],
    ['all', contact],
  ])('releases contact data: %s', (contactData, released) => {
    expect(viewFor(offer({ contact }), { policy: { contactData } }).contact).toEqual(released);
  });

  test('masks addresses and telephone numbers in the texts of an offer for who may not have contact data', () => {
    const text = 'Mail an@example.org or call 0475 12 34 56.';
    const masked = 'Mail [e-mail] or call [telephone].';
    const written = vacancy({
      titles: { en: `Baker (${text})` },
      descriptions: { en: { plain: text, html: `<p>${text}</p>` } },
      employer: { name: 'Bakery', enterpriseNumber: null, sectors: [], description: text },
      application: { url: 'https://example.org/jobs/0475123456', instructions: text },
    });
    const textsFor = (contactData: string, given: Offer['contact'] = null) => {
      const view = viewFor(offer({ vacancy: written, contact: given }), { policy: { contactData } });
      const { titles, descriptions, employer, application } = view;
      return [titles[0]?.text, descriptions[0]?.plain, descriptions[0]?.html, employer?.description, application];
    };
    const url = 'https://example.org/jobs/0475123456';
    const shown = (words: string) => [
      ...[`Baker (${words})`, words, `<p>${words}</p>`, words],
      { url, instructions: words },
    ];
    expect(textsFor('none')).toEqual(shown(masked));
    expect(textsFor('none', contact)).toEqual(shown(masked));
    expect(textsFor('application-only')).toEqual(shown(text));
    expect(textsFor('all', contact)).toEqual(shown(text));
    expect(textsFor('all', { ...contact, until: '2020-01-01' })).toEqual(shown(masked));
  });

  test('masks them in names, labels and words of pay, and gives no link that holds an e-mail address', () => {
    const words = 'Mail an@example.org';
    const code = { scheme: 'skill', code: words, label: words };
    const written = vacancy({
      url: 'https://example.org/jobs?to=an%40example.org',
      employer: { name: words, enterpriseNumber: null, sectors: [], description: null },
      requirements: { ...vacancy().requirements, skills: [{ code, required: true }], certificates: [code] },
      payText: words,
      application: { url: 'https://wa.me/32475123456?text=example.org', instructions: null },
    });
    const view = viewFor(offer({ vacancy: written }), { policy: { contactData: 'none' } });
    expect(JSON.stringify(view)).not.toContain('example.org');
    expect(view.requirements.certificates).toEqual([
      { scheme: 'skill', code: 'Mail [e-mail]', label: 'Mail [e-mail]' },
    ]);
    const released = viewFor(offer({ vacancy: written }), { policy: { contactData: 'application-only' } });
    expect(released).toMatchObject({ url: written.url, application: written.application, payText: words });
  });

  test('masks them in codes of any kind, with a label or without, and in names of places', () => {
    const words = 'Bel 0475 12 34 56';
    const written = { scheme: 'own', code: words };
    const { employer, workplaces, contract, workingTime, requirements } = vacancy();
    const hidden = vacancy({
      employer: { ...employer, sectors: [written] },
      workplaces: workplaces.map((place) => ({ ...place, municipality: words })),
      occupations: [{ ...written, label: words }],
      contract: { ...contract, codes: [written, { scheme: 'own', code: '03', label: words }] },
      workingTime: { ...workingTime, shifts: [written] },
      requirements: {
        ...requirements,
        experience: { months: null, code: written },
        studies: [{ isced: 3, code: written }],
      },
    });
    const view = viewFor(offer({ vacancy: hidden }), { policy: { contactData: 'none' } });
    expect(JSON.stringify(view)).not.toContain('0475');
    expect(view.contract.codes[1]).toEqual({ scheme: 'own', code: '03', label: 'Bel [telephone]' });
    expect(JSON.stringify(viewFor(offer({ vacancy: hidden }), { policy: { contactData: 'all' } }))).toContain('0475');
  });

  test('masks them in HTML where tags stand within them', () => {
    const html =
      '<p>Mail an<b>@</b>example.org, call 0475 <i>12 34 56</i></p><p><a href="https://wa.example">or</a></p>';
    const written = vacancy({ descriptions: { en: { plain: 'x', html } } });
    const view = viewFor(offer({ vacancy: written }), { policy: { contactData: 'none' } });
    expect(view.descriptions[0]?.html).toBe(
      '<p>Mail [e-mail]<b></b>, call [telephone]<i></i></p><p><a href="https://wa.example">or</a></p>',
    );
  });

  test('has contact data to the end of its last day, and is one object with that of who never had it from then on', () => {
    const until = '2026-06-30';
    const marked = offer({ contact: { ...contact, purpose: 'application', until } });
    const viewAt = (moment: string, contactData: string) => {
      const judgement = judge(marked, partner({ policy: { contactData } }), subscription(), Date.parse(moment));
      return judgement.held ? judgement.view : null;
    };
    expect(viewAt('2026-06-30T23:59:59Z', 'all')?.contact).toMatchObject({ name: 'An Peeters', until });
    expect(viewAt('2026-07-01T00:00:00Z', 'all')?.contact).toBeNull();
    expect(viewAt('2026-07-01T00:00:00Z', 'all')).toBe(viewAt('2026-06-01T00:00:00Z', 'none'));
  });

  test('has no contact at all when only a name was given and names stay back', () => {
    const named = offer({ contact: { ...contact, email: null, telephone: null } });
    expect(viewFor(named, { policy: { contactData: 'application-only' } }).contact).toBeNull();
  });

  test('carries licence and attribution', () => {
    const licence = { identifier: 'CC-BY-SA-4.0', attribution: 'Le Forem', shareAlike: true };
    const view = viewFor(offer({ vacancy: vacancy({ licence }) }), { policy: { acceptShareAlike: true } });
    expect(view.licence).toEqual(licence);
  });

  test('is one object for partners that see the same', () => {
    const shared = offer();
    expect(viewFor(shared)).toBe(viewFor(shared, { id: 'forem', service: 'forem' }));
    expect(viewFor(shared)).not.toBe(viewFor(shared, { languages: ['fr'] }));
  });
});

describe("the view's hash", () => {
  test('is the content hash of the view, for every partner that looks at the offer', () => {
    const seen = {
      languages: subarray(['nl', 'fr', 'de', 'und']),
      contactData: constantFrom('none', 'application-only', 'all'),
    };
    const seldom = vacancy({
      titles: { und: 'x', fr: 'Boulanger', nl: 'Bakker' },
      payText: 'naar \u201cbarema\u201d \u20ac',
    });
    const shown = [
      offer({ contact }),
      offer({ vacancy: seldom, coding: null }),
      offer({ members: [member(), member({ source: 'forem' })] }),
    ];
    assert(
      property(constantFrom(...shown), array(record(seen), { minLength: 1 }), (judged, partners) => {
        for (const { languages, contactData } of partners) {
          const view = viewFor(judged, { languages, policy: { contactData } });
          expect(viewHash(view)).toBe(contentHash(structuredClone(view)));
          expect(viewText(view)).toBe(canonicalJson(structuredClone(view)));
        }
      }),
    );
  });

  test('is blind to what the partner does not see', () => {
    const plain = hashOf(offer());
    expect(hashOf(offer({ version: 9, fence: 4, changedAt: '2026-12-01T00:00:00.000Z' }))).toBe(plain);
    expect(hashOf(offer({ contact }))).toBe(plain);
    expect(hashOf(offer({ vacancy: vacancy({ sourceVersion: '7', unknownCodes: ['x=1'] }) }))).toBe(plain);
    const { publication } = vacancy();
    expect(hashOf(offer({ vacancy: vacancy({ publication: { ...publication, modified: '2026-11-01' } }) }))).toBe(
      plain,
    );
    const french = { languages: ['fr'] };
    const retitled = vacancy({ titles: { nl: 'Bakker m/v', fr: 'Boulanger' } });
    expect(hashOf(offer({ vacancy: retitled }), french)).toBe(hashOf(offer(), french));
    expect(hashOf(offer({ vacancy: retitled }))).not.toBe(plain);
  });

  test('does not depend on the order of members behind the leading one, nor of languages', () => {
    const twins = ['a', 'b', 'c', 'd'].map((reference) => member({ reference }));
    const titles = [
      ['nl', 'Bakker'],
      ['fr', 'Boulanger'],
      ['en', 'Baker'],
    ] as const;
    const expected = hashOf(
      offer({ members: [member(), ...twins], vacancy: vacancy({ titles: Object.fromEntries(titles) }) }),
    );
    assert(
      property(
        shuffledSubarray(twins, { minLength: 4 }),
        shuffledSubarray([...titles], { minLength: 3 }),
        (members, shuffled) => {
          const reordered = offer({
            members: [member(), ...members],
            vacancy: vacancy({ titles: Object.fromEntries(shuffled) }),
          });
          expect(hashOf(reordered)).toBe(expected);
        },
      ),
    );
  });
});
