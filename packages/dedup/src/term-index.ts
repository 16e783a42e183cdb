import { NumberList } from './number-list.ts';
import { hashOf } from './sketch.ts';

const SEGMENT_BITS = 6;
const WITHIN_BITS = 32 - SEGMENT_BITS;
const FIRST_PLACES = 64;
const NONE = -1;
/** Postings are told from rows by being below this. */
const POSTINGS = -2;

/**
 * Which rows stand under a term, the newest first: open hash tables over typed arrays, and a chain of postings from each place of them.
 * Most terms have one row, which stands in the place itself. Terms are told apart by a hash of 32 bits; two that fall together show
 * a few candidates more, which the comparison turns away. What is read together lies together, since at a million vacancies each look
 * is a cache miss. The tables are many, so that only a small one stands twice while it is widened.
 */
export class TermIndex {
  /** By place: the hash of a term, and its newest posting. */
  readonly #segments = Array.from({ length: 1 << SEGMENT_BITS }, () => new Int32Array(FIRST_PLACES * 2).fill(NONE));
  readonly #terms = new Int32Array(1 << SEGMENT_BITS);
  /** By posting: the row, and the posting before under the same term. */
  readonly #chain = new NumberList();

  add(hash: number, row: number): void {
    const segment = segmentOf(hash);
    const places = this.#roomIn(segment);
    const place = placeOf(places, hash);
    const newest = places[place + 1] ?? NONE;
    places[place] = hash;
    if (newest === NONE) {
      places[place + 1] = row;
      this.#terms[segment] = (this.#terms[segment] ?? 0) + 1;
      return;
    }
    places[place + 1] = POSTINGS - this.#chain.length;
    this.#chain.push(row);
    this.#chain.push(newest);
  }

  /** The newest posting of a term; null when there is none. */
  newest(hash: number): number | null {
    const places = this.#segments[segmentOf(hash)] ?? NOWHERE;
    return known(places[placeOf(places, hash) + 1]);
  }

  rowAt(posting: number): number {
    return posting >= 0 ? posting : this.#chain.at(POSTINGS - posting);
  }

  /** The posting before another under the same term; null after the last. */
  before(posting: number): number | null {
    return posting >= 0 ? null : known(this.#chain.at(POSTINGS - posting + 1));
  }

  get bytes(): number {
    return this.#segments.reduce((sum, places) => sum + places.byteLength, this.#chain.bytes);
  }

  /** The table with room for one term more: at most two thirds of its places are taken. */
  #roomIn(segment: number): Int32Array {
    const places = this.#segments[segment] ?? NOWHERE;
    if ((this.#terms[segment] ?? 0) * 3 < places.length) return places;
    const wider = new Int32Array(Math.ceil(places.length * 0.75) * 2).fill(NONE);
    for (let place = 0; place < places.length; place += 2) {
      const [hash = 0, newest = NONE] = [places[place], places[place + 1]];
      if (newest === NONE) continue;
      const moved = placeOf(wider, hash);
      wider[moved] = hash;
      wider[moved + 1] = newest;
    }
    this.#segments[segment] = wider;
    return wider;
  }
}

const NOWHERE = new Int32Array(2).fill(NONE);

function known(posting: number | undefined): number | null {
  return posting === undefined || posting === NONE ? null : posting;
}

function mixed(hash: number): number {
  return Math.imul(hash, 0x9e3779b1) >>> 0;
}

function segmentOf(hash: number): number {
  return mixed(hash) >>> WITHIN_BITS;
}

/** The place of a hash in a table, or the free one where it would stand. */
function placeOf(places: Int32Array, hash: number): number {
  const within = mixed(hash) & ((1 << WITHIN_BITS) - 1);
  let place = Math.trunc((within * (places.length / 2)) / (1 << WITHIN_BITS)) * 2;
  while (places[place + 1] !== NONE && places[place] !== hash) place = place + 2 === places.length ? 0 : place + 2;
  return place;
}

/** What a term is told by in the index: 32 bits, signed as the index keeps them. */
export function termHash(term: string): number {
  return hashOf(term) | 0;
}
