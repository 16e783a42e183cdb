import { daysApart, sharedTokens } from './abroad.ts';
import { employerFit, placeFit, termsFit } from './gates.ts';
import { departmentsIn } from './job-words.ts';
import { detailPoints, isNamed } from './judgement.ts';
import type { Signature } from './signature.ts';
import { compareTitles, type TitleFit } from './titles.ts';

/** `likely` makes two vacancies one job where neither has another that it may be; `possible` only stands in the way of others. */
export type Possibility = 'likely' | 'possible';

/** Days between two dates of publication within which another job of the employer may be meant. */
const MOST_DAYS = 5;
const UNHINTED_DAYS = 2;
const TOKENS_ENOUGH = 3;
const HINTS: ReadonlySet<TitleFit> = new Set(['coded', 'hinted', 'alike']);

/**
 * Whether two vacancies whose titles stand in two languages may be one job, though nothing is evidence enough: two services, one
 * employer that both name, one workplace, and days of publication close together. It is likely where the titles at least hint at
 * one occupation and the day, the start, the pay, or names and numbers in both texts bear it out; without a hint those names
 * and numbers must. Only what is seen of all vacancies tells whether they are alone, so that nothing is decided by it when a
 * vacancy arrives. Symmetric.
 */
export function possibilityOf(a: Signature, b: Signature): Possibility | null {
  if (a.source === b.source || !inTwoLanguages(a, b)) return null;
  const days = daysApart(a, b);
  if (days === undefined || days > MOST_DAYS) return null;
  if (placeFit(a, b) !== 'same' || termsFit(a, b) === 'different' || !isNamed(employerFit(a, b))) return null;
  const { fit, marks } = compareTitles(a, b);
  if (marks !== '' || !(fit === 'unknown' || HINTS.has(fit))) return null;
  return isLikely(a, b, fit, days) ? 'likely' : 'possible';
}

function inTwoLanguages({ titles: a }: Signature, { titles: b }: Signature): boolean {
  for (const language in a) if (language === 'und' || language in b) return false;
  return !('und' in b);
}

function isLikely(a: Signature, b: Signature, fit: TitleFit, days: number): boolean {
  const starts = fitOf(a.start, b.start);
  if (starts === false || detailPoints(a, b) < 0 || termsFit(a, b) === 'edited') return false;
  const namesMuch = sharedTokens(a, b) >= TOKENS_ENOUGH;
  if (HINTS.has(fit)) return days === 0 || namesMuch || starts === true || fitOf(a.pay, b.pay) === true;
  return namesMuch && days <= UNHINTED_DAYS && departmentsOf(a) === departmentsOf(b);
}

/** Null when one is not known. */
function fitOf(one: string | undefined, other: string | undefined): boolean | null {
  return one === undefined || other === undefined ? null : one === other;
}

function departmentsOf({ titles }: Signature): string {
  return departmentsIn(Object.values(titles).flatMap((title) => title.split(' ')));
}
