import type { MappingRelation } from '@relais/vacancy';
import { Crosswalks } from '../coder/crosswalks.ts';
import type { Voice } from '../coder/title-evidence.ts';
import type { Release } from '../release/release.ts';
import { LANGUAGE_GROUPS, type LanguageGroup, RELATIONS } from '../release/schemes.ts';
import { Affinity } from './affinity.ts';
import { BestOf, CandidateTable } from './candidate-table.ts';
import { FlatWalks } from './flat-walks.ts';
import { Surroundings } from './surroundings.ts';
import { NEAR, TRAINED_TARGETS, type TrainedTarget } from './targets.ts';
import { type LeftOut, SMOOTHING, WordEvidence } from './word-evidence.ts';
import type { WordFeatures } from './word-features.ts';

/** What is measured of each candidate. The order is that of the stored weights. */
export const MEASURES = [
  'near likeness',
  'near mass',
  'near mass, wide',
  'far likeness',
  'far mass',
  'words',
  'words, unscaled',
  'head word',
  'prior',
  'size',
  'exact near',
  'exact near, preferred',
  'exact far',
  'near those that words speak for',
  'near those that labels speak for',
  'first word, where it tells',
  'affinity',
] as const;
export const MEASURE_COUNT = MEASURES.length;
/** Place of the measure that is made apart from the others while training. */
export const AFFINITY = MEASURES.indexOf('affinity');

/**
 * Titles differ in what there is to go by: an equal label of the target's own family, a similar one, or none. What words
 * and letters tell differs by the group of languages.
 */
const KINDS = ['exact', 'near', 'far'] as const;
export const REGIMES = LANGUAGE_GROUPS.flatMap((group) => KINDS.map((kind) => `${group}, ${kind}` as const));

/** True where no label of the target's own family is near the title. */
export function isFar(regime: number): boolean {
  return KINDS[regime % KINDS.length] === 'far';
}

/** Candidates of one title in one target. `measures` holds MEASURE_COUNT numbers for each. */
export interface Candidates {
  readonly regime: number;
  readonly concepts: readonly number[];
  readonly relations: readonly MappingRelation[];
  readonly measures: Float32Array;
  readonly bestLikeness: number;
}

/** Occupations of one target and the chance of each. */
export interface Ranking {
  readonly candidates: Candidates;
  readonly chances: Float64Array;
}

/** What ranking works with, made once for a release. Not re-entrant: one title at a time. */
export interface RankingParts {
  readonly release: Release;
  readonly crosswalks: Crosswalks;
  readonly words: WordEvidence;
  readonly table: CandidateTable;
  /** By trained target. */
  readonly walks: readonly FlatWalks[];
  readonly breadths: Breadths;
  /** Around the occupations that words speak for, and those that labels speak for. */
  readonly byWords: Surroundings;
  readonly byLabels: Surroundings;
  readonly affinity: Affinity;
}

export function rankingParts(release: Release, crosswalks = new Crosswalks(release)): RankingParts {
  const { size } = release;
  return {
    release,
    crosswalks,
    words: new WordEvidence(release.sections),
    table: new CandidateTable(size),
    walks: TRAINED_TARGETS.map((target) => new FlatWalks(crosswalks, size, target, SMALLEST_SHARE)),
    breadths: breadthsOf(release),
    byWords: new Surroundings(release.sections.classPlaces),
    byLabels: new Surroundings(release.sections.classPlaces),
    affinity: new Affinity(release.sections),
  };
}

/** By concept: what a feature that is missing says against an occupation with many labels, and how many it has. */
interface Breadths {
  readonly missing: Float64Array;
  readonly size: Float64Array;
}

function breadthsOf({ sections: { classTotals } }: Release): Breadths {
  return {
    missing: Float64Array.from(classTotals, (labels) => Math.log1p((labels * FEATURES_PER_LABEL) / SMOOTHING)),
    size: Float64Array.from(classTotals, (labels) => Math.log1p(labels)),
  };
}

const CLOSE = RELATIONS.indexOf('close');
const MOST_WORD_CANDIDATES = 8;
/** Occupations whose words tell where a title stands, and the share of the best one's score that they have to reach. */
const MOST_HEARD = 12;
const LEAST_HEARD = 0.4;
const LEAST_MASS = 0.03;
const FAR_SHARE = 0.5;
const MOST_CANDIDATES = 20;
const MOST_NEAR = 12;
const MOST_FAR = 6;
const SMALLEST_SHARE = 0.03;
/** A voice counts less by e for each step of likeness below the best. */
const STEP = 0.05;
const WIDE_STEP = 0.15;
const FLOOR = 0.003;
const FEATURES_PER_LABEL = 8;
const NEAR_ENOUGH = 0.35;
/** How much more often than others an occupation has to have a first word before that tells by itself. */
const TELLING_FROM = 200;

/** The group of languages that a regime is of. */
export function groupOfRegime(regime: number): LanguageGroup {
  return LANGUAGE_GROUPS[Math.floor(regime / KINDS.length)] ?? 'French';
}

/** What is known of a title before its candidates are. */
export interface RankingEvidence {
  readonly voices: readonly Voice[];
  /** Positions of the title's features in the tables of words. */
  readonly places: WordFeatures;
  /** Where the title points to; null where affinity is not measured. */
  readonly point: Float32Array | null;
  readonly group: LanguageGroup;
}

/**
 * Collects and measures the occupations of a target that voices or words speak for.
 */
export function candidatesOf(
  parts: RankingParts,
  target: number,
  evidence: RankingEvidence,
  leftOut: LeftOut | null = null,
): Candidates {
  const scheme = TRAINED_TARGETS[target] ?? 'competent2';
  const [near, far] = parted(evidence.voices, scheme);
  const { table, words } = parts;
  table.clear();
  const walks = parts.walks[target];
  if (!walks) throw new Error('every trained target has its walks');
  gatherNear(near, table, walks);
  gatherFar(far, table, walks);
  const heard = words.score(evidence.places, target, leftOut);
  const likely = words.best(MOST_HEARD);
  for (const concept of likely.slice(0, MOST_WORD_CANDIDATES)) table.rowOf(concept, CLOSE);
  const rows = mostPromising(table, words);
  settle(parts, likely);
  return {
    regime: regimeOf(near) + LANGUAGE_GROUPS.indexOf(evidence.group) * KINDS.length,
    concepts: rows.map((row) => table.concepts[row] ?? 0),
    relations: rows.map((row) => RELATIONS[table.relations[row] ?? CLOSE] ?? 'close'),
    measures: measured(parts, rows, heard, evidence),
    bestLikeness: evidence.voices[0]?.likeness ?? 0,
  };
}

/** Voices of the target's own family, and the others. */
function parted(voices: readonly Voice[], scheme: TrainedTarget): [Voice[], Voice[]] {
  const family: readonly string[] = NEAR[scheme];
  const near: Voice[] = [];
  const far: Voice[] = [];
  for (const voice of voices) (family.includes(voice.scheme) ? near : far).push(voice);
  return [near.slice(0, MOST_NEAR), far.slice(0, MOST_FAR)];
}

function regimeOf(near: readonly Voice[]): number {
  if (near.some(({ exact }) => exact)) return 0;
  return (near[0]?.likeness ?? 0) >= NEAR_ENOUGH ? 1 : 2;
}

function gatherNear(voices: readonly Voice[], into: CandidateTable, walks: FlatWalks): void {
  const best = voices[0]?.likeness ?? 0;
  const total = loudness(voices, best, STEP);
  const wideTotal = loudness(voices, best, WIDE_STEP);
  const { nearLikeness, nearMass, wideMass, exactNear, exactPreferred } = into;
  for (const voice of voices) {
    const weight = Math.exp((voice.likeness - best) / STEP) / total;
    const wide = Math.exp((voice.likeness - best) / WIDE_STEP) / wideTotal;
    const exact = Number(voice.exact);
    const preferred = Number(voice.exact && voice.preferred);
    const start = walks.startOf(voice.concept);
    const end = walks.endOf(voice.concept);
    const most = walks.shares[start] ?? 1;
    for (let at = start; at < end; at++) {
      const share = walks.shares[at] ?? 0;
      const row = into.rowOf(walks.concepts[at] ?? 0, walks.relations[at] ?? 0);
      raise(nearLikeness, row, voice.likeness * (0.7 + 0.3 * share));
      nearMass[row] = (nearMass[row] ?? 0) + weight * share;
      wideMass[row] = (wideMass[row] ?? 0) + wide * share;
      // Of several that stand for an equal label none is less than the one that stands for another.
      raise(exactNear, row, (share / most) * exact);
      raise(exactPreferred, row, (share / most) * preferred);
    }
  }
}

function gatherFar(voices: readonly Voice[], into: CandidateTable, walks: FlatWalks): void {
  const best = voices[0]?.likeness ?? 0;
  const total = loudness(voices, best, STEP);
  const { farLikeness, farMass, exactFar } = into;
  for (const voice of voices) {
    const weight = Math.exp((voice.likeness - best) / STEP) / total;
    const start = walks.startOf(voice.concept);
    const end = walks.endOf(voice.concept);
    for (let at = start; at < end; at++) {
      const share = walks.shares[at] ?? 0;
      const row = into.rowOf(walks.concepts[at] ?? 0, walks.relations[at] ?? 0);
      raise(farLikeness, row, voice.likeness * (0.7 + 0.3 * share));
      farMass[row] = (farMass[row] ?? 0) + weight * share;
      if (voice.exact) raise(exactFar, row, share);
    }
  }
}

function loudness(voices: readonly Voice[], best: number, step: number): number {
  let total = 0;
  for (const { likeness } of voices) total += Math.exp((likeness - best) / step);
  return total;
}

function raise(column: Float64Array, row: number, value: number): void {
  if (value > (column[row] ?? 0)) column[row] = value;
}

/** Rows of the table to be measured: all, or the most promising. */
function mostPromising(table: CandidateTable, words: WordEvidence): number[] {
  if (table.size <= MOST_CANDIDATES) return Array.from({ length: table.size }, (_, row) => row);
  const { nearLikeness, farLikeness, nearMass, concepts } = table;
  const best = new BestOf(MOST_CANDIDATES);
  for (let row = 0; row < table.size; row++) {
    const concept = concepts[row] ?? 0;
    const likeness = (nearLikeness[row] ?? 0) * 10 + (farLikeness[row] ?? 0) * 4;
    best.offer(row, likeness + (nearMass[row] ?? 0) * 5 + (words.all[concept] ?? 0) / 4, concept);
  }
  return best.items;
}

/** Finds the middle of the occupations that words speak for, and of those that labels speak for. */
function settle({ words, table, byWords, byLabels }: RankingParts, likely: readonly number[]): void {
  byWords.clear();
  byLabels.clear();
  const most = words.scoreOf(likely[0] ?? 0);
  for (const concept of likely) {
    const above = words.scoreOf(concept) / most - LEAST_HEARD;
    if (above > 0) byWords.add(concept, above ** 2);
  }
  for (let row = 0; row < table.size; row++) {
    const mass = (table.wideMass[row] ?? 0) + FAR_SHARE * (table.farMass[row] ?? 0);
    if (mass > LEAST_MASS) byLabels.add(table.concepts[row] ?? 0, mass);
  }
}

function measured(
  { release, words, breadths, table, byWords, byLabels, affinity }: RankingParts,
  rows: readonly number[],
  features: number,
  { group, point }: RankingEvidence,
) {
  const { classPriors } = release.sections;
  const scale = 1 / Math.sqrt(features + 1);
  const measures = new Float32Array(rows.length * MEASURE_COUNT);
  let from = 0;
  for (const row of rows) {
    const concept = table.concepts[row] ?? 0;
    measureLabels(table, row, measures, from);
    const all = (words.all[concept] ?? 0) - features * (breadths.missing[concept] ?? 0);
    measures[from + 5] = all * scale;
    measures[from + 6] = all / 5;
    const first = words.first[concept] ?? 0;
    const last = words.last[concept] ?? 0;
    measures[from + 7] = (first + last) / 3;
    measures[from + 8] = classPriors[concept] ?? 0;
    measures[from + 9] = breadths.size[concept] ?? 0;
    measures[from + 13] = byWords.nearness(concept) * 3;
    measures[from + 14] = byLabels.nearness(concept) * 3;
    measures[from + 15] = group === 'compounding' ? 0 : telling(first);
    measures[from + AFFINITY] = affinity.between(point, concept);
    from += MEASURE_COUNT;
  }
  return measures;
}

function measureLabels(table: CandidateTable, row: number, into: Float32Array, from: number): void {
  into[from] = (table.nearLikeness[row] ?? 0) * 5;
  into[from + 1] = logOf(table.nearMass[row] ?? 0);
  into[from + 2] = logOf(table.wideMass[row] ?? 0);
  into[from + 3] = (table.farLikeness[row] ?? 0) * 5;
  into[from + 4] = logOf(table.farMass[row] ?? 0);
  into[from + 10] = table.exactNear[row] ?? 0;
  into[from + 11] = table.exactPreferred[row] ?? 0;
  into[from + 12] = table.exactFar[row] ?? 0;
}

/**
 * What a first word says in languages where it is the head of a title: next to nothing where many occupations have it, as
 * `technicien`, and much where it is the word of one or few, as `vendeur`.
 */
function telling(ratio: number): number {
  return ratio === 0 ? 0 : Math.log1p(Math.expm1(ratio) / TELLING_FROM);
}

const LOG_OF_NOTHING = Math.log(FLOOR);

/** Most candidates have no mass of one kind or the other. */
function logOf(mass: number): number {
  return mass === 0 ? LOG_OF_NOTHING : Math.log(mass + FLOOR);
}

/** Probabilities of the candidates by a weighted sum of their measures. */
export function probabilities(
  { concepts, measures }: Pick<Candidates, 'concepts' | 'measures'>,
  weights: Float32Array | Float64Array,
): Float64Array {
  const sums = new Float64Array(concepts.length);
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < sums.length; at++) {
    let sum = 0;
    for (let each = 0; each < MEASURE_COUNT; each++) {
      sum += (weights[each] ?? 0) * (measures[at * MEASURE_COUNT + each] ?? 0);
    }
    sums[at] = sum;
    most = Math.max(most, sum);
  }
  let total = 0;
  for (let at = 0; at < sums.length; at++) {
    const loud = Math.exp((sums[at] ?? 0) - most);
    sums[at] = loud;
    total += loud;
  }
  for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] ?? 0) / total;
  return sums;
}
