import { compoundWords } from '../lexical/vocabulary.ts';
import type { Sections } from '../release/sections.ts';
import { rowsOfWord, wordsOf } from './title-rows.ts';

/** How many numbers tell what a title, or an occupation, is like. */
export const AFFINITY_DIMENSIONS = 48;
/** Numbers are stored in steps of 1/127 of the largest of their row. */
const MOST_STORED = 127;
/** Words are met again and again: what was read of this many is kept. */
const MOST_REMEMBERED = 10_000;

export type AffinityTables = Pick<
  Sections,
  'affinityRows' | 'affinityRowUnits' | 'affinityClasses' | 'affinityClassUnits'
>;

/** Tables of a release that has learned nothing of this kind. */
export function noAffinity(): AffinityTables {
  return {
    affinityRows: new Int8Array(0),
    affinityRowUnits: new Float32Array(0),
    affinityClasses: new Int8Array(0),
    affinityClassUnits: new Float32Array(0),
  };
}

/** Rows of numbers in eight bits each, and beside them what one step of each row is worth. */
export function stored(numbers: Float32Array): { readonly steps: Int8Array; readonly units: Float32Array } {
  const steps = new Int8Array(numbers.length);
  const units = new Float32Array(numbers.length / AFFINITY_DIMENSIONS);
  for (let row = 0; row < units.length; row++) {
    const own = numbers.subarray(row * AFFINITY_DIMENSIONS, (row + 1) * AFFINITY_DIMENSIONS);
    const unit = own.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / MOST_STORED;
    if (unit === 0) continue;
    const rounded = own.map((value) => Math.round(value / unit));
    steps.set(rounded, row * AFFINITY_DIMENSIONS);
    units[row] = unit;
  }
  return { steps, units };
}

/**
 * How well a title and an occupation suit each other, as `fitAffinity` has learned it: the scalar product of what the title's
 * words and letters add up to and what stands for the occupation.
 */
export class Affinity {
  readonly #tables: AffinityTables;
  readonly #isWord: (hash: number) => boolean;
  /** Places of words in the columns beside: what their rows add up to, and how many rows they have. */
  readonly #words = new Map<string, number>();
  readonly #sums = new Float32Array(MOST_REMEMBERED * AFFINITY_DIMENSIONS);
  readonly #counts = new Uint16Array(MOST_REMEMBERED);

  constructor(sections: AffinityTables & Pick<Sections, 'wordHashes' | 'wordCounts'>) {
    this.#tables = sections;
    this.#isWord = compoundWords(sections);
  }

  /** Where a title points to; null where the release has learned nothing of this kind. */
  pointOf(key: string): Float32Array | null {
    if (this.#tables.affinityRows.length === 0) return null;
    const point = new Float32Array(AFFINITY_DIMENSIONS);
    const sums = this.#sums;
    let rows = 0;
    for (const word of wordsOf(key)) {
      const place = this.#placeOf(word);
      rows += this.#counts[place] ?? 0;
      const from = place * AFFINITY_DIMENSIONS;
      for (let each = 0; each < AFFINITY_DIMENSIONS; each++)
        point[each] = (point[each] ?? 0) + (sums[from + each] ?? 0);
    }
    const scale = 1 / Math.sqrt(rows);
    for (let each = 0; each < AFFINITY_DIMENSIONS; each++) point[each] = (point[each] ?? 0) * scale;
    return point;
  }

  /** How well an occupation suits a title that points there; 0 where nothing is known of either. */
  between(point: Float32Array | null, concept: number): number {
    if (point === null) return 0;
    const { affinityClasses, affinityClassUnits } = this.#tables;
    const from = concept * AFFINITY_DIMENSIONS;
    let sum = 0;
    for (let each = 0; each < AFFINITY_DIMENSIONS; each++) {
      sum += (point[each] ?? 0) * (affinityClasses[from + each] ?? 0);
    }
    return sum * (affinityClassUnits[concept] ?? 0);
  }

  #placeOf(word: string): number {
    const known = this.#words.get(word);
    if (known !== undefined) return known;
    if (this.#words.size >= MOST_REMEMBERED) this.#words.clear();
    const place = this.#words.size;
    this.#words.set(word, place);
    this.#read(word, place);
    return place;
  }

  #read(word: string, place: number): void {
    const { affinityRows, affinityRowUnits } = this.#tables;
    const rows = rowsOfWord(word, this.#isWord);
    const sum = this.#sums.subarray(place * AFFINITY_DIMENSIONS, (place + 1) * AFFINITY_DIMENSIONS).fill(0);
    for (const row of rows) addRow(sum, affinityRows, row, affinityRowUnits[row] ?? 0);
    this.#counts[place] = rows.length;
  }
}

/** Adds a row of numbers, each times a factor, to as many sums. */
export function addRow(sums: Float32Array, rows: Float32Array | Int8Array, row: number, factor: number): void {
  const from = row * AFFINITY_DIMENSIONS;
  for (let each = 0; each < AFFINITY_DIMENSIONS; each++) {
    sums[each] = (sums[each] ?? 0) + factor * (rows[from + each] ?? 0);
  }
}
