import { matchKeysOf, signatureOf } from '@relais/dedup';
import type { Ledger, VacancyRow } from '@relais/ledger';
import type { Logger } from '@relais/runtime';
import type { HotState, MatchEntry } from '@relais/state';
import { contentOf } from './working-set.ts';

/** The number grows with the form of signatures and keys: an index of another form is filled anew. */
const FILLED = 'filled:matches:2';

/** Fills the match index from the ledger when the hot state has never been filled or has lost its contents. */
export async function ensureMatches(ledger: Ledger, state: HotState, logger: Logger): Promise<void> {
  if ((await state.values.get(FILLED)) !== null) return;
  let count = 0;
  for await (const offers of ledger.offers.scanOffers({ status: 'open' })) {
    const members = await ledger.offers.membersOf(offers.map((offer) => offer.id));
    const put = [...members.values()].flat().map(entryOf);
    await state.matches.apply({ put, remove: [] });
    count += put.length;
  }
  await state.values.set(FILLED, new Date().toISOString());
  if (count > 0) logger.info({ entries: count }, 'match index rebuilt from the ledger');
}

function entryOf(row: VacancyRow): MatchEntry {
  const { vacancy } = contentOf(row);
  const signature = signatureOf(vacancy);
  const keys = matchKeysOf(vacancy, signature);
  return { vacancyKey: row.key, offerId: row.offerId, signature: JSON.stringify(signature), keys };
}
