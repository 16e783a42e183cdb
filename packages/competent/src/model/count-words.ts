import type { Crosswalks } from '../coder/crosswalks.ts';
import { compoundWords } from '../lexical/vocabulary.ts';
import type { Release } from '../release/release.ts';
import { textAt } from '../release/sections.ts';
import { NEAR, TRAINED_TARGETS, type TrainedTarget } from './targets.ts';
import { SMOOTHING, WEIGHT_UNIT } from './word-evidence.ts';
import { wordFeatures } from './word-features.ts';

const SMALLEST_SHARE = 0.05;
const FAR_WEIGHT = 0.5;
const TARGETS = TRAINED_TARGETS.length;
const MOST_WEIGHT = 65_535;
/** Occupations kept for a feature that very many have. */
const MOST_CLASSES = 200;

/** Tables of how often the labels of each occupation have each feature. */
export function countWords(release: Release, crosswalks: Crosswalks) {
  const counts = TRAINED_TARGETS.map(() => new Map<number, Map<number, number>>());
  const isWord = compoundWords(release.sections);
  const classTotals = new Float32Array(release.size);
  for (let key = 0; key + 1 < release.sections.keyStarts.length; key++) {
    const { all, head } = wordFeatures(keyText(release, key), isWord);
    for (const [target, name] of TRAINED_TARGETS.entries()) {
      for (const [concept, share] of sharesOfKey(release, crosswalks, key, name)) {
        classTotals[concept] = (classTotals[concept] ?? 0) + share;
        addTo(counts[target], [...all, ...head], concept, share);
      }
    }
  }
  return { classTotals, ...laidOut(counts) };
}

export function keyText(release: Release, key: number): string {
  return textAt(release.sections.keyBytes, release.sections.keyStarts, key);
}

/** How much a key counts for the occupations of a target: all concepts that have it, each over the crosswalks. */
export function sharesOfKey(
  release: Release,
  crosswalks: Crosswalks,
  key: number,
  target: TrainedTarget,
): Map<number, number> {
  const { keyConceptStarts, keyConcepts } = release.sections;
  const shares = new Map<number, number>();
  for (let at = keyConceptStarts[key] ?? 0; at < (keyConceptStarts[key + 1] ?? 0); at++) {
    const concept = keyConcepts[at] ?? 0;
    const weight = (NEAR[target] as readonly string[]).includes(release.schemeOf(concept)) ? 1 : FAR_WEIGHT;
    for (const each of crosswalks.walk(concept, target)) {
      if (each.share < SMALLEST_SHARE) continue;
      shares.set(each.concept, (shares.get(each.concept) ?? 0) + each.share * weight);
    }
  }
  return shares;
}

function addTo(
  counts: Map<number, Map<number, number>> | undefined,
  features: readonly number[],
  concept: number,
  share: number,
): void {
  for (const feature of features) {
    const own = counts?.get(feature) ?? new Map<number, number>();
    own.set(concept, (own.get(concept) ?? 0) + share);
    counts?.set(feature, own);
  }
}

function laidOut(counts: readonly Map<number, Map<number, number>>[]) {
  const featureHashes = Uint32Array.from(new Set(counts.flatMap((each) => [...each.keys()]))).toSorted();
  const featureStarts = new Uint32Array(featureHashes.length * TARGETS + 1);
  const featureCommon = commonness(counts, featureHashes);
  const classes: number[] = [];
  const weights: number[] = [];
  for (const [at, feature] of featureHashes.entries()) {
    for (let target = 0; target < TARGETS; target++) {
      const cell = at * TARGETS + target;
      const holders = [...(counts[target]?.get(feature) ?? [])].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]);
      for (const [concept, count] of holders.slice(0, MOST_CLASSES)) {
        classes.push(concept);
        const weight = Math.log1p(count / (featureCommon[cell] ?? 1));
        weights.push(Math.min(MOST_WEIGHT, Math.round(weight * WEIGHT_UNIT)));
      }
      featureStarts[cell + 1] = classes.length;
    }
  }
  const featureClasses = Uint16Array.from(classes);
  return { featureHashes, featureStarts, featureCommon, featureClasses, featureWeights: Uint16Array.from(weights) };
}

/** At feature × targets + target: how many of SMOOTHING features drawn from all labels of the target are this one. */
function commonness(counts: readonly Map<number, Map<number, number>>[], featureHashes: Uint32Array): Float32Array {
  const totals = new Float32Array(featureHashes.length * TARGETS);
  const sums = new Float64Array(TARGETS);
  for (const [at, feature] of featureHashes.entries()) {
    for (let target = 0; target < TARGETS; target++) {
      for (const count of counts[target]?.get(feature)?.values() ?? []) {
        totals[at * TARGETS + target] = (totals[at * TARGETS + target] ?? 0) + count;
        sums[target] = (sums[target] ?? 0) + count;
      }
    }
  }
  return totals.map((total, cell) => (SMOOTHING * total) / Math.max(1, sums[cell % TARGETS] ?? 1));
}
