import { emptyVacancy, type Offer, type Vacancy, type VacancyObserved, vacancyHash, workplace } from '../src/index.ts';

/** A vacancy with every group filled in, changed where a test says so. */
export function vacancyWith(changes: Partial<Vacancy> = {}): Vacancy {
  return {
    ...emptyVacancy('vdab', '6815551'),
    sourceVersion: '7',
    titles: { nl: 'Lasser', fr: 'Soudeur' },
    descriptions: { nl: { plain: 'Je last.', html: '<p>Je last.</p>' } },
    employer: { name: 'Staalhuis', enterpriseNumber: '0403019261', sectors: [], description: null },
    occupations: [{ scheme: 'rome', code: 'H2913', label: 'Soudage' }],
    workplaces: [workplace({ country: 'BE', postcode: '9000', nuts: 'BE234' })],
    pay: { minimum: 17.5, maximum: null, currency: 'EUR', period: 'hour' },
    publication: { created: '2026-03-01', modified: '2026-03-02T08:00:00.000Z', from: '2026-03-01', until: null },
    ...changes,
  };
}

export const CONTACT = {
  name: 'An Peeters',
  role: null,
  email: 'an@staalhuis.example',
  telephone: '+32 470 00 00 00',
  postalAddress: null,
};

export function observedWith(changes: Partial<VacancyObserved> = {}): VacancyObserved {
  const vacancy = vacancyWith();
  return {
    type: 'vacancy.observed',
    source: vacancy.source,
    reference: vacancy.reference,
    version: 3,
    contentHash: vacancyHash(vacancy, CONTACT),
    batchId: 'batch-1',
    observedAt: '2026-03-02T09:00:00.000Z',
    vacancy,
    contact: CONTACT,
    ...changes,
  };
}

export function offerWith(changes: Partial<Offer> = {}): Offer {
  const vacancy = vacancyWith();
  return {
    id: 'of_1',
    version: 2,
    fence: 0,
    status: 'open',
    mergedInto: null,
    members: [
      {
        source: vacancy.source,
        reference: vacancy.reference,
        version: 3,
        origin: vacancy.origin,
        supplierType: 'unknown',
        redistributionRefused: false,
        reason: 'founder',
      },
    ],
    formerMembers: [],
    vacancy,
    contact: null,
    coding: {
      competent: [{ uuid: '4f0c', code: 'OP-1', score: 0.9, labels: { nl: 'Lasser' } }],
      competent1: [],
      esco: [{ code: 'http://data.europa.eu/esco/occupation/1', relation: 'narrower', score: 0.5 }],
      rome: [],
      isco: [],
      competences: [],
      method: 'code',
      confidence: 0.9,
      automatic: true,
      reasons: ['native code'],
      release: 'starter',
    },
    changedAt: '2026-03-02T09:00:00.000Z',
    ...changes,
  };
}
