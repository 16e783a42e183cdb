import type { Crosswalks } from '../coder/crosswalks.ts';
import { compoundWords } from '../lexical/vocabulary.ts';
import type { Release } from '../release/release.ts';
import { textAt } from '../release/sections.ts';
import { CountTable, type FeatureCounts } from './feature-counts.ts';
import { NEAR, TRAINED_TARGETS, type TrainedTarget } from './targets.ts';
import { SMOOTHING, WEIGHT_UNIT } from './word-evidence.ts';
import { FeatureReader } from './word-features.ts';

const SMALLEST_SHARE = 0.05;
const FAR_WEIGHT = 0.5;
const TARGETS = TRAINED_TARGETS.length;
const MOST_WEIGHT = 65_535;
/** Occupations kept for a feature that very many have. */
const MOST_CLASSES = 200;

/** Tables of how often the labels of each occupation have each feature. */
export function countWords(release: Release, crosswalks: Crosswalks) {
  const counts = TRAINED_TARGETS.map(() => new CountTable());
  const reader = new FeatureReader(compoundWords(release.sections));
  const classTotals = new Float32Array(release.size);
  for (let key = 0; key + 1 < release.sections.keyStarts.length; key++) {
    const { all, first, last } = reader.read(keyText(release, key));
    for (const [target, name] of TRAINED_TARGETS.entries()) {
      const table = counts[target];
      for (const [concept, share] of sharesOfKey(release, crosswalks, key, name)) {
        classTotals[concept] = (classTotals[concept] ?? 0) + share;
        table?.addAll(all, concept, share);
        table?.add(first, concept, share);
        table?.add(last, concept, share);
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

function laidOut(tables: readonly CountTable[]) {
  const counts = tables.map((table) => [...table.features()]);
  const featureHashes = Uint32Array.from(
    new Set(counts.flatMap((each) => each.map(({ feature }) => feature))),
  ).toSorted();
  const featureStarts = new Uint32Array(featureHashes.length * TARGETS + 1);
  const featureCommon = new Float32Array(featureHashes.length * TARGETS);
  const sums = counts.map((each) => Math.max(1, totalOf(each)));
  const next = counts.map(() => 0);
  const classes: number[] = [];
  const weights: number[] = [];
  for (const [at, feature] of featureHashes.entries()) {
    for (let target = 0; target < TARGETS; target++) {
      const cell = at * TARGETS + target;
      const own = counts[target]?.[next[target] ?? 0];
      if (own?.feature === feature) {
        next[target] = (next[target] ?? 0) + 1;
        const common = Math.fround((SMOOTHING * own.total) / (sums[target] ?? 1));
        featureCommon[cell] = common;
        addWeights(own, common, { classes, weights });
      }
      featureStarts[cell + 1] = classes.length;
    }
  }
  const featureClasses = Uint16Array.from(classes);
  return { featureHashes, featureStarts, featureCommon, featureClasses, featureWeights: Uint16Array.from(weights) };
}

function addWeights(own: FeatureCounts, common: number, into: { classes: number[]; weights: number[] }): void {
  const most = Math.min(MOST_CLASSES, own.concepts.length);
  for (let at = 0; at < most; at++) {
    const weight = Math.log1p((own.counts[at] ?? 0) / common);
    into.classes.push(own.concepts[at] ?? 0);
    into.weights.push(Math.min(MOST_WEIGHT, Math.round(weight * WEIGHT_UNIT)));
  }
}

function totalOf(counts: readonly FeatureCounts[]): number {
  let total = 0;
  for (const each of counts) total += each.total;
  return total;
}
