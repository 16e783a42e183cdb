import { type PartnerOffer, partnerOfferSchema } from '@relais/policy';
import fc from 'fast-check';
import { maskedOffer } from '../../src/formats/port.ts';

/** Text with everything that is awkward to write: control characters, half surrogate pairs, markup, separators. */
export const awkwardText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    '\u0000\uD800 ]]> <a href="x">&amp;</a>',
    '=HYPERLINK("http://x")',
    ' \t@SUM(A1)',
    'een, "twee"\r\ndrie|vier',
    '</script><!--',
    '\uFFFE\uFFFF\u000B\u2028',
  ),
);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const code = fc.record({ scheme: fc.constantFrom('rome', 'nace', 'isco08', 'other'), code: awkwardText });
const dayOrInstant = fc.constantFrom('2026-11-22', '2026-11-22T23:30:00.000Z', '2027-01-31');
const language = fc.constantFrom('nl', 'fr', 'de', 'en', 'und');
const labelled = fc.array(fc.record({ language, text: awkwardText }), { maxLength: 2 });
const equivalent = fc.record({
  code: fc.constantFrom('M1805', '2512', 'http://data.europa.eu/esco/occupation/abc', 'D110201-1'),
  relation: fc.constantFrom('exact' as const, 'broader' as const),
  score: fc.constantFrom(0, 0.5, 1),
});
const equivalents = fc.array(equivalent, { maxLength: 2 });

const workplace = fc.record({
  country: maybe(fc.constantFrom('BE', 'FR')),
  postcode: maybe(awkwardText),
  municipality: maybe(awkwardText),
  municipalityCode: maybe(fc.constant('21004')),
  nuts: maybe(fc.constantFrom('BE10', 'BE336')),
  latitude: maybe(fc.double({ min: -90, max: 90, noNaN: true })),
  longitude: maybe(fc.double({ min: -180, max: 180, noNaN: true })),
});

const requirements = fc.record({
  experience: maybe(fc.record({ months: maybe(fc.nat({ max: 5000 })), code: maybe(code) })),
  studies: fc.array(fc.record({ isced: maybe(fc.nat({ max: 8 })), code }), { maxLength: 2 }),
  languages: fc.array(
    fc.record({
      language: fc.constantFrom('nl', 'fr'),
      level: maybe(fc.constantFrom('A1', 'C2')),
      required: fc.boolean(),
    }),
    { maxLength: 2 },
  ),
  drivingLicences: fc.array(fc.record({ category: fc.constantFrom('B', 'BE', 'C1E'), required: fc.boolean() }), {
    maxLength: 2,
  }),
  skills: fc.array(fc.record({ code, required: fc.boolean() }), { maxLength: 2 }),
  certificates: fc.array(code, { maxLength: 1 }),
});

const contact = fc.record({
  name: maybe(awkwardText),
  role: maybe(awkwardText),
  email: maybe(awkwardText),
  telephone: maybe(awkwardText),
  postalAddress: maybe(awkwardText),
});

/** Any view that policy could make. */
export const anyOffer: fc.Arbitrary<PartnerOffer> = fc
  .record({
    id: fc.constantFrom('of_1', 'of_2'),
    flags: fc.record({
      interregionalHelp: fc.array(awkwardText, { maxLength: 2 }),
      activeManagement: fc.boolean(),
      international: fc.boolean(),
    }),
    origin: fc.record({ service: fc.constantFrom('vdab', 'forem'), reference: maybe(awkwardText) }),
    url: maybe(awkwardText),
    titles: fc.uniqueArray(fc.record({ language, text: awkwardText }), {
      maxLength: 3,
      selector: (each) => each.language,
    }),
    descriptions: fc.uniqueArray(fc.record({ language, plain: awkwardText, html: maybe(awkwardText) }), {
      maxLength: 3,
      selector: (each) => each.language,
    }),
    employer: fc.record({
      name: maybe(awkwardText),
      enterpriseNumber: maybe(fc.constant('0403019261')),
      sectors: fc.array(code, { maxLength: 2 }),
      description: maybe(awkwardText),
    }),
    workplaces: fc.array(workplace, { maxLength: 2 }),
    occupations: fc.record({
      competent: fc.array(
        fc.record({ uuid: fc.uuid(), code: fc.constant('OP-12'), score: fc.constant(0.9), labels: labelled }),
        { maxLength: 2 },
      ),
      competent1: equivalents,
      esco: equivalents,
      isco: equivalents,
      rome: equivalents,
      competences: fc.array(
        fc.record({ uuid: fc.uuid(), code: fc.constant('KN-1'), score: fc.constant(0.5), labels: labelled }),
        { maxLength: 2 },
      ),
      native: fc.array(code, { maxLength: 2 }),
      confidence: fc.constant(0.8),
      automatic: fc.boolean(),
    }),
    contract: fc.record({
      type: maybe(fc.constantFrom('permanent', 'temporary-agency', 'apprenticeship', 'other')),
      codes: fc.array(code, { maxLength: 1 }),
      startDate: maybe(dayOrInstant),
      startsImmediately: maybe(fc.boolean()),
    }),
    workingTime: fc.record({
      regime: maybe(fc.constantFrom('full-time', 'part-time', 'any')),
      hoursPerWeek: maybe(fc.constantFrom(38, 19.5)),
      shifts: fc.array(code, { maxLength: 1 }),
    }),
    positions: fc.integer({ min: 1, max: 100_000 }),
    requirements,
    pay: maybe(
      fc.record({
        minimum: maybe(fc.constantFrom(0, 2500.5)),
        maximum: maybe(fc.constant(1e6)),
        currency: fc.constant('EUR'),
        period: fc.constantFrom('hour', 'month'),
      }),
    ),
    payText: maybe(awkwardText),
    application: fc.record({ url: maybe(awkwardText), instructions: maybe(awkwardText) }),
    contact: maybe(contact),
    publication: fc.record({ created: maybe(dayOrInstant), from: maybe(dayOrInstant), until: maybe(dayOrInstant) }),
    licence: maybe(
      fc.record({ identifier: fc.constant('CC-BY-SA-4.0'), attribution: maybe(awkwardText), shareAlike: fc.boolean() }),
    ),
    references: fc.array(fc.record({ source: fc.constantFrom('vdab', 'actiris'), reference: awkwardText }), {
      maxLength: 2,
    }),
  })
  .map((offer) => partnerOfferSchema.parse(offer));

/** A view that holds something everywhere. */
export function fullOffer(known: Partial<PartnerOffer> = {}): PartnerOffer {
  return partnerOfferSchema.parse({
    ...maskedOffer('of_1'),
    flags: { interregionalHelp: ['W', 'C'], activeManagement: true, international: true },
    origin: { service: 'vdab', reference: 'V-71780743' },
    url: 'https://werk.example/vacatures/71780743',
    titles: [
      { language: 'fr', text: 'Boulanger & pâtissier' },
      { language: 'nl', text: 'Bakker' },
    ],
    descriptions: [
      { language: 'fr', plain: 'Cuire le pain.', html: '<p>Cuire le pain.</p>' },
      { language: 'nl', plain: 'Brood bakken.', html: null },
    ],
    employer: {
      name: 'Boulangerie du Coin',
      enterpriseNumber: '0403019261',
      sectors: [{ scheme: 'nace', code: '10711' }],
      description: 'Maison fondée en 1950.',
    },
    workplaces: [
      {
        country: 'BE',
        postcode: '1000',
        municipality: 'Bruxelles',
        municipalityCode: '21004',
        nuts: 'BE10',
        latitude: 50.85,
        longitude: -4.35,
      },
    ],
    occupations: {
      competent: [{ uuid: '6c4b', code: 'OP-12', score: 0.9, labels: [{ language: 'fr', text: 'Boulanger' }] }],
      competent1: [{ code: 'D110201-1', relation: 'close', score: 0.8 }],
      esco: [{ code: 'http://data.europa.eu/esco/occupation/abc', relation: 'exact', score: 0.9 }],
      isco: [{ code: '7512', relation: 'broader', score: 0.7 }],
      rome: [{ code: 'D1102', relation: 'broader', score: 0.7 }],
      competences: [{ uuid: 'u1', code: 'KN-1', score: 0.5, labels: [{ language: 'fr', text: 'Pétrir' }] }],
      native: [{ scheme: 'competent1', code: 'D110201-1', label: 'Boulanger' }],
      confidence: 0.88,
      automatic: true,
    },
    contract: { type: 'permanent', codes: [], startDate: '2027-01-04', startsImmediately: false },
    workingTime: { regime: 'full-time', hoursPerWeek: 38, shifts: [{ scheme: 'hr-xml-shift', code: 'x:Night Work' }] },
    positions: 2,
    requirements: {
      experience: { months: 24, code: null },
      studies: [{ isced: 3, code: { scheme: 'isced2011', code: '3', label: 'Secondaire' } }],
      languages: [{ language: 'fr', level: 'B2', required: true }],
      drivingLicences: [{ category: 'BE', required: false }],
      skills: [{ code: { scheme: 'competent1-competence', code: 'S-1', label: 'Pétrir' }, required: true }],
      certificates: [],
    },
    pay: { minimum: 2400, maximum: 2900, currency: 'EUR', period: 'month' },
    payText: 'Chèques-repas',
    application: { url: 'https://werk.example/solliciter', instructions: 'Envoyez votre CV.' },
    contact: {
      name: 'Ann Peeters',
      role: 'HR',
      email: 'ann@bakery.example',
      telephone: '+32 2 555 12 34',
      postalAddress: 'Rue Haute 1, 1000 Bruxelles',
    },
    publication: { created: '2026-11-20', from: '2026-11-21', until: '2026-12-31' },
    licence: { identifier: 'CC-BY-SA-4.0', attribution: 'Le Forem', shareAlike: true },
    references: [{ source: 'vdab', reference: 'V-71780743' }],
    ...known,
  });
}
