import { BestOf } from '../model/candidate-table.ts';
import { chanceOf } from '../model/fit.ts';
import {
  type Candidates,
  candidatesOf,
  MEASURE_COUNT,
  probabilities,
  type RankingEvidence,
  REGIMES,
} from '../model/ranking.ts';
import { secondOpinion } from '../model/second-opinion.ts';
import { SIGN_COUNT, signsOf, VERDICT_SIGN_COUNT, verdictSignsOf } from '../model/signs.ts';
import { TRAINED_TARGETS, type TrainedTarget } from '../model/targets.ts';
import type { Share } from './crosswalks.ts';
import type { CoderParts } from './evaluate.ts';
import { namedOf } from './text-evidence.ts';

interface TitleSigns extends RankingEvidence {
  /** Share of the title's words that some label has, 0–1. */
  readonly known: number;
  /** Concepts that the description names. */
  readonly named: readonly number[];
}

/** What a title says, by the trained rankings. */
export interface TitleCoding {
  readonly shares: Readonly<Record<TrainedTarget, readonly Share[]>>;
  /** Calibrated chance that the first occupation of Competent, and of ROME where its labels are near, is right. */
  readonly confidence: number;
}

interface Judged {
  readonly candidates: Candidates;
  readonly chances: Float64Array;
  readonly shares: Share[];
}

const MOST_SHARES = 16;
const SMALLEST_SHARE = 0.001;
/** Weaker than any label of the title: texts name colleagues and customers too. */
const NAMED_IN_TEXT = 1.4;

/** @param most the highest chance that may be given */
export function codeTitle(parts: CoderParts, signs: TitleSigns, most: number): TitleCoding {
  const [competent2, esco, rome] = TRAINED_TARGETS.map((_, target) => judge(parts, target, signs, most));
  if (!competent2 || !esco || !rome) throw new Error('every trained target is ranked');
  const shares = { competent2: competent2.shares, esco: esco.shares, rome: rome.shares };
  const best = competent2.shares[0]?.concept;
  if (best === undefined) return { shares, confidence: 0 };
  const own = signsOf(competent2.candidates, competent2.chances, signs.known);
  const verdict = verdictSignsOf(own, secondOpinion(parts.crosswalks, best, rome));
  const weights = parts.release.sections.verdictWeights.subarray(competent2.candidates.regime * VERDICT_SIGN_COUNT);
  return { shares, confidence: Math.min(most, chanceOf(verdict, weights)) };
}

/**
 * The occupations of one target. The share of the first is the calibrated chance that it is right; the others keep their
 * proportions in what is left.
 */
function judge(parts: CoderParts, target: number, signs: TitleSigns, most: number): Judged {
  const { rankingWeights, confidenceWeights } = parts.release.sections;
  const candidates = candidatesOf(parts, target, signs);
  const cell = target * REGIMES.length + candidates.regime;
  const byTitle = probabilities(candidates, rankingWeights.subarray(cell * MEASURE_COUNT));
  const scheme = TRAINED_TARGETS[target] ?? 'competent2';
  const isNamed = signs.named.length > 0;
  const chances = isNamed ? withText(candidates, byTitle, namedOf(parts.crosswalks, signs.named, scheme)) : byTitle;
  const { concepts, relations } = candidates;
  const order = inOrder(chances, concepts);
  const first = chances[order[0] ?? 0] ?? 0;
  const weights = confidenceWeights.subarray(cell * SIGN_COUNT);
  const confidence = Math.min(most, chanceOf(signsOf(candidates, chances, signs.known), weights));
  const rest = Math.min(confidence / first, (1 - confidence) / Math.max(1e-9, 1 - first));
  const shares: Share[] = [];
  for (const at of order) {
    const share = shares.length === 0 ? confidence : (chances[at] ?? 0) * rest;
    if (share < SMALLEST_SHARE) break;
    shares.push({ concept: concepts[at] ?? 0, share, relation: relations[at] ?? 'close' });
  }
  return { candidates, chances, shares };
}

/** Places of the candidates that are kept, the most probable first. */
function inOrder(chances: Float64Array, concepts: readonly number[]): readonly number[] {
  const best = new BestOf(MOST_SHARES);
  for (let at = 0; at < chances.length; at++) {
    const chance = chances[at] ?? 0;
    if (chance >= best.least) best.offer(at, chance, concepts[at] ?? 0);
  }
  return best.items;
}

/** Candidates of the title that the description names as well grow by a factor; it brings in no others. */
function withText(candidates: Candidates, chances: Float64Array, confirmed: ReadonlySet<number>): Float64Array {
  if (confirmed.size === 0) return chances;
  const weighed = chances.map((chance, at) => {
    return chance * (confirmed.has(candidates.concepts[at] ?? -1) ? NAMED_IN_TEXT : 1);
  });
  const total = weighed.reduce((sum, chance) => sum + chance, 0);
  return weighed.map((chance) => chance / total);
}
