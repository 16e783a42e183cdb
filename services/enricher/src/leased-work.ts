import type { CodingRule } from '@relais/competent';
import { type OperatorRules, ruleKeysOf } from '@relais/dedup';
import type { EventLog } from '@relais/event-log';
import type { Ledger, VacancyRow } from '@relais/ledger';
import type { Places } from '@relais/places';
import { type Clock, type Logger, type Metrics, RelaisError } from '@relais/runtime';
import type { HotState, LeaseRequest } from '@relais/state';
import type { Offer } from '@relais/vacancy';
import { nextOffer } from './build-offer.ts';
import { ensureMatches } from './rebuild-matches.ts';
import type { RuleBook } from './rules/rule-book.ts';
import type { Task } from './task.ts';
import { touchedOffers } from './touched-offers.ts';
import type { VacancyCoder } from './vacancy-coder.ts';
import { type Standing, WorkingSet } from './working-set.ts';
import { LEASE_MS, type Term, termFromNow, writeChanges } from './write-changes.ts';

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
  readonly metrics: Metrics;
  /** Ends the wait for what another process does: a rebuild of the ledger, or the filling of the match index. */
  readonly signal: AbortSignal;
}

/** Candidates read per match key: a key that more vacancies share says little. */
const CANDIDATES_PER_KEY = 24;

/**
 * Carries tasks out: lease → read → decide → note the intent → publish → apply → release. Returns those that are left, to be
 * tried again: those whose names another writer holds, and what has to be looked at anew because the process stood still.
 * Everything may be repeated. The ledger row is written last and so marks what is done.
 */
export async function performFree(around: EnricherSurroundings, waiting: readonly Task[]): Promise<readonly Task[]> {
  const { rules } = around.rules;
  const [rows, term] = await Promise.all([
    around.ledger.offers.vacancies(waiting.flatMap((task) => task.vacancies)),
    termFromNow(around),
  ]);
  const requests = waiting.map((task, index) => leaseRequest(String(index), task, rows, rules));
  const { leases } = around.state;
  const { granted, fence } = await leases.acquire(around.holder, requests, LEASE_MS);
  const free = new Set(granted);
  const names = new Set(requests.filter(({ id }) => free.has(id)).flatMap((request) => request.names));
  const [tasks, held] = [true, false].map((wanted) => waiting.filter((_, at) => free.has(String(at)) === wanted));
  try {
    const left = await performLeased(around, { tasks: tasks ?? [], rows, rules, fence, term, names });
    return [...left, ...(held ?? [])];
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
  readonly term: Term;
  /** Names held; offers found on the way are added. */
  readonly names: Set<string>;
}

/** Returns all tasks when the group is to be tried again: an offer that has to change is held by another writer, or the rules changed. */
async function performLeased(around: EnricherSurroundings, group: LeasedGroup): Promise<readonly Task[]> {
  if (group.tasks.length === 0) return [];
  const found = await findOffers(around, group);
  if (around.rules.rules !== group.rules) return group.tasks;
  // An index that was lost knows no twins: it is looked for after each reading, filled anew, and read again.
  const coder = around.coderBy(around.rules.codingRules);
  if (await ensureMatches({ ...around, rules: group.rules, coder })) return group.tasks;
  let offerIds = found.offerIds;
  for (;;) {
    if (!(await leaseOffers(around, group, offerIds))) return group.tasks;
    const standing = await readStanding(around, found);
    const unleased = [...standing.offers.keys()].filter((id) => !group.names.has(offerName(id)));
    if (unleased.length === 0) return await decideAndWrite(around, group, standing);
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
  const astray = await rowsAstray(around, found, members);
  if (astray.size === 0) return { rows: found.rows, offers, members, entries: found.entries };
  const offerIds = new Set([...found.offerIds, ...[...astray.values()].map(({ offerId }) => offerId)]);
  return await readStanding(around, { ...found, rows: new Map([...found.rows, ...astray]), offerIds });
}

/** Vacancies that the index has in one of the offers and the ledger in none: a writer came to no end between the two. */
async function rowsAstray(
  around: EnricherSurroundings,
  { rows, entries }: Found,
  members: Standing['members'],
): Promise<ReadonlyMap<string, VacancyRow>> {
  const read = new Set([...rows.keys(), ...[...members.values()].flatMap((some) => some.map(({ key }) => key))]);
  const astray = entries.filter(({ vacancyKey, expiresAt }) => expiresAt === undefined && !read.has(vacancyKey));
  return await around.ledger.offers.vacancies(astray.map(({ vacancyKey }) => vacancyKey));
}

/** Returns the tasks that are left. */
async function decideAndWrite(
  around: EnricherSurroundings,
  group: LeasedGroup,
  standing: Standing,
): Promise<readonly Task[]> {
  const coder = around.coderBy(around.rules.codingRules);
  const working = new WorkingSet(standing, group.rules, coder);
  working.finish(standing.entries);
  for (const task of group.tasks) task.apply(working);
  const changes = working.changes();
  const writing = { coder, places: around.places, fence: group.fence, at: around.clock.now() };
  const events = changes.offers.flatMap((changed) => nextOffer(changed, writing) ?? []);
  return await writeChanges(around, { ...group, changes, events });
}
