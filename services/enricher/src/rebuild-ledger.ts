import { type EventLog, jsonOf, type LogRecord } from '@relais/event-log';
import type { Ledger, VacancyRow } from '@relais/ledger';
import {
  CONSUMER_GROUPS,
  type Observation,
  type Offer,
  offerEventSchema,
  offerIdOf,
  TOPICS,
  vacancyKey,
} from '@relais/vacancy';
import { type Incoming, incomingOf, readObservations } from './read-observations.ts';
import type { StoredContent } from './stored-content.ts';

export interface RebuildSurroundings {
  readonly log: EventLog;
  readonly ledger: Ledger;
  readonly signal: AbortSignal;
  /** Told after each portion: records of a topic that were read, in all. */
  readonly onProgress?: (topic: string, records: number) => void;
}

/**
 * Writes offers and vacancies of an empty ledger from the log, while no enricher runs. Returns the number of records read.
 * It may be repeated.
 *
 * Offers are the newest of their topic. A vacancy is its newest observation, in the offer that names it as a member or, once
 * withdrawn, as a former one. What cannot be known any more: origin reference and match keys of a vacancy whose topic keeps
 * only the withdrawal, and the offer of one that was withdrawn so long ago that its offer has forgotten it; it then stands in
 * the offer that it would found. An observation that the enricher has not taken yet is left to it.
 */
export async function rebuildOffers(around: RebuildSurroundings): Promise<number> {
  const offers = await eachPortion(around, TOPICS.offers.name, async (records) => {
    await around.ledger.offers.apply({ vacancies: [], offers: records.flatMap(offerIn) });
  });
  const places = await placesOf(around.ledger);
  const taken = await takenUpTo(around.log);
  const observations = await eachPortion(around, TOPICS.observations.name, async (records) => {
    const vacancies = await rowsOf(around.ledger, places, records, taken);
    await around.ledger.offers.apply({ vacancies, offers: [] });
  });
  return offers + observations;
}

async function eachPortion(
  { log, signal, onProgress }: RebuildSurroundings,
  topic: string,
  enter: (records: readonly LogRecord[]) => Promise<void>,
): Promise<number> {
  let read = 0;
  for await (const records of log.read({ topic, signal })) {
    await enter(records);
    read += records.length;
    onProgress?.(topic, read);
  }
  return read;
}

function offerIn(record: LogRecord): Offer[] {
  const { data: event } = offerEventSchema.safeParse(jsonOf(record));
  return event === undefined ? [] : [event.offer];
}

/** Offers of the vacancies that are not, or not only, in the offer that they founded. */
interface Places {
  readonly members: ReadonlyMap<string, string>;
  readonly former: ReadonlyMap<string, FormerPlace>;
}

/** `rank` orders the offers that a vacancy was once in. */
interface FormerPlace {
  readonly id: string;
  readonly rank: string;
}

/**
 * A vacancy moves when its offer is merged into another: of several offers that once had it, the one that still stands, or
 * changed last, is where it went.
 */
async function placesOf(ledger: Ledger): Promise<Places> {
  const places = { members: new Map<string, string>(), former: new Map<string, FormerPlace>() };
  for await (const offers of ledger.offers.scanOffers({})) for (const offer of offers) noteMembers(places, offer);
  return places;
}

function noteMembers(places: { members: Map<string, string>; former: Map<string, FormerPlace> }, offer: Offer): void {
  const { id, status, changedAt } = offer;
  const joined = offer.members.map(vacancyKey).filter((key) => offerIdOf(key) !== id);
  for (const key of joined) places.members.set(key, id);
  const rank = `${status === 'merged' ? 0 : 1} ${changedAt}`;
  const left = offer.formerMembers.filter((key) => offerIdOf(key) !== id);
  for (const key of left) if ((places.former.get(key)?.rank ?? '') < rank) places.former.set(key, { id, rank });
}

type TakenUpTo = ReadonlyMap<number, bigint>;

/** Where the enricher goes on, by partition. */
async function takenUpTo(log: EventLog): Promise<TakenUpTo> {
  const lag = await log.lag(CONSUMER_GROUPS.enricher, [TOPICS.observations.name]);
  return new Map(lag.map(({ partition, committed }) => [partition, committed]));
}

async function rowsOf(
  ledger: Ledger,
  places: Places,
  records: readonly LogRecord[],
  taken: TakenUpTo,
): Promise<VacancyRow[]> {
  const isTaken = ({ partition, offset }: LogRecord) => offset < (taken.get(partition) ?? 0n);
  const done = incomingIn(records.filter(isTaken));
  const open = incomingIn(records.filter((record) => !isTaken(record)));
  const incoming = [...done, ...open];
  const standing = await ledger.offers.vacancies(incoming.map(({ key }) => key));
  const place = ({ key, observation }: Incoming) => placeOf(places, key, observation);
  const offers = await ledger.offers.offers(incoming.map(place));
  const shown = lastShown(done, records);
  const written = new Map(
    done.map((one) => [one.key, rowOf(one, place(one), offers, shown.get(one.key) ?? standing.get(one.key))]),
  );
  const expected = open.flatMap((one) => {
    const isKnown = written.has(one.key) || standing.has(one.key);
    return isKnown ? [] : (expectedRow(one, offers.get(place(one))) ?? []);
  });
  return [...written.values(), ...expected];
}

function incomingIn(records: readonly LogRecord[]): Incoming[] {
  return readObservations(records).observations.map((one) => incomingOf(one));
}

type Known = Pick<VacancyRow, 'originReference' | 'matchKeys'>;

/** What these records still tell of vacancies that are withdrawn at their end. */
function lastShown(done: readonly Incoming[], records: readonly LogRecord[]): ReadonlyMap<string, Known> {
  const gone = new Set(
    done.filter(({ observation }) => observation.type === 'vacancy.withdrawn').map(({ key }) => key),
  );
  const shown = records.filter(({ key, value }) => gone.has(key) && value?.includes('"vacancy.observed"') === true);
  return new Map(
    incomingIn(shown).flatMap(({ key, observation, matchKeys }) => {
      if (observation.type !== 'vacancy.observed') return [];
      return [[key, { originReference: observation.vacancy.origin.reference, matchKeys }]];
    }),
  );
}

function placeOf({ members, former }: Places, key: string, observation: Observation): string {
  const isLive = observation.type === 'vacancy.observed';
  return members.get(key) ?? (isLive ? undefined : former.get(key)?.id) ?? offerIdOf(key);
}

function rowOf(
  { key, observation, matchKeys }: Incoming,
  offerId: string,
  offers: ReadonlyMap<string, Offer>,
  known: Known | undefined,
): VacancyRow {
  const { source, reference, version, batchId } = observation;
  const row = { key, source, reference, version, offerId, batchId, changedAt: Date.parse(observation.observedAt) };
  if (observation.type === 'vacancy.withdrawn') {
    const { originReference = null, matchKeys: keys = [] } = known ?? {};
    return { ...row, originReference, matchKeys: keys, contentHash: '', live: false, content: null };
  }
  const { vacancy, contact, contentHash } = observation;
  const content: StoredContent = { vacancy, contact, reason: reasonIn(offers.get(offerId), key) };
  const originReference = vacancy.origin.reference;
  return { ...row, originReference, matchKeys, contentHash, live: true, content: JSON.stringify(content) };
}

function memberIn(offer: Offer | undefined, key: string): Offer['members'][number] | undefined {
  return offer?.members.find((member) => vacancyKey(member) === key);
}

function reasonIn(offer: Offer | undefined, key: string): string {
  return memberIn(offer, key)?.reason ?? 'it founded the offer';
}

/**
 * A member of an open offer of which the log keeps only what the enricher has still to take: it stands in its offer at the
 * version that the offer knows, so that the enricher finds a change of it and not a stranger.
 */
function expectedRow({ key, observation, matchKeys }: Incoming, offer: Offer | undefined): VacancyRow | null {
  const member = memberIn(offer, key);
  if (offer === undefined || member === undefined) return null;
  const { source, reference, batchId } = observation;
  const isLive = observation.type === 'vacancy.observed';
  const vacancy = isLive ? observation.vacancy : offer.vacancy;
  if (vacancy === null) return null;
  const content: StoredContent = { vacancy, contact: null, reason: member.reason };
  return {
    ...{ key, source, reference, batchId, matchKeys, offerId: offer.id },
    originReference: member.origin.reference,
    version: Math.min(member.version, observation.version - 1),
    contentHash: '',
    live: true,
    changedAt: Date.parse(observation.observedAt),
    content: JSON.stringify(content),
  };
}
