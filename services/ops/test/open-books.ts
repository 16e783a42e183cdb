import { openEmbeddedEventLog } from '@relais/event-log';
import { type Batch, type Delivery, openEmbeddedLedger, type VacancyRow } from '@relais/ledger';
import { filterSchema, judge, partnerSchema, viewHash } from '@relais/policy';
import { CloseStack, openEmbeddedFile } from '@relais/runtime';
import { emptyVacancy, eventHeaders, type Observation, type Offer, offerIdOf, TOPICS } from '@relais/vacancy';
import { auditBooks, type Books } from '../src/audit.ts';

export type TestBooks = Awaited<ReturnType<typeof openTestBooks>>;

const AT = '2026-11-22T03:00:00.000Z';
const NOW = Date.parse(AT);

export const SUBSCRIPTION = {
  id: 'push',
  partner: partnerSchema.parse({ id: 'partner', name: 'Partner', policy: { sources: { deny: ['forem'] } } }),
  filter: filterSchema.parse({}),
};

/** Log and ledger in memory, to be filled as the stages would, or wrongly on purpose. */
export async function openTestBooks() {
  const closing = new CloseStack();
  const file = closing.use(openEmbeddedFile(':memory:'));
  const log = closing.use(openEmbeddedEventLog(file));
  const state = { ping: async () => undefined };
  const ledger = closing.use(openEmbeddedLedger(file));
  await log.ensureTopics(Object.values(TOPICS));
  const observe = (...observations: readonly Observation[]) => log.publish(observations.map(recordOf));
  /** A vacancy as all stages leave it: observed, applied, in an offer of its own. */
  const settle = async (reference: string, source = 'vdab'): Promise<Offer> => {
    const offer = offerOf(source, reference);
    await observe(observed(source, reference));
    await ledger.offers.apply({ vacancies: [rowOf(source, reference)], offers: [offer] });
    return offer;
  };
  const deliver = (...deliveries: readonly Delivery[]) =>
    ledger.deliveries.apply({ deliveries: deliveries.map((delivery) => ({ delivery, mark: 0 })), attempts: [] });
  const audit = (): Promise<Books> =>
    auditBooks({ log, ledger, sources: ['vdab', 'forem'], subscriptions: [SUBSCRIPTION] });
  return { log, state, ledger, observe, settle, deliver, audit, close: () => closing.close() };
}

export function aBatch(change: Partial<Batch> = {}): Batch {
  return {
    id: 'b_1',
    source: 'vdab',
    mode: 'snapshot',
    status: 'closed',
    openedAt: NOW,
    closedAt: NOW + 1_000,
    announced: 10,
    received: 10,
    observed: 6,
    unchanged: 3,
    withdrawn: 1,
    quarantined: 0,
    absent: 0,
    heldFor: null,
    drift: [],
    failure: null,
    ...change,
  };
}

export function vacancyOf(source: string, reference: string) {
  return { ...emptyVacancy(source, reference), titles: { nl: `Bakker ${reference}` } };
}

export const CONTACT = {
  name: 'Ann Peeters',
  role: null,
  email: 'ann.peeters@example.org',
  telephone: '+32 9 000 00 00',
  postalAddress: 'Postbus 7, 9000 Gent',
} as const;

export function observed(source: string, reference: string, version = 1): Observation {
  return {
    type: 'vacancy.observed',
    source,
    reference,
    version,
    contentHash: 'hash',
    batchId: 'b_1',
    observedAt: AT,
    vacancy: vacancyOf(source, reference),
    contact: null,
  };
}

export function withdrawn(source: string, reference: string, version: number): Observation {
  return { type: 'vacancy.withdrawn', source, reference, version, batchId: 'b_1', observedAt: AT, reason: 'absent' };
}

export function rowOf(source: string, reference: string, change: Partial<VacancyRow> = {}): VacancyRow {
  const key = `${source}:${reference}`;
  return {
    key,
    source,
    reference,
    originReference: null,
    version: 1,
    contentHash: 'hash',
    live: true,
    offerId: offerIdOf(key),
    matchKeys: [],
    batchId: 'b_1',
    changedAt: NOW,
    content: JSON.stringify({ vacancy: vacancyOf(source, reference), contact: CONTACT }),
    ...change,
  };
}

export function offerOf(source: string, reference: string, change: Partial<Offer> = {}): Offer {
  const vacancy = vacancyOf(source, reference);
  const member = { source, reference, version: 1, origin: vacancy.origin, redistributionRefused: false };
  return {
    id: offerIdOf(`${source}:${reference}`),
    version: 1,
    fence: 1,
    status: 'open',
    mergedInto: null,
    members: [{ ...member, supplierType: 'employer', reason: 'it founded the offer' }],
    formerMembers: [],
    vacancy,
    contact: CONTACT,
    coding: null,
    changedAt: AT,
    ...change,
  };
}

/** The delivery of an offer, confirmed at the view that the partner should hold. */
export function deliveryOf(offer: Offer, change: Partial<Delivery> = {}): Delivery {
  const judgement = judge(offer, SUBSCRIPTION.partner, SUBSCRIPTION);
  const hash = judgement.held ? viewHash(judgement.view) : null;
  return {
    subscription: SUBSCRIPTION.id,
    offerId: offer.id,
    state: 'confirmed',
    revision: 1,
    desiredHash: hash,
    offerVersion: offer.version,
    offerFence: offer.fence,
    confirmedRevision: 1,
    confirmedHash: hash,
    attempts: 1,
    nextAt: 0,
    reason: null,
    detail: null,
    batchId: null,
    changedAt: NOW,
    ...change,
  };
}

function recordOf(observation: Observation) {
  const key = `${observation.source}:${observation.reference}`;
  const id = `${key}/${observation.version}`;
  const headers = eventHeaders({ id, type: observation.type, source: '/test', time: AT });
  return { topic: TOPICS.observations.name, key, value: JSON.stringify(observation), headers };
}
