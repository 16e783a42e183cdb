import { type Candidate, type Signature, signatureFromText } from '@relais/dedup';
import type { MatchEntry } from '@relais/state';

/** Match entries at hand, by vacancy and by match key. A signature is read once, when it is first asked for. */
export class MatchTable {
  readonly #entries = new Map<string, MatchEntry>();
  readonly #byKey = new Map<string, MatchEntry[]>();
  readonly #candidates = new Map<MatchEntry, Candidate>();

  constructor(entries: Iterable<MatchEntry>) {
    for (const entry of entries) this.write(entry);
  }

  has(vacancyKey: string): boolean {
    return this.#entries.has(vacancyKey);
  }

  get(vacancyKey: string): MatchEntry | undefined {
    return this.#entries.get(vacancyKey);
  }

  /** What stands under any of the keys, each once, without the vacancy that asks. */
  candidates(keys: readonly string[], asking: string): Candidate[] {
    const found = new Set<MatchEntry>();
    for (const key of keys) for (const entry of this.#byKey.get(key) ?? []) found.add(entry);
    return [...found].filter(({ vacancyKey }) => vacancyKey !== asking).map((entry) => this.#candidateOf(entry));
  }

  /** Enters it, or moves it to where it stands now. Whoever has its signature at hand gives it along. */
  write(entry: MatchEntry, signature?: Signature): void {
    const { vacancyKey, offerId, keys } = entry;
    const before = this.#entries.get(vacancyKey);
    if (before !== undefined) this.#remove(before);
    if (signature !== undefined) this.#candidates.set(entry, { vacancyKey, offerId, signature });
    this.#entries.set(vacancyKey, entry);
    for (const key of keys) {
      const standing = this.#byKey.get(key);
      if (standing === undefined) this.#byKey.set(key, [entry]);
      else standing.push(entry);
    }
  }

  #remove(entry: MatchEntry): void {
    this.#candidates.delete(entry);
    for (const key of entry.keys) {
      const standing = this.#byKey.get(key);
      if (standing !== undefined) standing.splice(standing.indexOf(entry), 1);
    }
  }

  #candidateOf(entry: MatchEntry): Candidate {
    const known = this.#candidates.get(entry);
    if (known !== undefined) return known;
    const { vacancyKey, offerId, signature } = entry;
    const candidate = { vacancyKey, offerId, signature: signatureFromText(signature) };
    this.#candidates.set(entry, candidate);
    return candidate;
  }
}
