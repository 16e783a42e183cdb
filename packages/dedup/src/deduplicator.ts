import { offerIdOf, type Vacancy, vacancyKey } from '@relais/vacancy';
import { type Candidate, decide } from './decide.ts';
import { matchKeysOf } from './match-keys.ts';
import { type Signature, signatureOf } from './signature.ts';

/** Which offer a vacancy belongs to. */
export interface Assignment {
  readonly key: string;
  readonly offer: string;
}

/** Merges a set of vacancies in memory. The same vacancies in any order give the same assignments. */
export interface Deduplicator {
  add(vacancy: Vacancy): void;
  /** One line per vacancy, in the order of the keys. An offer bears the id that its lowest key would found. */
  assignments(): Iterable<Assignment>;
}

/**
 * Every pair that shares a match key is decided, whatever arrives first; clusters are the connected components.
 * Keeps a signature per vacancy, not the vacancy.
 */
export function createDeduplicator(): Deduplicator {
  const signatures = new Map<string, Signature>();
  const byMatchKey = new Map<string, Set<string>>();
  const parents = new Map<string, string>();

  const rootOf = (key: string): string => {
    let root = key;
    while (parents.get(root) !== root) root = parents.get(root) ?? root;
    parents.set(key, root);
    return root;
  };

  return {
    add(vacancy) {
      const key = vacancyKey(vacancy);
      const signature = signatureOf(vacancy);
      const keys = matchKeysOf(signature);
      signatures.set(key, signature);
      parents.set(key, parents.get(key) ?? key);
      for (const link of decide(signature, candidates(key, keys, { signatures, byMatchKey })).links) {
        const roots = [rootOf(key), rootOf(link.vacancyKey)].toSorted();
        parents.set(roots[1] ?? key, roots[0] ?? key);
      }
      for (const one of keys) byMatchKey.set(one, (byMatchKey.get(one) ?? new Set<string>()).add(key));
    },
    *assignments() {
      for (const key of [...signatures.keys()].toSorted()) yield { key, offer: offerIdOf(rootOf(key)) };
    },
  };
}

function candidates(
  self: string,
  keys: readonly string[],
  standing: { signatures: ReadonlyMap<string, Signature>; byMatchKey: ReadonlyMap<string, ReadonlySet<string>> },
): Candidate[] {
  const found = new Set(keys.flatMap((key) => [...(standing.byMatchKey.get(key) ?? [])]));
  found.delete(self);
  return [...found].flatMap((other) => {
    const signature = standing.signatures.get(other);
    return signature === undefined ? [] : { vacancyKey: other, offerId: other, signature };
  });
}
