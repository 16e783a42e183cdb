import { emptyVacancy, type Offer } from '@relais/vacancy';
import type {
  AttemptRow,
  Batch,
  Delivery,
  Operation,
  QuarantineEntry,
  StoredDelivery,
  VacancyRow,
} from '../src/index.ts';

export const NOON = 1_750_000_000_000;

export function aDelivery(given: Partial<Delivery> = {}): Delivery {
  return {
    subscription: 'north',
    offerId: 'of_1',
    state: 'due',
    revision: 1,
    desiredHash: 'hash-1',
    offerVersion: 1,
    offerFence: 1,
    confirmedRevision: null,
    confirmedHash: null,
    attempts: 0,
    nextAt: NOON,
    reason: null,
    detail: null,
    batchId: null,
    changedAt: NOON,
    ...given,
  };
}

/** A delivery that is not there yet. */
export function aNewDelivery(given: Partial<Delivery> = {}): StoredDelivery {
  return { delivery: aDelivery(given), mark: 0 };
}

export function anAttempt(given: Partial<AttemptRow> = {}): AttemptRow {
  return {
    id: 'attempt-1',
    subscription: 'north',
    offerId: 'of_1',
    revision: 1,
    batchId: 'batch-1',
    channel: 'webhook',
    outcome: 'accepted',
    reason: null,
    detail: null,
    startedAt: NOON,
    endedAt: NOON + 20,
    ...given,
  };
}

export function aVacancy(given: Partial<VacancyRow> = {}): VacancyRow {
  const [source = '', reference = ''] = (given.key ?? 'vdab:1').split(':');
  const version = given.version ?? 1;
  return {
    key: `${source}:${reference}`,
    source,
    reference,
    originReference: null,
    version,
    contentHash: `content-${version}`,
    live: true,
    offerId: 'of_1',
    matchKeys: ['employer:1', 'place:2'],
    batchId: 'batch-1',
    changedAt: NOON,
    content: contentOf(source, reference),
    ...given,
  };
}

/** A vacancy's content as the enricher writes it. */
function contentOf(source: string, reference: string): string {
  const vacancy = emptyVacancy(source, reference);
  return JSON.stringify({ contact: null, vacancy: { ...vacancy, titles: { nl: 'Lasser "A" {origin}' } } });
}

export function anOffer(given: Partial<Offer> = {}): Offer {
  return {
    id: 'of_1',
    version: 1,
    fence: 1,
    status: 'open',
    mergedInto: null,
    members: [aMember('1')],
    formerMembers: [],
    vacancy: { ...emptyVacancy('vdab', '1'), titles: { nl: 'Lasser', fr: 'Soudeur à l’arc 🔥' } },
    contact: { name: 'A. Person', role: null, email: 'a.person@example.org', telephone: null, postalAddress: null },
    coding: aCoding(true),
    changedAt: '2025-06-15T15:06:40.000Z',
    ...given,
  };
}

export function aMember(reference: string): Offer['members'][number] {
  return {
    source: 'vdab',
    reference,
    version: 1,
    origin: emptyVacancy('vdab', reference).origin,
    supplierType: 'employer',
    redistributionRefused: false,
    reason: 'founder',
  };
}

export function aCoding(automatic: boolean, mapped = true): NonNullable<Offer['coding']> {
  return {
    competent: mapped ? [{ uuid: 'u', code: 'H290201', score: 0.9, labels: { nl: 'Lasser' } }] : [],
    competent1: [],
    esco: [],
    rome: [],
    isco: [],
    competences: [],
    method: mapped ? 'title' : 'none',
    confidence: mapped ? 0.9 : 0,
    automatic,
    reasons: [],
    release: 'starter',
  };
}

export function aBatch(given: Partial<Batch> = {}): Batch {
  return {
    id: 'batch-1',
    source: 'vdab',
    mode: 'snapshot',
    status: 'open',
    openedAt: NOON,
    closedAt: null,
    announced: null,
    received: 0,
    observed: 0,
    unchanged: 0,
    withdrawn: 0,
    quarantined: 0,
    absent: 0,
    heldFor: null,
    drift: [],
    failure: null,
    ...given,
  };
}

export function aQuarantineEntry(given: Partial<QuarantineEntry> = {}): QuarantineEntry {
  return {
    id: 'batch-1:1',
    batchId: 'batch-1',
    source: 'vdab',
    reference: '42',
    code: 'RECORD_INVALID',
    reason: 'titles: missing',
    stage: 'normalise',
    archiveHash: 'abc',
    at: NOON,
    ...given,
  };
}

/** All items of pages, one after the other. */
export async function collected<Item>(pages: AsyncIterable<readonly Item[]>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}

export function anOperation(given: Partial<Operation> = {}): Operation {
  return {
    id: 'op_1',
    subscription: 'north',
    kind: 'replay',
    status: 'waiting',
    request: '{}',
    cursor: '',
    looked: 0,
    changed: 0,
    report: null,
    requestedBy: 'an',
    requestedAt: NOON,
    changedAt: NOON,
    ...given,
  };
}
