import { LABEL_LANGUAGES } from '../release/schemes.ts';
import type { CompiledSections } from '../release/sections.ts';
import { eachGram, positionOf, rarity } from './grams.ts';

const LANGUAGES = LABEL_LANGUAGES.length;
const SLOTS = 1024;
/** A key has at most 240 characters, so at most 480 grams: the table is never more than half full. */
const MASK = SLOTS - 1;

interface QueryGram {
  /** Stretch of the postings that holds the keys with this gram. */
  readonly from: number;
  readonly to: number;
  /** Square of the gram's rarity: its share in the product of two weight vectors. */
  readonly weight: number;
}

/** The grams of one title in one language: weights to look up by gram, and the stretches of postings to read. */
export class QueryGrams {
  readonly #codes = new Uint32Array(SLOTS);
  readonly #weights = new Float64Array(SLOTS);
  /** Which text counted a gram last, so that one that occurs twice counts once. */
  readonly #counted = new Uint32Array(SLOTS);
  #round = 0;

  /** Those of the grams that labels have, rarest first. */
  stretches: QueryGram[] = [];
  /** Length of the title's weight vector, with the grams that no label has. */
  length = 0;

  /** Takes in the title. Everything of the one before is forgotten. */
  read(key: Uint8Array, language: number, sections: CompiledSections): void {
    const { gramCodes, gramStarts, keyLanguages } = sections;
    const total = (keyLanguages[language + 1] ?? 0) - (keyLanguages[language] ?? 0);
    this.#codes.fill(0);
    this.stretches = [];
    let square = 0;
    eachGram(key, (gram) => {
      const slot = this.#slotOf(gram);
      if (this.#codes[slot] === gram) return;
      const at = positionOf(gramCodes, gram);
      const from = at < 0 ? 0 : (gramStarts[at * LANGUAGES + language] ?? 0);
      const to = at < 0 ? 0 : (gramStarts[at * LANGUAGES + language + 1] ?? 0);
      const weight = rarity(to - from, total) ** 2;
      this.#codes[slot] = gram;
      this.#weights[slot] = weight;
      square += weight;
      if (to > from) this.stretches.push({ from, to, weight });
    });
    this.stretches.sort((a, b) => a.to - a.from - (b.to - b.from));
    this.length = Math.sqrt(square);
  }

  /** Product of the weight vectors of the title and of another key. */
  product(key: Uint8Array): number {
    this.#round++;
    let sum = 0;
    eachGram(key, (gram) => {
      const slot = this.#slotOf(gram);
      if (this.#codes[slot] !== gram || this.#counted[slot] === this.#round) return;
      this.#counted[slot] = this.#round;
      sum += this.#weights[slot] ?? 0;
    });
    return sum;
  }

  #slotOf(gram: number): number {
    let slot = Math.imul(gram, 0x9e3779b1) >>> 22;
    while (this.#codes[slot] !== 0 && this.#codes[slot] !== gram) slot = (slot + 1) & MASK;
    return slot;
  }
}
