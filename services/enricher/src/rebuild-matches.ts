import { matchKeysOf, type OperatorRules, signatureOf, signatureText } from '@relais/dedup';
import type { Ledger, VacancyRow } from '@relais/ledger';
import type { Logger } from '@relais/runtime';
import { ensureFilled, type HotState, type MatchEntry } from '@relais/state';
import { contentOf } from './stored-content.ts';

/** The number grows with the form of signatures and keys: an index of another form is filled anew. */
const INDEX = 'matches:4';

interface Filling {
  readonly ledger: Ledger;
  readonly state: HotState;
  readonly logger: Logger;
  readonly rules: OperatorRules;
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

async function fill({ ledger, state, rules }: Filling): Promise<number> {
  let count = 0;
  for await (const offers of ledger.offers.scanOffers({ status: 'open' })) {
    const members = await ledger.offers.membersOf(offers.map((offer) => offer.id));
    const put = [...members.values()].flat().map((row) => entryOf(row, rules));
    await state.matches.apply({ put, remove: [] });
    count += put.length;
  }
  return count;
}

function entryOf(row: VacancyRow, rules: OperatorRules): MatchEntry {
  const { vacancy } = contentOf(row);
  const signature = signatureOf(vacancy);
  const keys = matchKeysOf(vacancy, signature, rules);
  return { vacancyKey: row.key, offerId: row.offerId, signature: signatureText(signature), keys };
}
