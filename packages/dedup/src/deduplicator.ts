import { offerIdOf, type Vacancy, vacancyKey } from '@relais/vacancy';
import { Clusters } from './clusters.ts';
import { type Candidate, choose, findingsOf } from './decide.ts';
import { matchTermsOf } from './match-keys.ts';
import { byCodeUnits } from './normal-text.ts';
import { NO_RULES, type OperatorRules } from './operator-rules.ts';
import { type Edge, settle } from './settle.ts';
import { signatureOf } from './signature.ts';
import { SignatureStore, TermIndex } from './standing-index.ts';

/** Vacancies looked at under one key; a key that more share says little. */
const MOST_PER_KEY = 24;
const MOST_CANDIDATES = 40;

/** Which offer a vacancy belongs to. */
interface Assignment {
  readonly key: string;
  readonly offer: string;
}

/** Finds the vacancies that are one job, in one pass over any number of them, in memory. */
interface Deduplicator {
  /** Takes in a vacancy, or a newer version of one, and returns the offer it belongs to for now. */
  add(vacancy: Vacancy): Assignment;
  /**
   * The source shows the vacancy no more since a day (`YYYY-MM-DD`). It stays a member, so that a repost is known.
   * @returns the offer and whether another member keeps it open, or null for a vacancy that was never seen
   */
  withdraw(key: string, day: string): { readonly offer: string; readonly open: boolean } | null;
  /**
   * The offer of every vacancy, in order of arrival, settled over all that was seen: an offer is named after the smallest
   * key of its members, whatever came first.
   */
  assignments(): Iterable<Assignment>;
  /** Bytes that the standing vacancies take outside the heap. */
  readonly bytes: number;
}

interface DeduplicatorOptions {
  /** The operators' rules. @default none */
  readonly rules?: OperatorRules;
  /** Codes that a coder finds for the titles of a vacancy, `coded:<code>`. @default none */
  readonly coded?: (vacancy: Vacancy) => readonly string[];
}

/** A deduplicator with an index of its own. */
export function createDeduplicator(options: DeduplicatorOptions = {}): Deduplicator {
  return new StandingVacancies(options);
}

/**
 * Each vacancy has a number by order of arrival; each version of one has a slot in the store. Only numbers, packed bytes and
 * the evidence that was found are kept.
 */
class StandingVacancies implements Deduplicator {
  readonly #rules: OperatorRules;
  readonly #coded: (vacancy: Vacancy) => readonly string[];
  readonly #store = new SignatureStore();
  readonly #terms = new TermIndex();
  readonly #clusters = new Clusters();
  readonly #keys: string[] = [];
  readonly #numbers = new Map<string, number>();
  /** Newest slot of a vacancy, and the vacancy of a slot. */
  readonly #slotOf: number[] = [];
  readonly #numberOf: number[] = [];
  readonly #withdrawn = new Map<number, string>();
  #edges = new Map<number, Edge[]>();
  readonly #seen = new Set<number>();

  constructor({ rules = NO_RULES, coded = () => [] }: DeduplicatorOptions) {
    this.#rules = rules;
    this.#coded = coded;
  }

  add(vacancy: Vacancy): Assignment {
    const key = vacancyKey(vacancy);
    const signature = signatureOf(vacancy, this.#coded(vacancy));
    const terms = matchTermsOf(vacancy, signature, this.#rules);
    const number = this.#numberOfKey(key);
    const candidates = this.#candidatesUnder(terms, number);
    const findings = findingsOf(signature, candidates, this.#rules);
    const { offerIds } = choose(signature, candidates, findings, this.#rules);
    this.#keepEdges(number, findings);
    for (const offer of offerIds.map(Number).toSorted((a, b) => a - b)) {
      const [stays, goes] = [this.#clusters.rootOf(number), this.#clusters.rootOf(offer)];
      this.#clusters.unite(Math.min(stays, goes), Math.max(stays, goes));
    }
    this.#withdrawn.delete(number);
    const slot = this.#store.add(signature);
    this.#slotOf[number] = slot;
    this.#numberOf[slot] = number;
    for (const term of terms) this.#terms.add(term, slot);
    return { key, offer: this.#offerOf(number) };
  }

  withdraw(key: string, day: string): { readonly offer: string; readonly open: boolean } | null {
    const number = this.#numbers.get(key);
    if (number === undefined) return null;
    this.#withdrawn.set(number, day);
    const root = this.#clusters.rootOf(number);
    const open = this.#keys.some((_, other) => !this.#withdrawn.has(other) && this.#clusters.rootOf(other) === root);
    return { offer: this.#offerOf(number), open };
  }

  *assignments(): Generator<Assignment> {
    const groups = settle({
      count: this.#keys.length,
      edges: [...this.#edges.values()].flat(),
      rules: this.#rules,
      keyOf: (number) => this.#keys[number] ?? '',
      signatureOf: (number) => this.#signatureOf(number),
    });
    const names = new Map<number, string>();
    for (const group of groups) {
      const [first = ''] = group.map((number) => this.#keys[number] ?? '').toSorted(byCodeUnits);
      for (const number of group) names.set(number, first);
    }
    for (const [number, key] of this.#keys.entries()) yield { key, offer: offerIdOf(names.get(number) ?? key) };
  }

  get bytes(): number {
    return this.#store.bytes + this.#terms.bytes;
  }

  #numberOfKey(key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#clusters.add();
    this.#keys.push(key);
    this.#numbers.set(key, number);
    return number;
  }

  #offerOf(number: number): string {
    return offerIdOf(this.#keys[this.#clusters.rootOf(number)] ?? '');
  }

  #signatureOf(number: number): Candidate['signature'] {
    const signature = this.#store.get(this.#slotOf[number] ?? 0);
    const withdrawn = this.#withdrawn.get(number);
    return withdrawn === undefined ? signature : { ...signature, withdrawn };
  }

  /** Those that share a term, by the most telling terms first, each vacancy once and in its newest version. */
  #candidatesUnder(terms: readonly string[], self: number): Candidate[] {
    this.#seen.clear();
    this.#seen.add(self);
    const found: Candidate[] = [];
    for (const term of terms) {
      let looked = 0;
      this.#terms.visit(term, (slot) => {
        looked++;
        const number = this.#numberOf[slot] ?? 0;
        if (this.#slotOf[number] === slot && !this.#seen.has(number)) {
          this.#seen.add(number);
          found.push(this.#candidateOf(number));
        }
        return looked < MOST_PER_KEY && found.length < MOST_CANDIDATES;
      });
    }
    return found;
  }

  #candidateOf(number: number): Candidate {
    const offerId = String(this.#clusters.rootOf(number));
    return { vacancyKey: this.#keys[number] ?? '', offerId, signature: this.#signatureOf(number) };
  }

  /** Evidence of an earlier version of the vacancy is forgotten. */
  #keepEdges(number: number, findings: ReturnType<typeof findingsOf>): void {
    const edges = findings.map(({ candidate, evidence }) => ({
      one: number,
      other: this.#numbers.get(candidate.vacancyKey) ?? number,
      score: evidence.score,
      exact: evidence.exact,
      weak: evidence.weak,
    }));
    if (this.#slotOf[number] !== undefined) this.#forget(number);
    if (edges.length > 0) this.#edges.set(number, edges);
  }

  #forget(number: number): void {
    this.#edges.delete(number);
    for (const [other, edges] of this.#edges) {
      if (edges.some((edge) => edge.other === number))
        this.#edges.set(
          other,
          edges.filter((edge) => edge.other !== number),
        );
    }
  }
}
