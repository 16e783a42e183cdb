import { type Candidate, type Signature, signatureFromText } from '@relais/dedup';
import type { MatchEntry } from '@relais/state';

/** Match entries at hand, by vacancy and by match key. A signature is read once, when it is first asked for. */
export class MatchTable {
  readonly #entries = new Map<string, MatchEntry>();
  readonly #byKey = new Map<string, Set<string>>();
  readonly #candidates = new Map<string, Candidate>();

  constructor(entries: Iterable<MatchEntry>) {
    for (const entry of entries) this.write(entry);
  }

  has(vacancyKey: string): boolean {
    return this.#entries.has(vacancyKey);
  }

  get(vacancyKey: string): MatchEntry | undefined {
    return this.#entries.get(vacancyKey);
  }

  /** Entries under any of the keys in the order of their names, without the vacancy that asks. */
  under(keys: readonly string[], asking: string): MatchEntry[] {
    const found = new Set(keys.flatMap((key) => [...(this.#byKey.get(key) ?? [])]));
    found.delete(asking);
    return [...found].toSorted().flatMap((key) => this.#entries.get(key) ?? []);
  }

  /** The same as a decision reads them. */
  candidates(keys: readonly string[], asking: string): Candidate[] {
    return this.under(keys, asking).map((entry) => this.#candidateOf(entry));
  }

  /** Enters it, or moves it to where it stands now. Whoever has its signature at hand gives it along. */
  write(entry: MatchEntry, signature?: Signature): void {
    const { vacancyKey, offerId, keys } = entry;
    for (const key of this.#entries.get(vacancyKey)?.keys ?? []) this.#byKey.get(key)?.delete(vacancyKey);
    this.#candidates.delete(vacancyKey);
    if (signature !== undefined) this.#candidates.set(vacancyKey, { vacancyKey, offerId, signature });
    this.#entries.set(vacancyKey, entry);
    for (const key of keys) {
      const standing = this.#byKey.get(key);
      if (standing === undefined) this.#byKey.set(key, new Set([vacancyKey]));
      else standing.add(vacancyKey);
    }
  }

  #candidateOf({ vacancyKey, offerId, signature }: MatchEntry): Candidate {
    const known = this.#candidates.get(vacancyKey);
    if (known !== undefined) return known;
    const candidate = { vacancyKey, offerId, signature: signatureFromText(signature) };
    this.#candidates.set(vacancyKey, candidate);
    return candidate;
  }
}
