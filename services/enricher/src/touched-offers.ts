import {
  type Candidate,
  findingsOf,
  type OperatorRules,
  ruleKeysOf,
  type Signature,
  signatureFromText,
} from '@relais/dedup';
import type { VacancyRow } from '@relais/ledger';
import type { MatchEntry } from '@relais/state';
import { goneEntry, mayRepost } from './match-entries.ts';
import { MatchTable } from './match-table.ts';
import { ownOfferIds } from './working-set.ts';

/** A vacancy that is about to change. */
export interface Touched {
  readonly key: string;
  /** As it is shown now; null where nothing new is shown. */
  readonly signature: Signature | null;
  /** The day on which it goes, `YYYY-MM-DD`; null where it stays. */
  readonly goneOn: string | null;
  /** Match keys under which it looks for others. */
  readonly searchKeys: readonly string[];
}

/** What is known under the leases of the vacancies before their offers are read. */
export interface Survey {
  readonly rows: ReadonlyMap<string, VacancyRow>;
  /** Entries of the vacancies themselves, and those under their match keys and rule keys. */
  readonly entries: readonly MatchEntry[];
  readonly rules: OperatorRules;
}

/**
 * Offers that may change with these vacancies. Many vacancies stand under the same match keys and few of them are the same
 * job: only the offers of those that are found alike can be joined, merged or left, and are worth a lease and a reading.
 */
export function touchedOffers(touched: readonly Touched[], { rows, entries, rules }: Survey): Set<string> {
  const table = new MatchTable(entries);
  const offers = new Set<string>();
  for (const one of touched) {
    const ruleKeys = ruleKeysOf(one.key, rules);
    const own = [rows.get(one.key), table.get(one.key)].filter((found) => found !== undefined);
    const others = [...table.under(ruleKeys, one.key), ...alike(one, { rows, table, rules })];
    for (const { offerId } of [...own, ...others]) offers.add(offerId);
    // One that a rule keeps out of its offer may have to found another.
    if (ruleKeys.length > 0) for (const id of ownOfferIds(one.key)) offers.add(id);
  }
  return offers;
}

interface Standing {
  readonly rows: ReadonlyMap<string, VacancyRow>;
  readonly table: MatchTable;
  readonly rules: OperatorRules;
}

/** What is found the same job as the vacancy; of one that goes, what may be its repost. */
function alike(touched: Touched, standing: Standing): Candidate[] {
  const { key, searchKeys } = touched;
  const signature = touched.signature ?? leaving(touched, standing);
  if (signature === null) return [];
  const candidates = standing.table.candidates(searchKeys, key);
  return findingsOf(signature, candidates, standing.rules).map(({ candidate }) => candidate);
}

function leaving({ key, goneOn, searchKeys }: Touched, { rows, table }: Standing): Signature | null {
  const gone = goneOn === null ? undefined : goneEntry(table.get(key), rows.get(key), goneOn);
  if (gone === undefined) return null;
  const returns = table.under(searchKeys, key).some((other) => mayRepost(other, gone));
  return returns ? signatureFromText(gone.signature) : null;
}
