import { matchKeysOf, type OperatorRules, signatureText } from '@relais/dedup';
import type { Ledger, VacancyRow } from '@relais/ledger';
import type { Logger } from '@relais/runtime';
import { ensureFilled, type HotState, type MatchEntry } from '@relais/state';
import type { Offer } from '@relais/vacancy';
import { contentOf } from './stored-content.ts';
import { signatureWith, type VacancyCoder } from './vacancy-coder.ts';

/** The number grows with the form of signatures and keys: an index of another form is filled anew. */
const INDEX = 'matches:5';

interface Filling {
  readonly ledger: Ledger;
  readonly state: HotState;
  readonly logger: Logger;
  readonly rules: OperatorRules;
  readonly coder: VacancyCoder;
}

/**
 * Fills the match index from the ledger when the hot state has never been filled or has lost its contents; true when it had
 * to. Vacancies that were withdrawn do not come back: a repost of one of them founds an offer of its own.
 */
export async function ensureMatches(filling: Filling): Promise<boolean> {
  const { state, logger } = filling;
  return await ensureFilled(state.values, INDEX, async () => {
    const entries = await fill(filling);
    if (entries > 0) logger.info({ entries }, 'match index rebuilt from the ledger');
  });
}

async function fill({ ledger, state, ...parts }: Filling): Promise<number> {
  let count = 0;
  for await (const offers of ledger.offers.scanOffers({ status: 'open' })) {
    const members = await ledger.offers.membersOf(offers.map((offer) => offer.id));
    const put = offers.flatMap((offer) => (members.get(offer.id) ?? []).map((row) => entryOf(row, offer, parts)));
    await state.matches.apply({ put, remove: [] });
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
