import { daysBetween } from './days.ts';
import type { Signature } from './signature.ts';
import type { TitleFit } from './titles.ts';

/** Days between two dates of publication within which two services show one job. */
const TOGETHER_DAYS = 3;
const CODED_DAYS = 1;
const LONG_APART_DAYS = 45;
const TOKENS_ENOUGH = 2;
const TOKENS_ALONE = 3;

/**
 * Points for what no language hides, of two vacancies whose titles stand in two: days of publication, end and start, number
 * of posts, names and numbers in the texts. Pay, hours and codes count for every pair and not here.
 */
export function pointsAbroad(a: Signature, b: Signature): number {
  let points = publishedPoints(a, b);
  if (a.until !== undefined && a.until === b.until) points += 0.3;
  if (a.start !== undefined && b.start !== undefined) points += a.start === b.start ? 0.7 : -1;
  if (a.positions > 1 && a.positions === b.positions) points += 0.4;
  if (a.link !== undefined && a.link === b.link) points += 0.3;
  return points + tokenPoints(a, b);
}

function publishedPoints(a: Signature, b: Signature): number {
  const days = daysApart(a, b);
  if (days === undefined) return 0;
  if (days === 0) return 0.6;
  return days <= TOGETHER_DAYS ? 0.3 : days > LONG_APART_DAYS ? -0.6 : 0;
}

/** Days between two dates of publication; undefined when one is not known. */
export function daysApart({ published: a }: Signature, { published: b }: Signature): number | undefined {
  return a === undefined || b === undefined ? undefined : Math.abs(daysBetween(a, b));
}

function tokenPoints(a: Signature, b: Signature): number {
  const shared = sharedTokens(a, b);
  if (shared > 0) return Math.min(1.8, shared * 0.6);
  return Math.min(a.tokens?.length ?? 0, b.tokens?.length ?? 0) >= TOKENS_ENOUGH ? -1.2 : 0;
}

/** How many names and numbers both texts hold. */
export function sharedTokens({ tokens: a = [] }: Signature, { tokens: b = [] }: Signature): number {
  return a.filter((token) => b.includes(token)).length;
}

/**
 * Whether enough tells the job from the employer's others: where a code alone translates the title, both are shown together;
 * where titles only hint at one occupation, they have more names and numbers in common as well than an employer repeats in
 * all its texts.
 */
export function isBorneOut(a: Signature, b: Signature, fit: TitleFit): boolean {
  if (fit !== 'coded' && fit !== 'hinted') return true;
  const days = daysApart(a, b);
  if (days === undefined || days > TOGETHER_DAYS) return false;
  if (fit === 'coded') return days <= CODED_DAYS;
  return sharedTokens(a, b) >= (a.pay !== undefined && a.pay === b.pay ? TOKENS_ENOUGH : TOKENS_ALONE);
}
