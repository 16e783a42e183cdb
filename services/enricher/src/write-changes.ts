import type { OutgoingRecord } from '@relais/event-log';
import { sha256 } from '@relais/runtime';
import { eventHeaders, eventId, type OfferEvent, TOPICS } from '@relais/vacancy';
import { countOffers } from './count-offers.ts';
import { enricherErrors } from './errors.ts';
import type { EnricherSurroundings } from './leased-work.ts';
import { SHOWS_NOTHING, type Task } from './task.ts';
import type { WorkingChanges } from './working-set.ts';

export const LEASE_MS = 30_000;

/** What a group was decided under. */
interface Decided {
  readonly tasks: readonly Task[];
  /** Names held, the first and the last of which were leased in the first and the last of the group's requests. */
  readonly names: ReadonlySet<string>;
  /** When the first were leased, milliseconds since the epoch. */
  readonly leasedAt: number;
  readonly changes: WorkingChanges;
  readonly events: readonly OfferEvent[];
}

/**
 * Notes the intent, publishes and applies. Returns the tasks that are left: none, as long as the process did not stand still
 * beyond its leases meanwhile, so that others may have decided on the same vacancies and offers.
 *
 * The index is written first: it is the intent. After a crash the same vacancy founds or joins the same offer again,
 * whatever has arrived meanwhile, so that no published offer is left behind without members. It is written only while the
 * leases are held, and whoever holds them next sees it. So only what follows can come late, of whose offers the higher
 * (version, fence) wins: then all is decided anew, or brought in step with the index. Errors: `ENRICHER_LEASE_LOST`.
 */
export async function writeChanges(around: EnricherSurroundings, decided: Decided): Promise<readonly Task[]> {
  const { changes, events, names, tasks } = decided;
  const until = await keepLeases(around, decided);
  const isLate = () => around.clock.now() >= until;
  const all = [...names];
  const under = { holder: around.holder, names: [...all.slice(0, 1), ...all.slice(-1)] };
  const noted = await around.state.matches.apply({ put: changes.entries, remove: [], under });
  if (!noted) throw enricherErrors.create('ENRICHER_LEASE_LOST', { lost: names.size });
  const records = events.map(offerRecord);
  if (isLate()) return [...tasks, settling(changes, 'rows')];
  if (records.length > 0) await around.log.publish(records);
  const offers = events.map((event) => event.offer);
  const inTime = !isLate();
  await around.ledger.offers.apply({ vacancies: inTime ? changes.rows : [], offers });
  countOffers(around.metrics, events);
  if (!inTime) return [...tasks, settling(changes, 'rows')];
  return isLate() ? [settling(changes, 'index')] : [];
}

/** Just before the writing starts: a writer whose leases may run out before it ends must not write. Gives their end. */
async function keepLeases(around: EnricherSurroundings, { names, leasedAt }: Decided): Promise<number> {
  const now = around.clock.now();
  if (now - leasedAt < LEASE_MS / 3) return leasedAt + LEASE_MS;
  const lost = await around.state.leases.extend(around.holder, [...names], LEASE_MS);
  if (lost.length > 0) throw enricherErrors.create('ENRICHER_LEASE_LOST', { lost: lost.length });
  return now + LEASE_MS;
}

/** What was written late may stand beside what others decided: the vacancies and offers are brought in step. */
function settling({ rows, offers }: WorkingChanges, right: 'index' | 'rows'): Task {
  const keys = rows.map(({ key }) => key);
  const ids = [...new Set([...offers.map(({ id }) => id), ...rows.map(({ offerId }) => offerId)])];
  return { vacancies: keys, ...SHOWS_NOTHING, offers: ids, apply: (working) => working.settle(keys, ids, right) };
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
