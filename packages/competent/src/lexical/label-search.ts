import { LABEL_LANGUAGES, REFERENCE_SCHEMES, type ReferenceScheme } from '../release/schemes.ts';
import { type CompiledSections, textAt } from '../release/sections.ts';
import { HASH_BITS, hashOf, SortedIndex } from './grams.ts';
import { QueryGrams } from './query-grams.ts';

const LANGUAGES = LABEL_LANGUAGES.length;
/** Postings read per title and language to choose candidates; commoner grams only weigh in the second pass. */
const FIRST_PASS_POSTINGS = 1_500;
/** As many as 16 bits can number. */
const MOST_PLACES = 65_535;
const SECOND_PASS_KEYS = 20;
const NO_SCORE = -1;

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
  /** By key of a language: its place among the touched ones, from 1; 0 while it is untouched. */
  readonly #places: Uint16Array;
  readonly #touched: Uint32Array;
  /** Beside the touched keys. Close together, they stay in the processor's cache. */
  readonly #sums: Float32Array;
  readonly #query: QueryGrams;
  readonly #wordIndex: SortedIndex;
  /** The best keys of a first pass, with their sums. */
  readonly #keys = new Uint32Array(SECOND_PASS_KEYS);
  readonly #scores = new Float64Array(SECOND_PASS_KEYS);
  readonly #schemes: readonly ReadonlySet<ReferenceScheme>[];

  /** What was read ahead: kept, or the compiler leaves the reading out. */
  readonly #ahead = new Uint32Array(1);
  #hidden: ReadonlySet<number> = new Set();
  /** By word and language, as in the table of words: how many hidden keys have it. */
  readonly #hiddenWords = new Map<number, number>();
  #knownText = '';
  #known: readonly number[] = LABEL_LANGUAGES.map(() => 0);

  constructor(sections: CompiledSections) {
    this.#sections = sections;
    this.#query = new QueryGrams(sections);
    this.#wordIndex = new SortedIndex(sections.wordHashes, HASH_BITS);
    const sizes = LABEL_LANGUAGES.map((_, language) => this.#size(language));
    this.#places = new Uint16Array(Math.max(...sizes));
    this.#touched = new Uint32Array(Math.max(...sizes) + 1);
    this.#sums = new Float32Array(Math.max(...sizes) + 1);
    this.#schemes = LABEL_LANGUAGES.map((_, language) => this.#schemesOf(language));
  }

  /** All keys equal to a text, one per language at most. */
  exact(text: string): number[] {
    const { exactSlots } = this.#sections;
    const mask = exactSlots.length - 1;
    const found: number[] = [];
    for (let slot = hashOf(text) & mask; exactSlots[slot] !== 0; slot = (slot + 1) & mask) {
      const key = (exactSlots[slot] ?? 1) - 1;
      if (this.#is(key, text) && !this.#hidden.has(key)) found.push(key);
    }
    return found;
  }

  #is(key: number, text: string): boolean {
    const { keyBytes, keyStarts } = this.#sections;
    const from = keyStarts[key] ?? 0;
    if ((keyStarts[key + 1] ?? 0) - from !== text.length) return false;
    for (let at = 0; at < text.length; at++) if (keyBytes[from + at] !== text.charCodeAt(at)) return false;
    return true;
  }

  /** Takes keys out of sight until told otherwise, so that a label can be looked up as if it were new. */
  hide(keys: readonly number[]): void {
    this.#hidden = new Set(keys);
    this.#hiddenWords.clear();
    this.#knownText = '';
    for (const key of this.#hidden) {
      const words = new Set(textAt(this.#sections.keyBytes, this.#sections.keyStarts, key).split(' '));
      for (const word of words) {
        const place = this.#wordIndex.positionOf(hashOf(word)) * LANGUAGES + this.languageOf(key);
        this.#hiddenWords.set(place, (this.#hiddenWords.get(place) ?? 0) + 1);
      }
    }
  }

  languageOf(key: number): number {
    let language = 0;
    while (key >= (this.#sections.keyLanguages[language + 1] ?? Number.POSITIVE_INFINITY)) language++;
    return language;
  }

  /** Concepts that have the key, with their scheme, and whether it is their preferred label. */
  conceptsOf(key: number): { concept: number; scheme: ReferenceScheme; preferred: boolean }[] {
    const found: { concept: number; scheme: ReferenceScheme; preferred: boolean }[] = [];
    this.eachConcept(key, (concept, preferred) => {
      found.push({ concept, scheme: this.schemeOf(concept), preferred });
    });
    return found;
  }

  /** Calls back for each concept that has the key, and whether it is its preferred label. */
  eachConcept(key: number, visit: (concept: number, preferred: boolean) => void): void {
    const { keyConceptStarts, keyConcepts, keyPreferred } = this.#sections;
    const to = keyConceptStarts[key + 1] ?? 0;
    for (let at = keyConceptStarts[key] ?? 0; at < to; at++) visit(keyConcepts[at] ?? 0, keyPreferred[at] === 1);
  }

  schemeOf(concept: number): ReferenceScheme {
    return REFERENCE_SCHEMES[this.#sections.conceptSchemes[concept] ?? 0] ?? 'competent2';
  }

  /** Schemes that have labels in a language. */
  schemesIn(language: number): ReadonlySet<ReferenceScheme> {
    return this.#schemes[language] ?? new Set();
  }

  /** Whether a label of any language has a word. */
  isWord(word: string): boolean {
    return this.#wordIndex.positionOf(hashOf(word)) >= 0;
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
    const { wordCounts } = this.#sections;
    const words = text.split(' ');
    const known = LABEL_LANGUAGES.map(() => 0);
    for (const word of words) {
      const at = this.#wordIndex.positionOf(hashOf(word));
      if (at < 0) continue;
      for (let language = 0; language < LANGUAGES; language++) {
        const place = at * LANGUAGES + language;
        if ((wordCounts[place] ?? 0) > (this.#hiddenWords.get(place) ?? 0))
          known[language] = (known[language] ?? 0) + 1;
      }
    }
    return known.map((count) => count / words.length);
  }

  /** The keys of one language that resemble a text most, best first. */
  similar(text: string, language: number, limit: number): Hit[] {
    this.#query.read(text, language);
    const touched = this.#firstPass(language);
    const count = this.#best(touched, language);
    this.#clear(touched);
    this.#readKeysAhead(count);
    const hits: Hit[] = [];
    for (let at = 0; at < count; at++) {
      const key = this.#keys[at] ?? 0;
      if (!this.#hidden.has(key))
        hits.push({ key, similarity: Math.min(1, this.#similarity(key) / this.#query.length) });
    }
    hits.sort((a, b) => b.similarity - a.similarity || a.key - b.key);
    return hits.length > limit ? hits.slice(0, limit) : hits;
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
    const { starts, ends, stretches } = this.#query;
    const base = this.#sections.keyLanguages[language] ?? 0;
    let touched = 0;
    let read = 0;
    this.#readPostingsAhead();
    for (let stretch = 0; stretch < stretches; stretch++) {
      read += (ends[stretch] ?? 0) - (starts[stretch] ?? 0);
      if (read > FIRST_PASS_POSTINGS && touched > 0) break;
      touched = this.#addStretch(stretch, base, touched);
    }
    return touched;
  }

  #addStretch(stretch: number, base: number, before: number): number {
    const { postings } = this.#sections;
    const { starts, ends, weights } = this.#query;
    const [places, seen, sums] = [this.#places, this.#touched, this.#sums];
    const from = starts[stretch] ?? 0;
    const to = Math.min(ends[stretch] ?? 0, from + MOST_PLACES);
    const weight = weights[stretch] ?? 0;
    let touched = before;
    for (let at = from; at < to; at++) {
      const key = (postings[at] ?? 0) - base;
      const place = places[key] ?? 0;
      if (place > 0) {
        sums[place] = (sums[place] ?? 0) + weight;
        continue;
      }
      places[key] = ++touched;
      seen[touched] = key;
      sums[touched] = weight;
    }
    return touched;
  }

  /**
   * Reads the first posting of each stretch. The memory answers all of them together, where the loop over the postings
   * would wait for one after the other.
   */
  #readPostingsAhead(): void {
    const { postings } = this.#sections;
    const { starts, stretches } = this.#query;
    let all = 0;
    for (let at = 0; at < stretches; at++) all ^= postings[starts[at] ?? 0] ?? 0;
    this.#ahead[0] = all;
  }

  /** The same for the texts of the best keys. */
  #readKeysAhead(count: number): void {
    const { keyBytes, keyStarts } = this.#sections;
    const keys = this.#keys;
    let all = 0;
    for (let at = 0; at < count; at++) all ^= keyBytes[keyStarts[keys[at] ?? 0] ?? 0] ?? 0;
    this.#ahead[0] = all;
  }

  /** Chooses the touched keys with the highest sums so far, in no order. Returns how many there are. */
  #best(touched: number, language: number): number {
    const base = this.#sections.keyLanguages[language] ?? 0;
    const { keyScales } = this.#sections;
    const [keys, scores, sums, seen] = [this.#keys, this.#scores, this.#sums, this.#touched];
    scores.fill(NO_SCORE);
    let weakest = 0;
    let least = NO_SCORE;
    for (let at = 1; at <= touched; at++) {
      const key = seen[at] ?? 0;
      const score = (sums[at] ?? 0) * (keyScales[key + base] ?? 0);
      if (score <= least) continue;
      keys[weakest] = key + base;
      scores[weakest] = score;
      weakest = lowest(scores);
      least = scores[weakest] ?? 0;
    }
    return Math.min(touched, SECOND_PASS_KEYS);
  }

  #similarity(key: number): number {
    const { keyBytes, keyStarts, keyScales } = this.#sections;
    const product = this.#query.product(keyBytes, keyStarts[key] ?? 0, keyStarts[key + 1] ?? 0);
    return product * (keyScales[key] ?? 0);
  }

  #clear(touched: number): void {
    const [places, seen] = [this.#places, this.#touched];
    for (let at = 1; at <= touched; at++) places[seen[at] ?? 0] = 0;
  }
}

function lowest(scores: Float64Array): number {
  let at = 0;
  let least = scores[0] ?? 0;
  for (let each = 1; each < scores.length; each++) {
    const score = scores[each] ?? 0;
    if (score >= least) continue;
    least = score;
    at = each;
  }
  return at;
}
