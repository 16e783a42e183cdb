import type { PartnerOffer } from '@relais/policy';
import type { FormatItem } from '../../src/index.ts';
import { fullOffer } from './arbitrary-offer.ts';

const example: PartnerOffer = fullOffer({
  id: 'of_42',
  flags: { interregionalHelp: ['W'], activeManagement: true, international: false },
  origin: { service: 'vdab', reference: '71780743' },
  titles: [{ language: 'nl', text: 'Bakker' }],
  descriptions: [{ language: 'nl', plain: 'Brood bakken.', html: '<p>Brood bakken.</p>' }],
  employer: { name: 'Bakkerij De Hoek', enterpriseNumber: '0403019261', sectors: [], description: null },
  workplaces: [
    {
      country: 'BE',
      postcode: '1000',
      municipality: 'Brussel',
      municipalityCode: '21004',
      nuts: 'BE10',
      latitude: null,
      longitude: null,
    },
  ],
  occupations: {
    competent: [],
    competent1: [],
    esco: [],
    isco: [{ code: '7512', relation: 'exact', score: 0.9 }],
    rome: [{ code: 'D1102', relation: 'close', score: 0.8 }],
    competences: [{ code: 'KN-1', uuid: 'u1', score: 0.6, labels: [{ language: 'nl', text: 'Deeg kneden' }] }],
    native: [],
    confidence: 0.88,
    automatic: true,
  },
  contract: { type: 'permanent', codes: [], startDate: null, startsImmediately: true },
  workingTime: { regime: 'full-time', hoursPerWeek: 38, shifts: [] },
  positions: 2,
  requirements: {
    experience: { months: 24, code: null },
    studies: [],
    languages: [{ language: 'nl', level: 'B1', required: true }],
    drivingLicences: [],
    skills: [],
    certificates: [],
  },
  pay: { minimum: 2400, maximum: 2900, currency: 'EUR', period: 'month' },
  payText: null,
  application: { url: 'https://jobs.example/42', instructions: null },
  contact: null,
  licence: { identifier: 'CC-BY-SA-4.0', attribution: 'Le Forem', shareAlike: true },
  references: [{ source: 'vdab', reference: '71780743' }],
});

/** The offer of the examples in `docs/formats.md`. */
export const exampleItem: FormatItem = {
  key: 'jobs-all_of_42_3',
  offerId: 'of_42',
  revision: 3,
  content: JSON.stringify(example),
};
