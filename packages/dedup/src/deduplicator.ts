import { offerIdOf, type Vacancy, vacancyKey } from '@relais/vacancy';
import { possibilityOf } from './alone.ts';
import { Clusters } from './clusters.ts';
import { type Candidate, choose, type Finding, findingsOf } from './decide.ts';
import { EdgeList } from './edge-list.ts';
import { matchTermsOf } from './match-keys.ts';
import { byCodeUnits } from './normal-text.ts';
import { NumberList } from './number-list.ts';
import { NO_RULES, type OperatorRules } from './operator-rules.ts';
import { settle } from './settle.ts';
import { type Signature, signatureOf } from './signature.ts';
import { SignatureStore } from './signature-store.ts';
import { TermIndex, termHash } from './term-index.ts';

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

/** Finds the vacancies that are one job, in one pass over any number of them. Its end gives the temporary file back. */
interface Deduplicator extends Disposable {
  /**
   * Takes in a vacancy, or a newer version of one, and returns the offer it belongs to for now.
   * @throws DEDUP_FILE_UNUSABLE where the folder for temporary files is full or cannot be written to, and so is of no more use
   */
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
  /** How many bytes of signatures stay in memory, some 450 a vacancy; the others go to a temporary file. @default all */
  readonly memoryBytes?: number;
}

/**
 * A deduplicator with an index of its own. A vacancy takes about 150 bytes of memory, and its signature some 450. Given a bound,
 * signatures beyond it go to a file without a name in the folder for temporary files (`TMPDIR`).
 */
export function createDeduplicator(options: DeduplicatorOptions = {}): Deduplicator {
  return new StandingVacancies(options);
}

/**
 * Each vacancy has a number by order of arrival, and each of its versions a row. What is kept by these stands outside the heap: plain
 * numbers, and keys and signatures as packed texts.
 */
class StandingVacancies implements Deduplicator {
  readonly #rules: OperatorRules;
  readonly #coded: (vacancy: Vacancy) => readonly string[];
  readonly #store: SignatureStore;
  readonly #terms = new TermIndex();
  readonly #clusters = new Clusters();
  /** Numbers by key. */
  readonly #numbers = new TermIndex();
  /** By row, the number of the vacancy; by number, the row of its newest version. */
  readonly #numberOf = new NumberList();
  readonly #rowOf = new NumberList();
  readonly #withdrawn = new Map<number, string>();
  readonly #edges = new EdgeList();
  readonly #seen = new Set<number>();
  #compared = 0;
  #postings = 0;

  constructor({ rules = NO_RULES, coded = () => [], memoryBytes = Number.POSITIVE_INFINITY }: DeduplicatorOptions) {
    this.#rules = rules;
    this.#store = new SignatureStore(memoryBytes);
    this.#coded = coded;
  }

  add(vacancy: Vacancy): Assignment {
    const key = vacancyKey(vacancy);
    const signature = signatureOf(vacancy, this.#coded(vacancy));
    const terms = matchTermsOf(vacancy, signature, this.#rules).map(termHash);
    const number = this.#numberOfKey(key) ?? this.#newNumber(key);
    const candidates = this.#candidatesUnder(terms, number);
    const findings = findingsOf(signature, candidates, this.#rules);
    const { offerIds } = choose(signature, candidates, findings, this.#rules);
    for (const offer of offerIds.map(Number).toSorted((a, b) => a - b)) {
      const [stays, goes] = [this.#clusters.rootOf(number), this.#clusters.rootOf(offer)];
      this.#clusters.unite(Math.min(stays, goes), Math.max(stays, goes));
    }
    this.#withdrawn.delete(number);
    const row = this.#store.add({ key, signature });
    this.#numberOf.push(number);
    this.#rowOf.set(number, row);
    this.#keepEdges(row, signature, { candidates, findings });
    for (const term of terms) this.#terms.add(term, row);
    return { key, offer: this.#offerOf(number) };
  }

  withdraw(key: string, day: string): { readonly offer: string; readonly open: boolean } | null {
    const number = this.#numberOfKey(key);
    if (number === null) return null;
    this.#withdrawn.set(number, day);
    return { offer: this.#offerOf(number), open: this.#isOpen(this.#clusters.rootOf(number)) };
  }

  *assignments(): Generator<Assignment> {
    const names = this.#names();
    for (const [number, first] of names.entries()) {
      yield { key: this.#keyOf(number), offer: offerIdOf(this.#keyOf(first)) };
    }
  }

  get bytes(): number {
    const parts = [this.#store, this.#terms, this.#clusters, this.#numbers, this.#numberOf, this.#rowOf, this.#edges];
    return parts.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  [Symbol.dispose](): void {
    this.#store.close();
  }

  get looks(): Looks {
    return { candidates: this.#compared, postings: this.#postings };
  }

  /** By vacancy, the one of its offer that has the smallest key. */
  #names(): Int32Array {
    const count = this.#rowOf.length;
    const names = Int32Array.from({ length: count }, (_, number) => number);
    const known = {
      count,
      rules: this.#rules,
      keyOf: (number: number) => this.#store.get(this.#rowOf.at(number)).key,
      signatureOf: (number: number) => this.#signatureOf(number),
    };
    const numberOf = (row: number) => this.#numberOf.at(row);
    for (const edges of this.#edges.groups({ count, numberOf, rowOf: (number) => this.#rowOf.at(number) })) {
      for (const group of settle({ ...known, edges })) {
        const first = group.reduce((a, b) => (byCodeUnits(known.keyOf(b), known.keyOf(a)) < 0 ? b : a));
        for (const number of group) names[number] = first;
      }
    }
    return names;
  }

  #newNumber(key: string): number {
    const number = this.#clusters.add();
    this.#rowOf.push(0);
    this.#numbers.add(termHash(key), number);
    return number;
  }

  #numberOfKey(key: string): number | null {
    let posting = this.#numbers.newest(termHash(key));
    while (posting !== null && this.#keyOf(this.#numbers.rowAt(posting)) !== key)
      posting = this.#numbers.before(posting);
    return posting === null ? null : this.#numbers.rowAt(posting);
  }

  #isOpen(root: number): boolean {
    for (let number = 0; number < this.#rowOf.length; number++) {
      if (!this.#withdrawn.has(number) && this.#clusters.rootOf(number) === root) return true;
    }
    return false;
  }

  #offerOf(number: number): string {
    return offerIdOf(this.#keyOf(this.#clusters.rootOf(number)));
  }

  #keyOf(number: number): string {
    return this.#store.keyOf(this.#rowOf.at(number));
  }

  #signatureOf(number: number): Signature {
    const { signature } = this.#store.get(this.#rowOf.at(number));
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
      for (let looked = 0; posting !== null && looked < MOST_PER_KEY && found.length < MOST_CANDIDATES; looked++) {
        const row = this.#terms.rowAt(posting);
        const number = this.#numberOf.at(row);
        if (!this.#seen.has(number) && row === this.#rowOf.at(number)) {
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
    return { number, signature: this.#signatureOf(number), vacancyKey: this.#keyOf(number), offerId };
  }

  #keepEdges(row: number, signature: Signature, { candidates, findings }: Looked): void {
    for (const { candidate, evidence } of findings) {
      const { score, exact, weak } = evidence;
      this.#edges.add(row, { other: candidate.number, score, exact, weak, alone: null });
    }
    for (const candidate of candidates) {
      const alone = possibilityOf(signature, candidate.signature);
      if (alone === null || findings.some((finding) => finding.candidate === candidate)) continue;
      this.#edges.add(row, { other: candidate.number, score: 0, exact: false, weak: false, alone });
    }
  }
}
