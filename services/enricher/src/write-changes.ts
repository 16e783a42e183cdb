import type { OutgoingRecord } from '@relais/event-log';
import { sha256 } from '@relais/runtime';
import { eventHeaders, eventId, type Offer, type OfferEvent, TOPICS } from '@relais/vacancy';
import { countOffers } from './count-offers.ts';
import { enricherErrors } from './errors.ts';
import type { EnricherSurroundings } from './leased-work.ts';
import { SHOWS_NOTHING, type Task } from './task.ts';
import type { WorkingChanges } from './working-set.ts';

export const LEASE_MS = 30_000;
/** What begins within it ends before the leases do: a commit takes its time too. */
const TERM_MS = 25_000;

/** The moments until which a group may write under its leases, milliseconds since the epoch. */
export interface Term {
  /** By the clock of this process. */
  readonly own: number;
  /** By the ledger's clock, which counts where this process stands still. */
  readonly ledger: number;
}

/** The term of leases that are taken, or prolonged, once it is known. */
export async function termFromNow({ clock, ledger }: Pick<EnricherSurroundings, 'clock' | 'ledger'>): Promise<Term> {
  const own = clock.now() + TERM_MS;
  return { own, ledger: (await ledger.now()) + TERM_MS };
}

/** What a group was decided under. */
interface Decided {
  readonly tasks: readonly Task[];
  /** Names held, the first and the last of which were leased in the first and the last of the group's requests. */
  readonly names: ReadonlySet<string>;
  readonly term: Term;
  readonly changes: WorkingChanges;
  readonly events: readonly OfferEvent[];
}

/**
 * Notes the intent, publishes and applies. Returns the tasks that are left: none, as long as the process did not stand still
 * beyond its term meanwhile, so that others may have decided on the same vacancies and offers.
 *
 * The index is written first: it is the intent. After a crash the same vacancy founds or joins the same offer again,
 * whatever has arrived meanwhile, so that no published offer is left behind without members. It is written only while the
 * leases are held, and whoever holds them next sees it. The ledger is written last, and only within the term. So nothing but
 * what is published can come late: then all is decided anew, and told anew of the offers. Errors: `ENRICHER_LEASE_LOST`.
 */
export async function writeChanges(around: EnricherSurroundings, decided: Decided): Promise<readonly Task[]> {
  const { changes, events, names, tasks } = decided;
  const term = await keepLeases(around, decided);
  const all = [...names];
  const under = { holder: around.holder, names: [...all.slice(0, 1), ...all.slice(-1)] };
  const noted = await around.state.matches.apply({ put: changes.entries, remove: [], under });
  if (!noted) throw enricherErrors.create('ENRICHER_LEASE_LOST', { lost: names.size });
  if (around.clock.now() >= term.own) return [...tasks, settling(changes, [])];
  if (events.length > 0) await around.log.publish(events.map(offerRecord));
  const offers = events.map((event) => event.offer);
  const applied = await around.ledger.offers.apply({ vacancies: changes.rows, offers, until: term.ledger });
  if (!applied) return [...tasks, settling(changes, offers)];
  countOffers(around.metrics, events);
  return [];
}

/** Just before the writing starts: a writer whose leases may run out before it ends must not write. Gives their term. */
async function keepLeases(around: EnricherSurroundings, { names, term }: Decided): Promise<Term> {
  if (around.clock.now() < term.own - TERM_MS / 2) return term;
  const prolonged = await termFromNow(around);
  const lost = await around.state.leases.extend(around.holder, [...names], LEASE_MS);
  if (lost.length > 0) throw enricherErrors.create('ENRICHER_LEASE_LOST', { lost: lost.length });
  return prolonged;
}

/** What was published late may say other than what others decided: the vacancies and offers are brought in step. */
function settling({ rows, offers }: WorkingChanges, published: readonly Offer[]): Task {
  const untold = published.map(({ id }) => id);
  const keys = rows.map(({ key }) => key);
  const ids = [...new Set([...offers.map(({ id }) => id), ...rows.map(({ offerId }) => offerId)])];
  return { vacancies: keys, ...SHOWS_NOTHING, offers: ids, apply: (working) => working.settle(keys, ids, untold) };
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
