import { offerIdOf, type Vacancy, vacancyKey } from '@relais/vacancy';
import { type Candidate, decide } from './decide.ts';
import { matchKeysOf } from './match-keys.ts';
import { type Signature, signatureOf } from './signature.ts';

/** Vacancies looked at under one key; a key that more share says little. */
const MOST_PER_KEY = 64;

/** Which offer a vacancy belongs to. */
interface Assignment {
  readonly key: string;
  readonly offer: string;
}

/** Finds the vacancies that are one job, in one pass over any number of them, in memory. */
interface Deduplicator {
  /** Takes in a vacancy, or a newer version of one, and returns the offer it belongs to for now. */
  add(vacancy: Vacancy): Assignment;
  /** The offer of every vacancy, in order of arrival: a later vacancy may have shown that two offers are one. */
  assignments(): Iterable<Assignment>;
}

interface Standing {
  readonly signature: Signature;
  readonly keys: readonly string[];
  readonly offerId: string;
}

/**
 * A deduplicator with an index of its own. Where references link vacancies, any order of arrival gives the same groups;
 * where likeness does, the first of several equal candidates wins. An offer is named after the vacancy that founded it.
 */
export function createDeduplicator(): Deduplicator {
  const standing = new Map<string, Standing>();
  const byKey = new Map<string, Set<string>>();
  const merged = new Map<string, string>();

  const current = (offerId: string): string => {
    let id = offerId;
    for (let next = merged.get(id); next !== undefined; next = merged.get(id)) id = next;
    return id;
  };

  const candidatesUnder = (keys: readonly string[]): Candidate[] => {
    const found = new Set(keys.flatMap((key) => firstOf(byKey.get(key) ?? [], MOST_PER_KEY)));
    return [...found].flatMap((key) => {
      const entry = standing.get(key);
      return entry ? [{ vacancyKey: key, offerId: current(entry.offerId), signature: entry.signature }] : [];
    });
  };

  const put = (key: string, entry: Standing) => {
    for (const old of standing.get(key)?.keys ?? []) byKey.get(old)?.delete(key);
    standing.set(key, entry);
    for (const each of entry.keys) byKey.set(each, (byKey.get(each) ?? new Set()).add(key));
  };

  return {
    add(vacancy) {
      const key = vacancyKey(vacancy);
      const keys = matchKeysOf(vacancy);
      const signature = signatureOf(vacancy);
      const { offerIds } = decide(signature, candidatesUnder(keys));
      const before = standing.get(key);
      const all = before ? [current(before.offerId), ...offerIds] : offerIds;
      const [stays = offerIdOf(key), ...others] = all;
      for (const other of others) if (current(other) !== current(stays)) merged.set(current(other), current(stays));
      put(key, { signature, keys, offerId: current(stays) });
      return { key, offer: current(stays) };
    },
    *assignments() {
      for (const [key, { offerId }] of standing) yield { key, offer: current(offerId) };
    },
  };
}

function firstOf<Item>(items: Iterable<Item>, most: number): Item[] {
  const first: Item[] = [];
  for (const item of items) {
    if (first.length === most) break;
    first.push(item);
  }
  return first;
}
