import { LABEL_LANGUAGES } from '../release/schemes.ts';
import type { CompiledSections } from '../release/sections.ts';
import { rarity, readGrams, SortedIndex } from './grams.ts';

const LANGUAGES = LABEL_LANGUAGES.length;
const SLOTS = 1024;
const MASK = SLOTS - 1;
/** A key has at most 240 characters, so at most 480 grams; of a longer text the first are read, and the table never fills. */
const MOST_GRAMS = 768;
const GRAM_BITS = 24;
const SCATTER = 0x9e3779b1;
/** Fewer labels than this: their rarity is kept once computed. A table for all numbers would push others out of the processor's cache. */
const KEPT_RARITIES = 2_048;
/** More than there are grams: the size of a stretch and its place are sorted as one number. */
const PLACES = 1024;

/** The grams of one title in one language: weights to look up by gram, and the stretches of postings to read. */
export class QueryGrams {
  readonly #sections: CompiledSections;
  readonly #index: SortedIndex;
  readonly #codes = new Uint32Array(SLOTS);
  readonly #weights = new Float64Array(SLOTS);
  /** Which text counted a gram last, so that one that occurs twice counts once. */
  readonly #counted = new Uint32Array(SLOTS);
  readonly #read = new Uint32Array(MOST_GRAMS);
  /** The distinct grams of the text: slots, and positions among those of labels (-1 where no label has it). */
  readonly #slots = new Uint32Array(MOST_GRAMS);
  readonly #positions = new Int32Array(MOST_GRAMS);
  readonly #order = new Float64Array(MOST_GRAMS);
  /** By language: the square of the rarity of a gram, by how many labels have it; filled as sizes are met. */
  readonly #rarities: readonly Float64Array[];
  #text = '';
  #grams = 0;
  #round = 0;

  /** Stretches of postings of those grams that labels have, rarest first: starts, ends, and the square of the rarity. */
  readonly starts = new Uint32Array(MOST_GRAMS);
  readonly ends = new Uint32Array(MOST_GRAMS);
  readonly weights = new Float64Array(MOST_GRAMS);
  stretches = 0;
  /** Length of the title's weight vector, with the grams that no label has. */
  length = 0;

  constructor(sections: CompiledSections) {
    this.#sections = sections;
    this.#index = new SortedIndex(sections.gramCodes, GRAM_BITS);
    this.#rarities = LABEL_LANGUAGES.map(() => new Float64Array(KEPT_RARITIES));
  }

  #labelsIn(language: number): number {
    const { keyLanguages } = this.#sections;
    return (keyLanguages[language + 1] ?? 0) - (keyLanguages[language] ?? 0);
  }

  #squaredRarity(size: number, language: number): number {
    const known = this.#rarities[language];
    const own = known?.[size] ?? 0;
    if (own > 0) return own;
    const made = rarity(size, this.#labelsIn(language)) ** 2;
    if (known !== undefined && size < KEPT_RARITIES) known[size] = made;
    return made;
  }

  /** Takes in the title. Everything of the one before is forgotten. */
  read(text: string, language: number): void {
    if (text !== this.#text) this.#take(text);
    const { gramStarts } = this.#sections;
    let square = 0;
    let found = 0;
    for (let at = 0; at < this.#grams; at++) {
      const position = this.#positions[at] ?? -1;
      const cell = position * LANGUAGES + language;
      const size = position < 0 ? 0 : (gramStarts[cell + 1] ?? 0) - (gramStarts[cell] ?? 0);
      const weight = this.#squaredRarity(size, language);
      this.#weights[this.#slots[at] ?? 0] = weight;
      square += weight;
      if (size > 0) this.#order[found++] = size * PLACES + at;
    }
    this.length = Math.sqrt(square);
    this.#layOut(found, language);
  }

  /** Product of the weight vectors of the title and of another key. */
  product(bytes: Uint8Array, from: number, to: number): number {
    const round = ++this.#round;
    const [read, codes, weights, counted] = [this.#read, this.#codes, this.#weights, this.#counted];
    const grams = readGrams(bytes, from, to, read);
    let sum = 0;
    for (let at = 0; at < grams; at++) {
      const gram = read[at] ?? 0;
      let slot = Math.imul(gram, SCATTER) >>> 22;
      let code = codes[slot];
      while (code !== 0 && code !== gram) {
        slot = (slot + 1) & MASK;
        code = codes[slot];
      }
      if (code !== gram || counted[slot] === round) continue;
      counted[slot] = round;
      sum += weights[slot] ?? 0;
    }
    return sum;
  }

  #take(text: string): void {
    for (let at = 0; at < this.#grams; at++) this.#codes[this.#slots[at] ?? 0] = 0;
    const bytes = Buffer.from(text, 'latin1');
    const grams = readGrams(bytes, 0, bytes.length, this.#read);
    this.#text = text;
    this.#grams = 0;
    for (let at = 0; at < grams; at++) {
      const gram = this.#read[at] ?? 0;
      const slot = this.#slotOf(gram);
      if (this.#codes[slot] === gram) continue;
      this.#codes[slot] = gram;
      this.#slots[this.#grams] = slot;
      this.#positions[this.#grams++] = this.#index.positionOf(gram);
    }
  }

  #layOut(found: number, language: number): void {
    const { gramStarts } = this.#sections;
    const order = this.#order;
    sortFirst(order, found);
    for (let at = 0; at < found; at++) {
      const gram = (order[at] ?? 0) % PLACES;
      const cell = (this.#positions[gram] ?? 0) * LANGUAGES + language;
      this.starts[at] = gramStarts[cell] ?? 0;
      this.ends[at] = gramStarts[cell + 1] ?? 0;
      this.weights[at] = this.#weights[this.#slots[gram] ?? 0] ?? 0;
    }
    this.stretches = found;
  }

  #slotOf(gram: number): number {
    let slot = Math.imul(gram, SCATTER) >>> 22;
    while (this.#codes[slot] !== 0 && this.#codes[slot] !== gram) slot = (slot + 1) & MASK;
    return slot;
  }
}

/** Sorts the first numbers of a list in place; short lists are faster so than by a call to sort. */
function sortFirst(list: Float64Array, count: number): void {
  for (let gap = count > 24 ? 7 : 1; gap > 0; gap = gap > 1 ? 1 : 0) {
    for (let at = gap; at < count; at++) {
      const value = list[at] ?? 0;
      let to = at;
      while (to >= gap && (list[to - gap] ?? 0) > value) {
        list[to] = list[to - gap] ?? 0;
        to -= gap;
      }
      list[to] = value;
    }
  }
}
