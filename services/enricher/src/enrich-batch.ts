import type { Coder } from '@relais/competent';
import type { EventLog, LogBatch, OutgoingRecord } from '@relais/event-log';
import type { Ledger, VacancyRow } from '@relais/ledger';
import { type Clock, RelaisError, sha256, sleep } from '@relais/runtime';
import type { HotState, LeaseRequest } from '@relais/state';
import { eventHeaders, eventId, type Offer, type OfferEvent, TOPICS } from '@relais/vacancy';
import { nextOffer } from './build-offer.ts';
import { enricherErrors } from './errors.ts';
import { type Incoming, readObservations } from './read-observations.ts';
import { type Standing, WorkingSet } from './working-set.ts';

export interface EnricherSurroundings {
  readonly holder: string;
  readonly log: EventLog;
  readonly state: HotState;
  readonly ledger: Ledger;
  readonly coder: Coder;
  readonly clock: Clock;
  onEnriched?(events: readonly OfferEvent[]): void;
}

const LEASE_MS = 30_000;
/** Candidates read per match key: a key that more vacancies share says little. */
const CANDIDATES_PER_KEY = 24;
const RETRY_WAIT_MS = 20;

/**
 * One log batch through the enricher: lease → read → decide → note the intent → publish → apply → release. Everything may be repeated:
 * a vacancy that was applied already changes nothing. The ledger row is written last and so marks what is done.
 */
export async function enrichBatch(around: EnricherSurroundings, batch: LogBatch): Promise<void> {
  const { incoming, poison } = readObservations(batch.records);
  if (poison.length > 0) await around.log.publish(poison);
  // Batches of several partitions run at once in one process: each is a holder of its own.
  const writer = { ...around, holder: `${around.holder}/${batch.partition}` };
  let waiting = incoming;
  for (let round = 0; waiting.length > 0; round++) {
    batch.signal.throwIfAborted();
    if (round > 0) await sleep(RETRY_WAIT_MS * Math.min(round, 10) * (0.5 + Math.random()), batch.signal);
    waiting = await enrichFree(writer, waiting);
  }
}

/** Enriches those whose match keys nobody else holds; returns the others. */
async function enrichFree(around: EnricherSurroundings, waiting: readonly Incoming[]): Promise<readonly Incoming[]> {
  const rows = await around.ledger.offers.vacancies(waiting.map((one) => one.key));
  const requests = waiting.map((one) => leaseRequest(one, rows.get(one.key)));
  const { leases } = around.state;
  const leasedAt = around.clock.now();
  const { granted, fence } = await leases.acquire(around.holder, requests, LEASE_MS);
  const free = new Set(granted);
  const names = new Set(requests.filter((request) => free.has(request.id)).flatMap((request) => request.names));
  try {
    const mine = waiting.filter((one) => free.has(one.key));
    const done = await enrichLeased(around, { incoming: mine, fence, leasedAt, names });
    return done ? waiting.filter((one) => !free.has(one.key)) : waiting;
  } catch (error) {
    if (error instanceof RelaisError && error.code === 'ENRICHER_LEASE_LOST') return waiting;
    throw error;
  } finally {
    await leases.release(around.holder, [...names]);
  }
}

function leaseRequest({ key, matchKeys }: Incoming, row: VacancyRow | undefined): LeaseRequest {
  const names = new Set([`v:${key}`, ...[...matchKeys, ...(row?.matchKeys ?? [])].map((one) => `m:${one}`)]);
  return { id: key, names: [...names].toSorted() };
}

interface LeasedGroup {
  readonly incoming: readonly Incoming[];
  readonly fence: number;
  /** When the leases were taken, milliseconds since the epoch. */
  readonly leasedAt: number;
  /** Names held; offers found on the way are added. */
  readonly names: Set<string>;
}

/** Returns false when an offer that has to change is held by another writer: the group is tried again. */
async function enrichLeased(around: EnricherSurroundings, group: LeasedGroup): Promise<boolean> {
  if (group.incoming.length === 0) return true;
  const found = await findOffers(around, group.incoming);
  const offerNames = [...found.offerIds].map((id) => `o:${id}`).toSorted();
  if (offerNames.length > 0) {
    const request = { id: 'offers', names: offerNames };
    const { granted } = await around.state.leases.acquire(around.holder, [request], LEASE_MS);
    if (granted.length === 0) return false;
    for (const name of offerNames) group.names.add(name);
  }
  await decideAndWrite(around, group, await readStanding(around, found));
  return true;
}

interface Found {
  readonly rows: Standing['rows'];
  readonly entries: Standing['entries'];
  readonly offerIds: ReadonlySet<string>;
}

/** Rows are read again under the lease: what was read before it may be old by now. */
async function findOffers(around: EnricherSurroundings, incoming: readonly Incoming[]): Promise<Found> {
  const vacancyKeys = incoming.map((one) => one.key);
  const matchKeys = new Set(incoming.flatMap((one) => one.matchKeys));
  const rows = await around.ledger.offers.vacancies(vacancyKeys);
  const entries = await around.state.matches.lookup([...matchKeys], CANDIDATES_PER_KEY);
  const own = await around.state.matches.get(vacancyKeys);
  const offerIds = new Set([...rows.values(), ...entries, ...own.values()].map((one) => one.offerId));
  return { rows, entries: [...entries, ...own.values()], offerIds };
}

async function readStanding(around: EnricherSurroundings, found: Found): Promise<Standing> {
  const { offers: ledger } = around.ledger;
  const offers = new Map<string, Offer>();
  let missing = [...found.offerIds];
  while (missing.length > 0) {
    const read = await ledger.offers(missing);
    for (const [id, offer] of read) offers.set(id, offer);
    missing = [...read.values()].flatMap((offer) => offer.mergedInto ?? []).filter((id) => !offers.has(id));
  }
  const members = await ledger.membersOf([...new Set([...found.offerIds, ...offers.keys()])]);
  return { rows: found.rows, offers, members, entries: found.entries };
}

async function decideAndWrite(around: EnricherSurroundings, group: LeasedGroup, standing: Standing): Promise<void> {
  const working = new WorkingSet(standing);
  for (const one of group.incoming) working.apply(one);
  const changes = working.changes();
  const writing = { coder: around.coder, fence: group.fence, at: around.clock.now() };
  const events = changes.offers.flatMap((changed) => nextOffer(changed, writing) ?? []);
  await keepLeases(around, group);
  // The index is written first: it is the intent. After a crash the same vacancy founds or joins the same offer again,
  // whatever has arrived meanwhile, so that no published offer is left behind without members.
  await around.state.matches.apply({ put: changes.entries, remove: [] });
  if (events.length > 0) await around.log.publish(events.map(offerRecord));
  await around.ledger.offers.apply({ vacancies: changes.rows, offers: events.map((event) => event.offer) });
  await around.state.matches.apply({ put: [], remove: changes.removedEntries });
  if (events.length > 0) around.onEnriched?.(events);
}

/** Just before the writing starts: a writer whose leases may run out before it ends must not write. */
async function keepLeases(around: EnricherSurroundings, group: LeasedGroup): Promise<void> {
  if (around.clock.now() - group.leasedAt < LEASE_MS / 3) return;
  const lost = await around.state.leases.extend(around.holder, [...group.names], LEASE_MS);
  if (lost.length > 0) throw enricherErrors.create('ENRICHER_LEASE_LOST', { lost: lost.length });
}

/** The offer is long: its text is made once, hashed for the id without what differs between two writers, and sent. */
function offerRecord({ type, offer }: OfferEvent): OutgoingRecord {
  const { fence, changedAt, ...shown } = offer;
  const text = JSON.stringify(shown);
  const id = eventId(offer.id, offer.version, sha256(text));
  const headers = eventHeaders({ id, type, source: '/relais/enricher', time: changedAt });
  const value = `{"type":"${type}","offer":{"fence":${fence},"changedAt":"${changedAt}",${text.slice(1)}}`;
  return { topic: TOPICS.offers.name, key: offer.id, value, headers };
}
