import type { Voice } from './title-evidence.ts';

/**
 * How confidence is computed. Each list of candidates is a distribution: shares of one scheme's concepts, where what the
 * crosswalks leave uncertain is missing from the sum. The score of a candidate, and the confidence in the first one, is
 * its share times the trust in the evidence itself:
 * - a code of the source: 0.99;
 * - a label that is like the title by s (cosine of the weights of character n-grams, 1 for an equal label):
 *   0.97 / (1 + e^(12 · (0.6 − s))), which is 0.96 at s = 1, 0.87 at 0.78 and 0.49 at 0.6.
 * The curve follows the hit rate of labels that were looked up with themselves taken out of the release, and stays below
 * it in the middle, because titles of real offers are less tidy than labels.
 */
export const TRUST_IN_CODES = 0.99;
const MOST_TRUST = 0.97;
const STEEPNESS = 12;
const EVEN_CHANCE = 0.6;

/** Trust in what a label says of a title, before its concepts share it; 0 where there is no label. */
export function trustIn(voice: Voice | undefined): number {
  return voice ? MOST_TRUST / (1 + Math.exp(STEEPNESS * (EVEN_CHANCE - voice.likeness))) : 0;
}

/** Four decimals: enough to sort by, and stable in text. */
export function rounded(probability: number): number {
  return Math.round(Math.min(1, Math.max(0, probability)) * 10_000) / 10_000;
}
