import { LABEL_LANGUAGES, REFERENCE_SCHEMES, type ReferenceScheme } from '../release/schemes.ts';
import { type CompiledSections, textAt } from '../release/sections.ts';
import { hashOf, positionOf } from './grams.ts';
import { QueryGrams } from './query-grams.ts';

const LANGUAGES = LABEL_LANGUAGES.length;
/** Postings read per title and language to choose candidates; commoner grams only weigh in the second pass. */
const FIRST_PASS_POSTINGS = 3_000;
const SECOND_PASS_KEYS = 32;

/** A key of a label that resembles a title; `similarity` is the cosine of their gram weights, 0–1. */
export interface Hit {
  readonly key: number;
  readonly similarity: number;
}

/**
 * Looks titles up among the labels of a release: exactly, and by character 3-grams and 4-grams (TF-IDF, cosine).
 * The work per title is bounded: rare grams choose the candidates, common ones only refine them.
 * Not re-entrant: one search object serves one thread.
 */
export class LabelSearch {
  readonly #sections: CompiledSections;
  readonly #sums: Float32Array;
  readonly #touched: Uint32Array;
  readonly #query = new QueryGrams();
  readonly #schemes: readonly ReadonlySet<ReferenceScheme>[];

  #hidden: ReadonlySet<number> = new Set();
  #knownText = '';
  #known: readonly number[] = LABEL_LANGUAGES.map(() => 0);

  constructor(sections: CompiledSections) {
    this.#sections = sections;
    const sizes = LABEL_LANGUAGES.map((_, language) => this.#size(language));
    this.#sums = new Float32Array(Math.max(...sizes));
    this.#touched = new Uint32Array(Math.max(...sizes));
    this.#schemes = LABEL_LANGUAGES.map((_, language) => this.#schemesOf(language));
  }

  /** All keys equal to a text, one per language at most. */
  exact(text: string): number[] {
    const { exactSlots, keyBytes, keyStarts } = this.#sections;
    const mask = exactSlots.length - 1;
    const found: number[] = [];
    for (let slot = hashOf(text) & mask; exactSlots[slot] !== 0; slot = (slot + 1) & mask) {
      const key = (exactSlots[slot] ?? 1) - 1;
      if (textAt(keyBytes, keyStarts, key) === text && !this.#hidden.has(key)) found.push(key);
    }
    return found;
  }

  /** Takes keys out of sight until told otherwise, so that a label can be looked up as if it were new. */
  hide(keys: readonly number[]): void {
    this.#hidden = new Set(keys);
  }

  languageOf(key: number): number {
    let language = 0;
    while (key >= (this.#sections.keyLanguages[language + 1] ?? Number.POSITIVE_INFINITY)) language++;
    return language;
  }

  /** Concepts that have the key, with their scheme, and whether it is their preferred label. */
  conceptsOf(key: number): { concept: number; scheme: ReferenceScheme; preferred: boolean }[] {
    const { keyConceptStarts, keyConcepts, keyPreferred, conceptSchemes } = this.#sections;
    const found: { concept: number; scheme: ReferenceScheme; preferred: boolean }[] = [];
    for (let at = keyConceptStarts[key] ?? 0; at < (keyConceptStarts[key + 1] ?? 0); at++) {
      const concept = keyConcepts[at] ?? 0;
      const scheme = REFERENCE_SCHEMES[conceptSchemes[concept] ?? 0] ?? 'competent2';
      found.push({ concept, scheme, preferred: keyPreferred[at] === 1 });
    }
    return found;
  }

  /** Schemes that have labels in a language. */
  schemesIn(language: number): ReadonlySet<ReferenceScheme> {
    return this.#schemes[language] ?? new Set();
  }

  /** Share of a text's words that the labels of each language know, 0–1. */
  knownWords(text: string): readonly number[] {
    if (this.#knownText !== text) {
      this.#known = this.#countKnownWords(text);
      this.#knownText = text;
    }
    return this.#known;
  }

  #countKnownWords(text: string): number[] {
    const words = text.split(' ');
    const known = LABEL_LANGUAGES.map(() => 0);
    for (const word of words) {
      const at = positionOf(this.#sections.wordHashes, hashOf(word));
      if (at < 0) continue;
      const counts = this.#sections.wordCounts.subarray(at * LANGUAGES, (at + 1) * LANGUAGES);
      for (const [language, count] of counts.entries()) {
        if (count > 0) known[language] = (known[language] ?? 0) + 1;
      }
    }
    return known.map((count) => count / words.length);
  }

  /** The keys of one language that resemble a text most, best first. */
  similar(text: string, language: number, limit: number): Hit[] {
    const query = this.#query;
    query.read(Buffer.from(text, 'latin1'), language, this.#sections);
    const touched = this.#firstPass(language);
    const seen = this.#best(touched, language).filter((key) => !this.#hidden.has(key));
    const hits = seen.map((key) => ({
      key,
      similarity: this.#similarity(key) / query.length,
    }));
    this.#clear(touched);
    return hits.toSorted((a, b) => b.similarity - a.similarity || a.key - b.key).slice(0, limit);
  }

  #schemesOf(language: number): Set<ReferenceScheme> {
    const { keyLanguages, keyConceptStarts, keyConcepts, conceptSchemes } = this.#sections;
    const from = keyConceptStarts[keyLanguages[language] ?? 0] ?? 0;
    const to = keyConceptStarts[keyLanguages[language + 1] ?? 0] ?? 0;
    const seen = new Set(keyConcepts.subarray(from, to).map((concept) => conceptSchemes[concept] ?? 0));
    return new Set(REFERENCE_SCHEMES.filter((_, at) => seen.has(at)));
  }

  #size(language: number): number {
    const { keyLanguages } = this.#sections;
    return (keyLanguages[language + 1] ?? 0) - (keyLanguages[language] ?? 0);
  }

  /** Adds up the rare grams over all keys that have them. Returns how many keys were touched. */
  #firstPass(language: number): number {
    const { postings } = this.#sections;
    const base = this.#sections.keyLanguages[language] ?? 0;
    const sums = this.#sums;
    let touched = 0;
    let read = 0;
    for (const { from, to, weight } of this.#query.stretches) {
      read += to - from;
      if (read > FIRST_PASS_POSTINGS && touched > 0) break;
      for (let place = from; place < to; place++) {
        const key = (postings[place] ?? 0) - base;
        const sum = sums[key] ?? 0;
        if (sum === 0) this.#touched[touched++] = key;
        sums[key] = sum + weight;
      }
    }
    return touched;
  }

  /** The touched keys with the highest sums so far, in no order. */
  #best(touched: number, language: number): number[] {
    const base = this.#sections.keyLanguages[language] ?? 0;
    const { keyScales } = this.#sections;
    const keys: number[] = [];
    const scores: number[] = [];
    let weakest = 0;
    for (let at = 0; at < touched; at++) {
      const key = (this.#touched[at] ?? 0) + base;
      const score = (this.#sums[key - base] ?? 0) * (keyScales[key] ?? 0);
      if (keys.length < SECOND_PASS_KEYS) {
        keys.push(key);
        scores.push(score);
        if (keys.length === SECOND_PASS_KEYS) weakest = lowest(scores);
      } else if (score > (scores[weakest] ?? 0)) {
        keys[weakest] = key;
        scores[weakest] = score;
        weakest = lowest(scores);
      }
    }
    return keys;
  }

  #similarity(key: number): number {
    const { keyBytes, keyStarts, keyScales } = this.#sections;
    const bytes = keyBytes.subarray(keyStarts[key] ?? 0, keyStarts[key + 1] ?? 0);
    return this.#query.product(bytes) * (keyScales[key] ?? 0);
  }

  #clear(touched: number): void {
    for (let at = 0; at < touched; at++) this.#sums[this.#touched[at] ?? 0] = 0;
  }
}

function lowest(scores: readonly number[]): number {
  let at = 0;
  for (let each = 1; each < scores.length; each++) if ((scores[each] ?? 0) < (scores[at] ?? 0)) at = each;
  return at;
}
