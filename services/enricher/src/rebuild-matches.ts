import { matchKeysOf, type OperatorRules, signatureText } from '@relais/dedup';
import type { Ledger, VacancyRow } from '@relais/ledger';
import { type Logger, sleep } from '@relais/runtime';
import { ensureFilled, type HotState, isFilled, type MatchEntry, withLease } from '@relais/state';
import type { Offer } from '@relais/vacancy';
import { enricherErrors } from './errors.ts';
import { contentOf } from './stored-content.ts';
import { signatureWith, type VacancyCoder } from './vacancy-coder.ts';

/** The number grows with the form of signatures and keys: an index of another form is filled anew. */
const INDEX = 'matches:5';
/** Held by the one process that fills. */
const FILLING = `filling:${INDEX}`;
const LEASE_MS = 30_000;
const LOOK_AGAIN_MS = 200;

interface Filling {
  readonly holder: string;
  readonly ledger: Ledger;
  readonly state: HotState;
  readonly logger: Logger;
  readonly rules: OperatorRules;
  readonly coder: VacancyCoder;
  /** Ends the filling, and the wait for another that fills. */
  readonly signal: AbortSignal;
}

/**
 * Fills the match index from the ledger when the hot state has never been filled or has lost its contents; true when it had
 * to, or to wait until another had. Vacancies that were withdrawn do not come back: a repost of one of them founds an offer
 * of its own. One process fills at a time, and nobody decides until it is done: what it writes is never older than what stands.
 * Errors: `ENRICHER_LEASE_LOST`.
 */
export async function ensureMatches(filling: Filling): Promise<boolean> {
  const { state, holder, logger, signal } = filling;
  if (await isFilled(state.values, INDEX)) return false;
  const work = () =>
    ensureFilled(state.values, INDEX, async () => {
      const entries = await fill(filling);
      if (entries > 0) logger.info({ entries }, 'match index rebuilt from the ledger');
    });
  const lease = { leases: state.leases, holder, name: FILLING, ttlMs: LEASE_MS, signal };
  while (!(await withLease(lease, work)).held) await sleep(LOOK_AGAIN_MS, signal);
  return true;
}

async function fill({ ledger, state, holder, signal, ...parts }: Filling): Promise<number> {
  let count = 0;
  for await (const offers of ledger.offers.scanOffers({ status: 'open' })) {
    signal.throwIfAborted();
    const members = await ledger.offers.membersOf(offers.map((offer) => offer.id));
    const put = offers.flatMap((offer) => (members.get(offer.id) ?? []).map((row) => entryOf(row, offer, parts)));
    const held = await state.matches.apply({ put, remove: [], under: { holder, names: [FILLING] } });
    if (!held) throw enricherErrors.create('ENRICHER_LEASE_LOST', { lost: 1 });
    count += put.length;
  }
  return count;
}

/** A vacancy that is alone in its offer was coded with it. */
function entryOf(
  row: VacancyRow,
  { members, coding }: Offer,
  { rules, coder }: Pick<Filling, 'rules' | 'coder'>,
): MatchEntry {
  const { vacancy } = contentOf(row);
  const isAlone = members.length === 1 && coding !== null;
  const signature = signatureWith(vacancy, isAlone ? coding : coder.codingOf(vacancy));
  const keys = matchKeysOf(vacancy, signature, rules);
  return { vacancyKey: row.key, offerId: row.offerId, signature: signatureText(signature), keys };
}
