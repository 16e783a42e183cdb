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
import type { VacancyCoder } from './vacancy-coder.ts';
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
  readonly coder: VacancyCoder;
}

/**
 * Offers that may change with these vacancies. Many vacancies stand under the same match keys and few of them are the same
 * job: only the offers of those that are found alike can be joined, merged or left, and are worth a lease and a reading.
 */
export function touchedOffers(touched: readonly Touched[], survey: Survey): Set<string> {
  const { rows, rules } = survey;
  const table = new MatchTable(survey.entries);
  const offers = new Set<string>();
  for (const one of touched) {
    const ruleKeys = ruleKeysOf(one.key, rules);
    const own = [rows.get(one.key), table.get(one.key)].filter((found) => found !== undefined);
    const others = [...table.candidates(ruleKeys, one.key), ...alike(one, table, survey)];
    for (const { offerId } of [...own, ...others]) offers.add(offerId);
    // One that a rule keeps out of its offer may have to found another.
    if (ruleKeys.length > 0) for (const id of ownOfferIds(one.key)) offers.add(id);
  }
  return offers;
}

/** What is found the same job as the vacancy; of one that goes, what may be its repost. */
function alike(touched: Touched, table: MatchTable, survey: Survey): Candidate[] {
  const { key, searchKeys } = touched;
  const candidates = table.candidates(searchKeys, key);
  const signature = touched.signature ?? leaving(touched, { own: table.get(key), candidates, survey });
  if (signature === null) return [];
  return findingsOf(signature, candidates, survey.rules).map(({ candidate }) => candidate);
}

interface Leaving {
  readonly own: MatchEntry | undefined;
  readonly candidates: readonly Candidate[];
  readonly survey: Survey;
}

function leaving({ key, goneOn }: Touched, { own, candidates, survey: { rows, coder } }: Leaving): Signature | null {
  if (goneOn === null || candidates.length === 0) return null;
  const gone = goneEntry(own, rows.get(key), { day: goneOn, coder });
  if (gone === undefined) return null;
  const signature = signatureFromText(gone.signature);
  return candidates.some((other) => mayRepost(other.signature, signature)) ? signature : null;
}
