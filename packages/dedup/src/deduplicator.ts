import { offerIdOf, type Vacancy, vacancyKey } from '@relais/vacancy';
import { possibilityOf } from './alone.ts';
import { Clusters } from './clusters.ts';
import { type Candidate, choose, type Finding, findingsOf } from './decide.ts';
import { EdgeList } from './edge-list.ts';
import { matchTermsOf } from './match-keys.ts';
import { byCodeUnits } from './normal-text.ts';
import { NO_RULES, type OperatorRules } from './operator-rules.ts';
import { settle } from './settle.ts';
import { type Signature, signatureOf } from './signature.ts';
import { SignatureStore, TermIndex, termHash } from './standing-index.ts';

/** Vacancies looked at under one key; a key that more share says little. */
const MOST_PER_KEY = 24;
const MOST_CANDIDATES = 40;

interface NumberedCandidate extends Candidate {
  readonly number: number;
}

/** What a vacancy was compared with, and what was found the same. */
interface Looked {
  readonly candidates: readonly NumberedCandidate[];
  readonly findings: readonly Finding<NumberedCandidate>[];
}

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
  /** What was looked at so far to decide. */
  readonly looks: Looks;
}

interface Looks {
  /** Vacancies compared. */
  readonly candidates: number;
  /** Places of the index read. */
  readonly postings: number;
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

/** Each vacancy has a number by order of arrival. Only numbers, packed bytes and the evidence that was found are kept. */
class StandingVacancies implements Deduplicator {
  readonly #rules: OperatorRules;
  readonly #coded: (vacancy: Vacancy) => readonly string[];
  readonly #store = new SignatureStore();
  readonly #terms = new TermIndex();
  readonly #clusters = new Clusters();
  readonly #keys: string[] = [];
  /** Numbers by key, outside the heap. */
  readonly #numbers = new TermIndex();
  /** Of vacancies that came again, the first posting of their newest version. */
  readonly #renewed = new Map<number, number>();
  readonly #withdrawn = new Map<number, string>();
  readonly #edges = new EdgeList();
  readonly #seen = new Set<number>();
  #compared = 0;
  #postings = 0;

  constructor({ rules = NO_RULES, coded = () => [] }: DeduplicatorOptions) {
    this.#rules = rules;
    this.#coded = coded;
  }

  add(vacancy: Vacancy): Assignment {
    const key = vacancyKey(vacancy);
    const signature = signatureOf(vacancy, this.#coded(vacancy));
    const terms = matchTermsOf(vacancy, signature, this.#rules).map(termHash);
    const before = this.#numberOfKey(key);
    const number = before ?? this.#newNumber(key);
    const candidates = this.#candidatesUnder(terms, number);
    const findings = findingsOf(signature, candidates, this.#rules);
    const { offerIds } = choose(signature, candidates, findings, this.#rules);
    this.#keepEdges(number, signature, { candidates, findings });
    for (const offer of offerIds.map(Number).toSorted((a, b) => a - b)) {
      const [stays, goes] = [this.#clusters.rootOf(number), this.#clusters.rootOf(offer)];
      this.#clusters.unite(Math.min(stays, goes), Math.max(stays, goes));
    }
    this.#withdrawn.delete(number);
    this.#store.put(number, signature);
    if (before !== undefined) this.#renewed.set(number, this.#terms.end);
    for (const term of terms) this.#terms.add(term, number);
    return { key, offer: this.#offerOf(number) };
  }

  withdraw(key: string, day: string): { readonly offer: string; readonly open: boolean } | null {
    const number = this.#numberOfKey(key);
    if (number === undefined) return null;
    this.#withdrawn.set(number, day);
    const root = this.#clusters.rootOf(number);
    const open = this.#keys.some((_, other) => !this.#withdrawn.has(other) && this.#clusters.rootOf(other) === root);
    return { offer: this.#offerOf(number), open };
  }

  *assignments(): Generator<Assignment> {
    const groups = settle({
      count: this.#keys.length,
      edges: this.#edges.standing((number) => this.#renewed.get(number) ?? 0),
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
    return this.#store.bytes + this.#terms.bytes + this.#numbers.bytes;
  }

  get looks(): Looks {
    return { candidates: this.#compared, postings: this.#postings };
  }

  #newNumber(key: string): number {
    const number = this.#clusters.add();
    this.#keys.push(key);
    this.#numbers.add(termHash(key), number);
    return number;
  }

  #numberOfKey(key: string): number | undefined {
    let posting = this.#numbers.newest(termHash(key));
    while (posting >= 0 && this.#keys[this.#numbers.numberAt(posting)] !== key) posting = this.#numbers.before(posting);
    return posting < 0 ? undefined : this.#numbers.numberAt(posting);
  }

  #offerOf(number: number): string {
    return offerIdOf(this.#keys[this.#clusters.rootOf(number)] ?? '');
  }

  #signatureOf(number: number): Signature {
    const signature = this.#store.get(number);
    const withdrawn = this.#withdrawn.get(number);
    return withdrawn === undefined ? signature : { ...signature, withdrawn };
  }

  /** Those that share a term, by the most telling terms first, each vacancy once and in its newest version. */
  #candidatesUnder(terms: readonly number[], self: number): NumberedCandidate[] {
    this.#seen.clear();
    this.#seen.add(self);
    const found: NumberedCandidate[] = [];
    // All places first: each is far from the next, and the processor waits for several at once.
    for (let posting of terms.map((term) => this.#terms.newest(term))) {
      for (let looked = 0; posting >= 0 && looked < MOST_PER_KEY && found.length < MOST_CANDIDATES; looked++) {
        const number = this.#terms.numberAt(posting);
        if (!this.#seen.has(number) && posting >= (this.#renewed.get(number) ?? 0)) {
          this.#seen.add(number);
          found.push(this.#candidateOf(number));
        }
        posting = this.#terms.before(posting);
        this.#postings++;
      }
    }
    this.#compared += found.length;
    return found;
  }

  #candidateOf(number: number): NumberedCandidate {
    const offerId = String(this.#clusters.rootOf(number));
    return { number, vacancyKey: this.#keys[number] ?? '', offerId, signature: this.#signatureOf(number) };
  }

  #keepEdges(number: number, signature: Signature, { candidates, findings }: Looked): void {
    const at = this.#terms.end;
    for (const { candidate, evidence } of findings) {
      const { score, exact, weak } = evidence;
      this.#edges.add({ one: number, other: candidate.number, score, exact, weak, alone: null }, at);
    }
    for (const candidate of candidates) {
      const alone = possibilityOf(signature, candidate.signature);
      if (alone === null || findings.some((finding) => finding.candidate === candidate)) continue;
      this.#edges.add({ one: number, other: candidate.number, score: 0, exact: false, weak: false, alone }, at);
    }
  }
}
