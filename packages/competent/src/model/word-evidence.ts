import { HASH_BITS, SortedIndex } from '../lexical/grams.ts';
import { compoundWords } from '../lexical/vocabulary.ts';
import type { Sections } from '../release/sections.ts';
import { BestOf } from './candidate-table.ts';
import { TRAINED_TARGETS } from './targets.ts';
import { FeatureReader, NAMELESS, type WordFeatures } from './word-features.ts';

/** Weights are stored in steps of 1/2048. */
export const WEIGHT_UNIT = 2_048;
/** How many features of anybody's labels are added to those of each occupation, so that rare words do not decide alone. */
export const SMOOTHING = 50;
const TARGETS = TRAINED_TARGETS.length;
/** One step of a weight. */
const STEP = 1 / WEIGHT_UNIT;
const LEAST = 0.02;

/** What is left out, while a label is looked up as if it were new: labels by feature and occupation. */
export type LeftOut = ReadonlyMap<number, ReadonlyMap<number, number>>;

/**
 * Naive Bayes over the words of labels: for each feature how often the labels of each occupation have it, whatever the
 * language and the classification, so that words met in Dutch labels of ESCO speak for occupations of Competent and ROME.
 * Not re-entrant: the scores stand until the next title.
 */
export class WordEvidence {
  readonly #sections: Sections;
  /** By concept: sums of log-likelihood ratios over all features, and those of the first and of the last word. */
  readonly all: Float32Array;
  readonly first: Float32Array;
  readonly last: Float32Array;
  readonly #touched: Uint32Array;
  readonly #isTouched: Uint8Array;
  readonly #reader: FeatureReader;
  readonly #placing: FeatureReader;
  #count = 0;

  constructor(sections: Sections) {
    this.#sections = sections;
    const isWord = compoundWords(sections);
    const index = new SortedIndex(sections.featureHashes, HASH_BITS);
    this.#reader = new FeatureReader(isWord);
    this.#placing = new FeatureReader(isWord, (hash) => index.positionOf(hash));
    const size = sections.conceptSchemes.length;
    this.all = new Float32Array(size);
    this.first = new Float32Array(size);
    this.last = new Float32Array(size);
    this.#touched = new Uint32Array(size + 1);
    this.#isTouched = new Uint8Array(size);
  }

  features(key: string): WordFeatures {
    return this.#reader.read(key);
  }

  /** Positions of a key's features in the tables; those that no label has are left out. */
  places(key: string): WordFeatures {
    return this.#placing.read(key);
  }

  /** Scores the occupations of one target. Returns how many of the features of the whole any of them has. */
  score({ all, first, last }: WordFeatures, target: number, leftOut: LeftOut | null = null): number {
    this.#clear();
    let heard = 0;
    for (const place of all) if (this.#add(place, target, leftOut, this.all)) heard++;
    if (first !== NAMELESS) this.#add(first, target, leftOut, this.first);
    if (last !== NAMELESS) this.#add(last, target, leftOut, this.last);
    return heard;
  }

  /** All that the words say for an occupation. */
  scoreOf(concept: number): number {
    return (this.all[concept] ?? 0) + (this.first[concept] ?? 0) + (this.last[concept] ?? 0);
  }

  /** The occupations that were scored highest. */
  best(most: number): number[] {
    const best = new BestOf(most);
    const touched = this.#touched;
    let least = best.least;
    for (let at = 0; at < this.#count; at++) {
      const concept = touched[at] ?? 0;
      const score = this.scoreOf(concept);
      if (score <= least) continue;
      best.offer(concept, score, at);
      least = best.least;
    }
    return best.items;
  }

  #clear(): void {
    for (let at = 0; at < this.#count; at++) {
      const concept = this.#touched[at] ?? 0;
      this.all[concept] = 0;
      this.first[concept] = 0;
      this.last[concept] = 0;
      this.#isTouched[concept] = 0;
    }
    this.#count = 0;
  }

  #add(feature: number, target: number, leftOut: LeftOut | null, sums: Float32Array): boolean {
    const { featureHashes, featureStarts, featureClasses, featureWeights } = this.#sections;
    const cell = feature * TARGETS + target;
    const to = featureStarts[cell + 1] ?? 0;
    const own = leftOut?.get(featureHashes[feature] ?? 0);
    const [isTouched, touched] = [this.#isTouched, this.#touched];
    const from = featureStarts[cell] ?? 0;
    let left = to - from;
    let count = this.#count;
    for (let at = from; at < to; at++) {
      const concept = featureClasses[at] ?? 0;
      let weight = (featureWeights[at] ?? 0) * STEP;
      if (own !== undefined) {
        weight = this.#without(weight, cell, own.get(concept) ?? 0);
        left -= Number(weight === 0);
      }
      sums[concept] = (sums[concept] ?? 0) + weight;
      touched[count] = concept;
      count += 1 - (isTouched[concept] ?? 1);
      isTouched[concept] = 1;
    }
    this.#count = count;
    return left > 0;
  }

  /** A weight as it would be with fewer labels. */
  #without(weight: number, cell: number, labels: number): number {
    if (labels === 0) return weight;
    const common = this.#sections.featureCommon[cell] ?? 1;
    const left = Math.expm1(weight) * common - labels;
    return left <= LEAST ? 0 : Math.log1p(left / common);
  }
}
