import type { Candidates } from './ranking.ts';

/** Signs of whether a ranking is right, for the confidence in it. */
export const SIGN_COUNT = 6;
/** Signs of whether a whole coding is right: those of its Competent occupation, and what ROME says of the same title. */
export const VERDICT_SIGN_COUNT = 9;

/** @param known share of the title's words that some label has, 0–1 */
export function signsOf(candidates: Candidates, chances: Float64Array, known: number): number[] {
  const [first, second] = firstTwo(chances);
  return [
    1,
    logOdds(first),
    first - second,
    candidates.bestLikeness,
    known,
    Math.log1p(candidates.concepts.length) / 4,
  ];
}

/**
 * @param agreeing share of the first Competent occupation in which it stands for the first ROME sheet, by the crosswalks
 * @param rome null where the title's language has no labels of ROME like it
 */
export function verdictSignsOf(
  own: readonly number[],
  rome: { readonly first: number; readonly agreeing: number } | null,
): number[] {
  return rome === null ? [...own, 0, 0, 1] : [...own, logOdds(rome.first), rome.agreeing, 0];
}

export function firstTwo(chances: Float64Array): [number, number] {
  let first = 0;
  let second = 0;
  for (const chance of chances) {
    if (chance > first) {
      second = first;
      first = chance;
    } else if (chance > second) second = chance;
  }
  return [first, second];
}

export function logOdds(chance: number): number {
  const bounded = Math.min(0.9995, Math.max(0.0005, chance));
  return Math.log(bounded / (1 - bounded));
}
