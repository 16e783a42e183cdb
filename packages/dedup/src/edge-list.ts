import type { Possibility } from './alone.ts';
import { Clusters } from './clusters.ts';
import { NumberList } from './number-list.ts';
import type { Edge } from './settle.ts';

/** Numbers an edge takes: the row of the one, the vacancy that was there before, and what speaks for it. */
const WIDTH = 3;
const EXACT = 1;
const WEAK = 2;
const ALONE: readonly (Possibility | null)[] = [null, 'likely', 'possible'];
const ALONE_SHIFT = 2;
/** Scores have two decimals. */
const SCORE_SHIFT = 4;
const SCORES = 1e6;
const NONE = -1;

/** Where the vacancies of edges are found: a vacancy has a row for each of its versions. */
interface Rows {
  /** Vacancies there are. */
  readonly count: number;
  readonly numberOf: (row: number) => number;
  /** The row of its newest version. */
  readonly rowOf: (number: number) => number;
}

/** Edges as plain numbers, twelve bytes each: a million vacancies leave more of them than the heap should hold as objects. */
export class EdgeList {
  readonly #numbers = new NumberList();

  /** @param row the version of the edge's one, which was compared when it came */
  add(row: number, { other, score, exact, weak, alone }: Omit<Edge, 'one'>): void {
    const flags = (exact ? EXACT : 0) | (weak ? WEAK : 0) | (ALONE.indexOf(alone) << ALONE_SHIFT);
    this.#numbers.push(row);
    this.#numbers.push(other);
    this.#numbers.push((Math.round(score * SCORES) << SCORE_SHIFT) | flags);
  }

  get bytes(): number {
    return this.#numbers.bytes;
  }

  /**
   * The edges that were found since both ends have their newest version, one group after the other: what vacancies of two
   * groups are has no bearing on each other. Each group's edges are in the order in which they were found.
   */
  *groups(rows: Rows): Generator<readonly Edge[]> {
    const clusters = new Clusters();
    for (let number = 0; number < rows.count; number++) clusters.add();
    const count = this.#numbers.length / WIDTH;
    for (let place = 0; place < count; place++) {
      if (this.#stands(place, rows)) clusters.unite(...this.#ends(place, rows));
    }
    const first = new Int32Array(rows.count).fill(NONE);
    const next = new Int32Array(count);
    for (let place = count - 1; place >= 0; place--) {
      if (!this.#stands(place, rows)) continue;
      const root = clusters.rootOf(this.#ends(place, rows)[0]);
      next[place] = first[root] ?? NONE;
      first[root] = place;
    }
    for (const start of first) if (start !== NONE) yield this.#chain(start, next, rows);
  }

  #chain(start: number, next: Int32Array, rows: Rows): Edge[] {
    const edges: Edge[] = [];
    for (let place = start; place !== NONE; place = next[place] ?? NONE) edges.push(this.#edge(place, rows));
    return edges;
  }

  #stands(place: number, { rowOf, numberOf }: Rows): boolean {
    const row = this.#numbers.at(place * WIDTH);
    return row >= rowOf(numberOf(row)) && row >= rowOf(this.#numbers.at(place * WIDTH + 1));
  }

  #ends(place: number, { numberOf }: Rows): [number, number] {
    return [numberOf(this.#numbers.at(place * WIDTH)), this.#numbers.at(place * WIDTH + 1)];
  }

  #edge(place: number, rows: Rows): Edge {
    const [one, other] = this.#ends(place, rows);
    const said = this.#numbers.at(place * WIDTH + 2);
    return {
      one,
      other,
      score: (said >> SCORE_SHIFT) / SCORES,
      exact: (said & EXACT) !== 0,
      weak: (said & WEAK) !== 0,
      alone: ALONE[(said >> ALONE_SHIFT) & 3] ?? null,
    };
  }
}
