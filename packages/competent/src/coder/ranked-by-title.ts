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
import { firstTwo, logOdds, SIGN_COUNT, signsOf, VERDICT_SIGN_COUNT, verdictSignsOf } from '../model/signs.ts';
import { TRAINED_TARGETS, type TrainedTarget } from '../model/targets.ts';
import type { Share } from './crosswalks.ts';
import type { CoderParts } from './evaluate.ts';
import { namedIn, namedOf } from './text-evidence.ts';

interface TitleSigns extends RankingEvidence {
  /** Share of the title's words that some label has, 0–1. */
  readonly known: number;
  /** The description, as plain text. */
  readonly text: string;
}

/** What a title says, by the trained rankings. */
export interface TitleCoding {
  readonly shares: Readonly<Record<TrainedTarget, readonly Share[]>>;
  /** Calibrated chance that the first occupation of Competent, and of ROME where its labels are near, is right. */
  readonly confidence: number;
}

interface Ranking {
  readonly candidates: Candidates;
  readonly chances: Float64Array;
}

interface Judged extends Ranking {
  readonly shares: Share[];
}

const MOST_SHARES = 16;
const SMALLEST_SHARE = 0.001;
/** Weaker than any label of the title: texts name colleagues and customers too. */
const NAMED_IN_TEXT = 1.4;
/** How far a text may lower the odds of a coding, as a logarithm. */
const MOST_BY_TEXT = 0.6;

/**
 * The text is read where the title alone leaves open which occupation comes first, or could stand without a person by
 * little. Confidence is calibrated on titles: a text may take some of it away, and adds none.
 * @param most the highest chance that may be given
 */
export function codeTitle(parts: CoderParts, signs: TitleSigns, most: number): TitleCoding {
  const rankings = TRAINED_TARGETS.map((_, target) => rankingOf(parts, target, signs));
  const coding = codingOf(parts, rankings, signs, most);
  if (signs.text === '' || isSettled(rankings, coding.confidence, parts.automaticFrom(signs.compounding)))
    return coding;
  const named = namedIn(parts.search, signs.text);
  if (named.length === 0) return coding;
  const weighed = rankings.map((ranking, target) =>
    withText(parts, ranking, named, TRAINED_TARGETS[target] ?? 'competent2'),
  );
  const heard = codingOf(parts, weighed, signs, most);
  return { shares: heard.shares, confidence: Math.min(coding.confidence, heard.confidence) };
}

function isSettled(rankings: readonly Ranking[], confidence: number, automaticFrom: number): boolean {
  const above = logOdds(confidence) - logOdds(automaticFrom);
  if (above >= 0 && above < MOST_BY_TEXT) return false;
  return rankings.every(({ chances }) => {
    const [first, second] = firstTwo(chances);
    return first >= second * NAMED_IN_TEXT;
  });
}

function codingOf(parts: CoderParts, rankings: readonly Ranking[], signs: TitleSigns, most: number): TitleCoding {
  const [competent2, esco, rome] = rankings.map((ranking, target) => judge(parts, target, ranking, { signs, most }));
  if (!competent2 || !esco || !rome) throw new Error('every trained target is ranked');
  const shares = { competent2: competent2.shares, esco: esco.shares, rome: rome.shares };
  const best = competent2.shares[0]?.concept;
  if (best === undefined) return { shares, confidence: 0 };
  const own = signsOf(competent2.candidates, competent2.chances, signs.known);
  const verdict = verdictSignsOf(own, secondOpinion(parts.crosswalks, best, rome));
  const weights = parts.release.sections.verdictWeights.subarray(competent2.candidates.regime * VERDICT_SIGN_COUNT);
  return { shares, confidence: Math.min(most, chanceOf(verdict, weights)) };
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
function judge(
  parts: CoderParts,
  target: number,
  { candidates, chances }: Ranking,
  { signs, most }: { signs: TitleSigns; most: number },
): Judged {
  const { confidenceWeights } = parts.release.sections;
  const cell = target * REGIMES.length + candidates.regime;
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
function withText(
  parts: CoderParts,
  { candidates, chances }: Ranking,
  named: readonly number[],
  scheme: TrainedTarget,
): Ranking {
  const confirmed = namedOf(parts.crosswalks, named, scheme);
  if (confirmed.size === 0) return { candidates, chances };
  const weighed = chances.map((chance, at) => {
    return chance * (confirmed.has(candidates.concepts[at] ?? -1) ? NAMED_IN_TEXT : 1);
  });
  const total = weighed.reduce((sum, chance) => sum + chance, 0);
  return { candidates, chances: weighed.map((chance) => chance / total) };
}
