/** Trust in a code that a source gave, before its concepts share it. */
export const TRUST_IN_CODES = 0.99;

/** Four decimals: enough to sort by, and stable in text. */
export function rounded(probability: number): number {
  return Math.round(Math.min(1, Math.max(0, probability)) * 10_000) / 10_000;
}
