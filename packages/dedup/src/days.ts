const DAY_MS = 86_400_000;
const MOST_KNOWN = 4_096;
const known = new Map<string, number>();

/** Days from one day (`YYYY-MM-DD`) to another; negative when the other comes first, NaN when one is no day. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** Vacancies are compared by the same few hundred days: those met before are remembered. */
function dayNumber(day: string): number {
  return known.get(day) ?? learn(day);
}

function learn(day: string): number {
  if (known.size >= MOST_KNOWN) known.clear();
  const number = Date.parse(day) / DAY_MS;
  known.set(day, number);
  return number;
}
