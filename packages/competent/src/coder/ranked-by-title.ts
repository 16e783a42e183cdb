import { BestOf } from '../model/candidate-table.ts';
import { chanceOf } from '../model/fit.ts';
import {
  candidatesOf,
  MEASURE_COUNT,
  probabilities,
  type Ranking,
  type RankingEvidence,
  REGIMES,
} from '../model/ranking.ts';
import { secondOpinion } from '../model/second-opinion.ts';
import { SIGN_COUNT, scatter, signsOf, VERDICT_SIGN_COUNT, verdictSignsOf } from '../model/signs.ts';
import { TRAINED_TARGETS, type TrainedTarget } from '../model/targets.ts';
import { rounded } from './confidence.ts';
import type { Share } from './crosswalks.ts';
import type { CoderParts } from './evaluate.ts';
import { mixed } from './mixed-ranking.ts';

/** What is known of one title. */
export interface TitleSigns extends RankingEvidence {
  /** The title as it is looked up. */
  readonly key: string;
  /** Share of the title's words that some label has, 0–1. */
  readonly known: number;
  /** The highest chance that may be given. */
  readonly most: number;
}

/** What a title says, by the trained rankings. */
export interface TitleCoding {
  readonly shares: Readonly<Record<TrainedTarget, readonly Share[]>>;
  /** Calibrated chance that the first occupation of Competent, and of ROME where its labels are near, is right. */
  readonly confidence: number;
}

/** The same, and what the description had to say. */
export interface HeardCoding extends TitleCoding {
  /** The description's own title, where it says the same or is followed; else null. */
  readonly restated: string | null;
  /** True where that title brings another occupation of Competent to the first place. */
  readonly overturned: boolean;
}

interface Judged extends Ranking {
  readonly shares: Share[];
  /** Signs of whether the first is right. */
  readonly signs: readonly number[];
}

const MOST_SHARES = 16;
const SMALLEST_SHARE = 0.001;

/**
 * A description is heard where the title alone could not stand without a person. Where it calls the job by another title,
 * that one has the part of the word which the first leaves open: it never overturns a sure one.
 * @param restated what is known of that other title; null where the description has none
 */
export function codeTitle(parts: CoderParts, signs: TitleSigns, restated: () => TitleSigns | null): HeardCoding {
  const rankings = rankingsOf(parts, signs);
  const alone = codingOf(parts, rankings, signs);
  const isSure = rounded(alone.confidence) >= parts.automaticFrom(signs.group);
  const said = isSure ? null : restated();
  if (said === null) return { ...alone, restated: null, overturned: false };
  const others = rankingsOf(parts, said);
  const both = rankings.map((ranking, target) => mixed(ranking, others[target] ?? ranking, 1 - alone.confidence));
  const heard = codingOf(parts, both, signs);
  const confidence = confidenceOf(alone, codingOf(parts, others, said), heard);
  return {
    shares: heard.shares,
    confidence: Math.min(signs.most, confidence ?? Math.min(alone.confidence, heard.confidence)),
    restated: confidence === null ? null : said.key,
    overturned: heard.shares.competent2[0]?.concept !== alone.shares.competent2[0]?.concept,
  };
}

/**
 * Title and restated title count as two witnesses. Where they say the same, it is wrong only if both are; where they differ
 * and the second is followed, it is right as often as the second would be and the first would not. Null where the second
 * is not followed: it makes nothing surer.
 */
function confidenceOf(alone: TitleCoding, other: TitleCoding, heard: TitleCoding): number | null {
  const [first, second] = [alone.confidence, other.confidence];
  if (agree(alone, other)) return 1 - (1 - first) * (1 - second);
  return agree(heard, other) ? ((1 - first) * second) / (1 - first * second) : null;
}

/** True where the same occupation of Competent, and of ROME, comes first. */
function agree(one: TitleCoding, other: TitleCoding): boolean {
  return (['competent2', 'rome'] as const).every(
    (target) => one.shares[target][0]?.concept === other.shares[target][0]?.concept,
  );
}

function rankingsOf(parts: CoderParts, signs: TitleSigns): Ranking[] {
  return TRAINED_TARGETS.map((_, target) => rankingOf(parts, target, signs));
}

function codingOf(parts: CoderParts, rankings: readonly Ranking[], signs: TitleSigns): TitleCoding {
  const [competent2, esco, rome] = rankings.map((ranking, target) => judge(parts, target, ranking, signs));
  if (!competent2 || !esco || !rome) throw new Error('every trained target is ranked');
  const shares = { competent2: competent2.shares, esco: esco.shares, rome: rome.shares };
  const best = competent2.shares[0]?.concept;
  if (best === undefined) return { shares, confidence: 0 };
  const verdict = verdictSignsOf(competent2.signs, secondOpinion(parts.crosswalks, best, rome), scatter(rome));
  const weights = parts.release.sections.verdictWeights.subarray(competent2.candidates.regime * VERDICT_SIGN_COUNT);
  return { shares, confidence: Math.min(signs.most, chanceOf(verdict, weights)) };
}

function rankingOf(parts: CoderParts, target: number, signs: TitleSigns): Ranking {
  const candidates = candidatesOf(parts, target, signs);
  const cell = target * REGIMES.length + candidates.regime;
  return {
    candidates,
    chances: probabilities(candidates, parts.release.sections.rankingWeights.subarray(cell * MEASURE_COUNT)),
  };
}

/**
 * The occupations of one target. The share of the first is the calibrated chance that it is right; the others keep their
 * proportions in what is left.
 */
function judge(parts: CoderParts, target: number, { candidates, chances }: Ranking, signs: TitleSigns): Judged {
  const { confidenceWeights } = parts.release.sections;
  const cell = target * REGIMES.length + candidates.regime;
  const { concepts, relations } = candidates;
  const order = inOrder(chances, concepts);
  const first = chances[order[0] ?? 0] ?? 0;
  const weights = confidenceWeights.subarray(cell * SIGN_COUNT);
  const own = signsOf(candidates, chances, signs.known);
  const confidence = Math.min(signs.most, chanceOf(own, weights));
  const rest = Math.min(confidence / first, (1 - confidence) / Math.max(1e-9, 1 - first));
  const shares: Share[] = [];
  for (const at of order) {
    const share = shares.length === 0 ? confidence : (chances[at] ?? 0) * rest;
    if (share < SMALLEST_SHARE) break;
    shares.push({ concept: concepts[at] ?? 0, share, relation: relations[at] ?? 'close' });
  }
  return { candidates, chances, shares, signs: own };
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
