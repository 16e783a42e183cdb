import type { Crosswalks } from '../coder/crosswalks.ts';
import { RELATIONS, type ReferenceScheme } from '../release/schemes.ts';

const UNKNOWN = -1;
const FIRST_ROOM = 4_096;

/** What concepts are in one scheme, as far as it counts for ranking, in flat columns: walks are read for every title. */
export class FlatWalks {
  readonly #crosswalks: Crosswalks;
  readonly #scheme: ReferenceScheme;
  readonly #least: number;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  #length = 0;
  concepts = new Uint32Array(FIRST_ROOM);
  shares = new Float64Array(FIRST_ROOM);
  /** Positions in RELATIONS. */
  relations = new Uint8Array(FIRST_ROOM);

  /** @param least the smallest share that counts */
  constructor(crosswalks: Crosswalks, size: number, scheme: ReferenceScheme, least: number) {
    this.#crosswalks = crosswalks;
    this.#scheme = scheme;
    this.#least = least;
    this.#starts = new Int32Array(size).fill(UNKNOWN);
    this.#ends = new Int32Array(size);
  }

  /** First place of a concept's walk in the columns, largest share first. */
  startOf(concept: number): number {
    const known = this.#starts[concept] ?? UNKNOWN;
    return known === UNKNOWN ? this.#take(concept) : known;
  }

  /** Place after the last; to be asked for after the first. */
  endOf(concept: number): number {
    return this.#ends[concept] ?? 0;
  }

  #take(concept: number): number {
    const start = this.#length;
    for (const { concept: target, share, relation } of this.#crosswalks.walk(concept, this.#scheme)) {
      if (share < this.#least) break;
      if (this.#length === this.concepts.length) this.#grow();
      this.concepts[this.#length] = target;
      this.relations[this.#length] = RELATIONS.indexOf(relation);
      this.shares[this.#length++] = share;
    }
    this.#starts[concept] = start;
    this.#ends[concept] = this.#length;
    return start;
  }

  #grow(): void {
    const [concepts, shares, relations] = [this.concepts, this.shares, this.relations];
    this.concepts = new Uint32Array(concepts.length * 2);
    this.shares = new Float64Array(concepts.length * 2);
    this.relations = new Uint8Array(concepts.length * 2);
    this.relations.set(relations);
    this.concepts.set(concepts);
    this.shares.set(shares);
  }
}
