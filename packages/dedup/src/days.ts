import { remembered } from './remembered.ts';

const DAY_MS = 86_400_000;

/** Days from one day (`YYYY-MM-DD`) to another; negative when the other comes first, NaN when one is no day. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** Vacancies are compared by the same few hundred days. */
const dayNumber = remembered((day) => Date.parse(day) / DAY_MS);
