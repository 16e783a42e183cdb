import { jsonOf } from '@relais/event-log';
import type { VacancyRow } from '@relais/ledger';
import { type Offer, observationSchema, TOPICS, vacancyKey } from '@relais/vacancy';
import type { AuditSurroundings, FaultList } from './audit.ts';

export interface OfferBooks {
  /** Vacancies whose newest observation says that the source shows them. */
  readonly observedLive: number;
  /** Vacancies that are members of an open offer. */
  readonly members: number;
  readonly openOffers: number;
}

interface Newest {
  readonly version: number;
  readonly live: boolean;
}

/** Compares the log with the ledger, and the vacancies with the offers. */
export async function auditOffers(around: AuditSurroundings, faults: FaultList): Promise<OfferBooks> {
  const newest = await newestObservations(around);
  await checkApplied(around, newest, faults);
  const { members, openOffers } = await checkMembers(around, faults);
  const observedLive = [...newest.values()].filter((one) => one.live).length;
  if (observedLive !== members) {
    faults.add('vacancy-without-offer', 'all sources', `${observedLive} live vacancies, ${members} offer members`);
  }
  return { observedLive, members, openOffers };
}

async function newestObservations(around: AuditSurroundings): Promise<Map<string, Newest>> {
  const newest = new Map<string, Newest>();
  for await (const records of around.log.read({ topic: TOPICS.observations.name })) {
    for (const record of records) {
      const parsed = observationSchema.safeParse(jsonOf(record));
      if (!parsed.success) continue;
      const { version, type } = parsed.data;
      const key = vacancyKey(parsed.data);
      const known = newest.get(key);
      if (known === undefined || version >= known.version)
        newest.set(key, { version, live: type === 'vacancy.observed' });
    }
  }
  return newest;
}

async function checkApplied(
  around: AuditSurroundings,
  newest: ReadonlyMap<string, Newest>,
  faults: FaultList,
): Promise<void> {
  const keys = [...newest.keys()];
  for (let from = 0; from < keys.length; from += 1_000) {
    const slice = keys.slice(from, from + 1_000);
    const rows = await around.ledger.offers.vacancies(slice);
    for (const key of slice) checkRow(key, newest.get(key), rows.get(key), faults);
  }
}

function checkRow(key: string, newest: Newest | undefined, row: VacancyRow | undefined, faults: FaultList): void {
  if (newest === undefined) return;
  if (row?.version === newest.version && row.live === newest.live) return;
  const standing = row === undefined ? 'nothing' : `version ${row.version}`;
  faults.add('observation-not-applied', key, `the log has version ${newest.version}, the ledger ${standing}`);
}

async function checkMembers(
  around: AuditSurroundings,
  faults: FaultList,
): Promise<{ members: number; openOffers: number }> {
  let members = 0;
  let openOffers = 0;
  for await (const offers of around.ledger.offers.scanOffers({})) {
    const rows = await around.ledger.offers.membersOf(offers.map((offer) => offer.id));
    for (const offer of offers) {
      checkOffer(offer, rows.get(offer.id) ?? [], faults);
      members += offer.members.length;
      if (offer.status === 'open') openOffers += 1;
    }
  }
  return { members, openOffers };
}

function checkOffer(offer: Offer, rows: readonly VacancyRow[], faults: FaultList): void {
  const listed = offer.members.map(vacancyKey).toSorted();
  const standing = rows.map((row) => row.key).toSorted();
  if (listed.join('\n') === standing.join('\n')) return;
  faults.add(
    'offer-members-differ',
    offer.id,
    `the offer lists ${listed.length}, ${standing.length} vacancies name it`,
  );
}
