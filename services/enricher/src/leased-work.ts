import type { CodingRule } from '@relais/competent';
import { type OperatorRules, ruleKeysOf } from '@relais/dedup';
import type { EventLog, OutgoingRecord } from '@relais/event-log';
import type { Ledger, VacancyRow } from '@relais/ledger';
import type { Places } from '@relais/places';
import { type Clock, type Logger, RelaisError, sha256 } from '@relais/runtime';
import type { HotState, LeaseRequest } from '@relais/state';
import { eventHeaders, eventId, type Offer, type OfferEvent, TOPICS } from '@relais/vacancy';
import { nextOffer } from './build-offer.ts';
import { enricherErrors } from './errors.ts';
import { ensureMatches } from './rebuild-matches.ts';
import type { RuleBook } from './rules/rule-book.ts';
import type { Task } from './task.ts';
import { touchedOffers } from './touched-offers.ts';
import type { VacancyCoder } from './vacancy-coder.ts';
import { type Standing, WorkingSet } from './working-set.ts';

export interface EnricherSurroundings {
  readonly holder: string;
  readonly log: EventLog;
  readonly state: HotState;
  readonly ledger: Ledger;
  readonly places: Places;
  /** A coder that knows these rules of operators; asked often, with the same object until they change. */
  readonly coderBy: (rules: readonly CodingRule[]) => VacancyCoder;
  readonly rules: RuleBook;
  readonly clock: Clock;
  readonly logger: Logger;
  onEnriched?(events: readonly OfferEvent[]): void;
}

const LEASE_MS = 30_000;
/** Candidates read per match key: a key that more vacancies share says little. */
const CANDIDATES_PER_KEY = 24;

/**
 * Carries tasks out: lease → read → decide → note the intent → publish → apply → release. Returns those whose names another
 * writer holds, to be tried again. Everything may be repeated. The ledger row is written last and so marks what is done.
 */
export async function performFree(around: EnricherSurroundings, waiting: readonly Task[]): Promise<readonly Task[]> {
  const { rules } = around.rules;
  const rows = await around.ledger.offers.vacancies(waiting.flatMap((task) => task.vacancies));
  const requests = waiting.map((task, index) => leaseRequest(String(index), task, rows, rules));
  const { leases } = around.state;
  const leasedAt = around.clock.now();
  const { granted, fence } = await leases.acquire(around.holder, requests, LEASE_MS);
  const free = new Set(granted);
  const names = new Set(requests.filter(({ id }) => free.has(id)).flatMap((request) => request.names));
  const [tasks, held] = [true, false].map((wanted) => waiting.filter((_, at) => free.has(String(at)) === wanted));
  try {
    const done = await performLeased(around, { tasks: tasks ?? [], rows, rules, fence, leasedAt, names });
    return done ? (held ?? []) : waiting;
  } catch (error) {
    if (error instanceof RelaisError && error.code === 'ENRICHER_LEASE_LOST') return waiting;
    throw error;
  } finally {
    await leases.release(around.holder, [...names]);
  }
}

function leaseRequest(
  id: string,
  { vacancies, matchKeys }: Task,
  rows: ReadonlyMap<string, VacancyRow>,
  rules: OperatorRules,
): LeaseRequest {
  const standing = vacancies.flatMap((key) => [...(rows.get(key)?.matchKeys ?? []), ...ruleKeysOf(key, rules)]);
  const keys = [...(matchKeys ?? []), ...standing].map((key) => `m:${key}`);
  return { id, names: [...new Set([...vacancies.map((key) => `v:${key}`), ...keys])] };
}

interface LeasedGroup {
  readonly tasks: readonly Task[];
  /** Rows of the vacancies before the leases were taken. */
  readonly rows: ReadonlyMap<string, VacancyRow>;
  /** The rules that the leases were taken by. */
  readonly rules: OperatorRules;
  readonly fence: number;
  /** When the leases were taken, milliseconds since the epoch. */
  readonly leasedAt: number;
  /** Names held; offers found on the way are added. */
  readonly names: Set<string>;
}

/** Returns false when the group is to be tried again: an offer that has to change is held by another writer, or the rules changed. */
async function performLeased(around: EnricherSurroundings, group: LeasedGroup): Promise<boolean> {
  if (group.tasks.length === 0) return true;
  const found = await findOffers(around, group);
  if (around.rules.rules !== group.rules) return false;
  // An index that was lost knows no twins: it is looked for after each reading, filled anew, and read again.
  const coder = around.coderBy(around.rules.codingRules);
  if (await ensureMatches({ ...around, rules: group.rules, coder })) return false;
  let offerIds = found.offerIds;
  for (;;) {
    if (!(await leaseOffers(around, group, offerIds))) return false;
    const standing = await readStanding(around, found);
    const unleased = [...standing.offers.keys()].filter((id) => !group.names.has(offerName(id)));
    if (unleased.length === 0) {
      await decideAndWrite(around, group, standing);
      return true;
    }
    // Offers that others were merged into come to light by reading: they are read again once they are held.
    offerIds = new Set(unleased);
  }
}

const offerName = (id: string) => `o:${id}`;

async function leaseOffers(
  around: EnricherSurroundings,
  group: LeasedGroup,
  offerIds: ReadonlySet<string>,
): Promise<boolean> {
  const names = [...offerIds].map(offerName);
  if (names.length === 0) return true;
  const { granted } = await around.state.leases.acquire(around.holder, [{ id: 'offers', names }], LEASE_MS);
  if (granted.length === 0) return false;
  for (const name of names) group.names.add(name);
  return true;
}

interface Found {
  readonly rows: Standing['rows'];
  readonly entries: Standing['entries'];
  readonly offerIds: ReadonlySet<string>;
}

/** Rows are read again under the lease: what was read before it may be old by now. */
async function findOffers(around: EnricherSurroundings, { tasks, rows: before, rules }: LeasedGroup): Promise<Found> {
  const touched = tasks.flatMap(({ vacancies, matchKeys, signature, goneOn }) =>
    vacancies.map((key) => ({ key, signature, goneOn, searchKeys: matchKeys ?? before.get(key)?.matchKeys ?? [] })),
  );
  const vacancyKeys = [...new Set(touched.map(({ key }) => key))];
  const matchKeys = new Set(touched.flatMap(({ key, searchKeys }) => [...searchKeys, ...ruleKeysOf(key, rules)]));
  const [rows, found, own] = await Promise.all([
    around.ledger.offers.vacancies(vacancyKeys),
    around.state.matches.lookup([...matchKeys], CANDIDATES_PER_KEY),
    around.state.matches.get(vacancyKeys),
    around.rules.refresh(),
  ]);
  const entries = [...found, ...own.values()];
  const coder = around.coderBy(around.rules.codingRules);
  const offerIds = touchedOffers(touched, { rows, entries, rules, coder });
  for (const id of tasks.flatMap((task) => task.offers)) offerIds.add(id);
  return { rows, entries: entries.filter((entry) => offerIds.has(entry.offerId)), offerIds };
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
  const coder = around.coderBy(around.rules.codingRules);
  const working = new WorkingSet(standing, group.rules, coder);
  for (const task of group.tasks) task.apply(working);
  const changes = working.changes();
  const writing = { coder, places: around.places, fence: group.fence, at: around.clock.now() };
  const events = changes.offers.flatMap((changed) => nextOffer(changed, writing) ?? []);
  await keepLeases(around, group);
  // The index is written first: it is the intent. After a crash the same vacancy founds or joins the same offer again,
  // whatever has arrived meanwhile, so that no published offer is left behind without members.
  await around.state.matches.apply({ put: changes.entries, remove: [] });
  if (events.length > 0) await around.log.publish(events.map(offerRecord));
  await around.ledger.offers.apply({ vacancies: changes.rows, offers: events.map((event) => event.offer) });
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
