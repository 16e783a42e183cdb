import type { MappingRelation } from '@relais/vacancy';
import type { Crosswalks, Share } from '../coder/crosswalks.ts';
import type { Voice } from '../coder/title-evidence.ts';
import type { Release } from '../release/release.ts';
import { NEAR, TRAINED_TARGETS, type TrainedTarget } from './targets.ts';
import { type LeftOut, SMOOTHING, type WordEvidence } from './word-evidence.ts';
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
] as const;
export const MEASURE_COUNT = MEASURES.length;

/** Titles differ in what there is to go by: an equal label of the target's own family, a similar one, or none. */
export const REGIMES = ['exact', 'near', 'far'] as const;

/** Candidates of one title in one target. `measures` holds MEASURE_COUNT numbers for each. */
export interface Candidates {
  readonly regime: number;
  readonly concepts: readonly number[];
  readonly relations: readonly MappingRelation[];
  readonly measures: Float32Array;
  readonly bestLikeness: number;
}

export interface RankingParts {
  readonly release: Release;
  readonly crosswalks: Crosswalks;
  readonly words: WordEvidence;
}

const MOST_WORD_CANDIDATES = 10;
const MOST_CANDIDATES = 28;
const MOST_NEAR = 16;
const MOST_FAR = 8;
const SMALLEST_SHARE = 0.03;
/** A voice counts less by e for each step of likeness below the best. */
const STEP = 0.05;
const WIDE_STEP = 0.15;
const FLOOR = 0.003;
const FEATURES_PER_LABEL = 8;
const NEAR_ENOUGH = 0.35;

interface Gathered {
  readonly concept: number;
  readonly relation: MappingRelation;
  nearLikeness: number;
  nearMass: number;
  wideMass: number;
  farLikeness: number;
  farMass: number;
  exactNear: number;
  exactPreferred: number;
  exactFar: number;
}

/**
 * Collects and measures the occupations of a target that voices or words speak for.
 * @param evidence `places` are positions of the title's features in the tables of words
 */
export function candidatesOf(
  parts: RankingParts,
  target: number,
  evidence: { readonly voices: readonly Voice[]; readonly places: WordFeatures },
  leftOut: LeftOut | null = null,
): Candidates {
  const scheme = TRAINED_TARGETS[target] ?? 'competent2';
  const [near, far] = parted(evidence.voices, scheme);
  const gathered = new Map<number, Gathered>();
  const walk: Walk = (voice) => parts.crosswalks.walk(voice.concept, scheme);
  gatherNear(near, gathered, walk);
  gatherFar(far, gathered, walk);
  for (const concept of bestByWords(parts.words, parts.words.score(evidence.places, target, leftOut))) {
    gatheredOf(gathered, concept, 'close');
  }
  const chosen = mostPromising([...gathered.values()], parts.words);
  return {
    regime: regimeOf(near),
    concepts: chosen.map(({ concept }) => concept),
    relations: chosen.map(({ relation }) => relation),
    measures: measured(parts, chosen, evidence.places.all.length),
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

type Walk = (voice: Voice) => readonly Share[];

function gatherNear(voices: readonly Voice[], into: Map<number, Gathered>, walk: Walk): void {
  const best = voices[0]?.likeness ?? 0;
  const total = loudness(voices, best, STEP);
  const wideTotal = loudness(voices, best, WIDE_STEP);
  for (const voice of voices) {
    const weight = Math.exp((voice.likeness - best) / STEP) / total;
    const wide = Math.exp((voice.likeness - best) / WIDE_STEP) / wideTotal;
    for (const { concept, share, relation } of walk(voice)) {
      if (share < SMALLEST_SHARE) break;
      const own = gatheredOf(into, concept, relation);
      own.nearLikeness = Math.max(own.nearLikeness, voice.likeness * (0.7 + 0.3 * share));
      own.nearMass += weight * share;
      own.wideMass += wide * share;
      if (voice.exact) own.exactNear = Math.max(own.exactNear, share);
      if (voice.exact && voice.preferred) own.exactPreferred = Math.max(own.exactPreferred, share);
    }
  }
}

function gatherFar(voices: readonly Voice[], into: Map<number, Gathered>, walk: Walk): void {
  const best = voices[0]?.likeness ?? 0;
  const total = loudness(voices, best, STEP);
  for (const voice of voices) {
    const weight = Math.exp((voice.likeness - best) / STEP) / total;
    for (const { concept, share, relation } of walk(voice)) {
      if (share < SMALLEST_SHARE) break;
      const own = gatheredOf(into, concept, relation);
      own.farLikeness = Math.max(own.farLikeness, voice.likeness * (0.7 + 0.3 * share));
      own.farMass += weight * share;
      if (voice.exact) own.exactFar = Math.max(own.exactFar, share);
    }
  }
}

function loudness(voices: readonly Voice[], best: number, step: number): number {
  let total = 0;
  for (const { likeness } of voices) total += Math.exp((likeness - best) / step);
  return total;
}

function gatheredOf(into: Map<number, Gathered>, concept: number, relation: MappingRelation): Gathered {
  const known = into.get(concept);
  if (known) return known;
  const likenesses = { nearLikeness: 0, nearMass: 0, wideMass: 0, farLikeness: 0, farMass: 0 };
  const made = { concept, relation, ...likenesses, exactNear: 0, exactPreferred: 0, exactFar: 0 };
  into.set(concept, made);
  return made;
}

function bestByWords(words: WordEvidence, touched: Uint32Array): number[] {
  const best: number[] = [];
  const scores: number[] = [];
  for (const concept of touched) {
    const score = (words.all[concept] ?? 0) + (words.head[concept] ?? 0);
    if (best.length === MOST_WORD_CANDIDATES && score <= (scores.at(-1) ?? 0)) continue;
    let at = best.length;
    while (at > 0 && (scores[at - 1] ?? 0) < score) at--;
    best.splice(at, 0, concept);
    scores.splice(at, 0, score);
    if (best.length > MOST_WORD_CANDIDATES) {
      best.pop();
      scores.pop();
    }
  }
  return best;
}

function mostPromising(gathered: Gathered[], words: WordEvidence): Gathered[] {
  if (gathered.length <= MOST_CANDIDATES) return gathered;
  const promise = (own: Gathered) =>
    own.nearLikeness * 10 + own.farLikeness * 4 + own.nearMass * 5 + (words.all[own.concept] ?? 0) / 4;
  const promises = new Map(gathered.map((own) => [own, promise(own)]));
  const sorted = gathered.toSorted((a, b) => (promises.get(b) ?? 0) - (promises.get(a) ?? 0) || a.concept - b.concept);
  return sorted.slice(0, MOST_CANDIDATES);
}

/** What a feature that is missing says against an occupation with many labels. */
function breadth(labels: number): number {
  return Math.log1p((labels * FEATURES_PER_LABEL) / SMOOTHING);
}

function measured({ release, words }: RankingParts, chosen: readonly Gathered[], features: number): Float32Array {
  const { classPriors, classTotals } = release.sections;
  const scale = 1 / Math.sqrt(features + 1);
  const measures = new Float32Array(chosen.length * MEASURE_COUNT);
  let at = 0;
  for (const own of chosen) {
    const labels = classTotals[own.concept] ?? 0;
    const all = (words.all[own.concept] ?? 0) - features * breadth(labels);
    measures[at++] = own.nearLikeness * 5;
    measures[at++] = Math.log(own.nearMass + FLOOR);
    measures[at++] = Math.log(own.wideMass + FLOOR);
    measures[at++] = own.farLikeness * 5;
    measures[at++] = Math.log(own.farMass + FLOOR);
    measures[at++] = all * scale;
    measures[at++] = all / 5;
    measures[at++] = (words.head[own.concept] ?? 0) / 3;
    measures[at++] = classPriors[own.concept] ?? 0;
    measures[at++] = Math.log1p(labels);
    measures[at++] = own.exactNear;
    measures[at++] = own.exactPreferred;
    measures[at++] = own.exactFar;
  }
  return measures;
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
  return sums.map((loud) => loud / total);
}
