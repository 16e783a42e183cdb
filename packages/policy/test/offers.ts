import { emptyVacancy, type Offer, type Vacancy, workplace } from '@relais/vacancy';
import { type Filter, filterSchema, type Partner, partnerSchema } from '../src/index.ts';

export type Member = Offer['members'][number];

export function member(known: Partial<Omit<Member, 'origin'>> & { origin?: Partial<Member['origin']> } = {}): Member {
  const { origin, ...rest } = known;
  const source = rest.source ?? 'vdab';
  const base = { service: source, reference: 'r-1', hops: [source], provenance: 'own' as const, channel: null };
  return {
    source,
    reference: 'r-1',
    version: 1,
    supplierType: 'employer',
    redistributionRefused: false,
    reason: 'founder',
    ...rest,
    origin: { ...base, ...origin },
  };
}

export function vacancy(known: Partial<Vacancy> = {}): Vacancy {
  return {
    ...emptyVacancy('vdab', 'r-1'),
    titles: { nl: 'Bakker', fr: 'Boulanger' },
    descriptions: { nl: { plain: 'Brood bakken.', html: '<p>Brood bakken.</p>' } },
    workplaces: [workplace({ country: 'BE', postcode: '1000', municipality: 'Brussel' })],
    contract: { type: 'permanent', codes: [], startDate: null, startsImmediately: null },
    ...known,
  };
}

export function coding(known: Partial<NonNullable<Offer['coding']>> = {}): NonNullable<Offer['coding']> {
  return {
    competent: [
      { uuid: '6c4b', code: 'OP-12', score: 0.91234, labels: { nl: 'Bakker', fr: 'Boulanger', de: 'Bäcker' } },
    ],
    competent1: [{ code: 'D110201-1', relation: 'close', score: 0.8 }],
    esco: [{ code: 'http://data.europa.eu/esco/occupation/abc', relation: 'exact', score: 0.9 }],
    rome: [{ code: 'D1102', relation: 'broader', score: 0.7 }],
    isco: [{ code: '7512', relation: 'broader', score: 0.7 }],
    competences: [{ code: 'KN-1', uuid: 'u1', score: 0.61234, labels: { nl: 'Deeg kneden', fr: 'Pétrir' } }],
    method: 'title',
    confidence: 0.876,
    automatic: true,
    reasons: ['title is an exact label'],
    release: '2026-06',
    ...known,
  };
}

export function offer(known: Partial<Offer> = {}): Offer {
  return {
    id: 'of_1',
    version: 1,
    fence: 1,
    status: 'open',
    mergedInto: null,
    members: [member()],
    formerMembers: [],
    vacancy: vacancy(),
    contact: null,
    coding: coding(),
    changedAt: '2026-11-22T10:00:00.000Z',
    ...known,
  };
}

export function partner(known: Record<string, unknown> = {}): Partner {
  return partnerSchema.parse({ id: 'actiris', name: 'Actiris', ...known });
}

export function subscription(filter: Partial<Filter> = {}) {
  return { filter: filterSchema.parse(filter) };
}
