const HOUR_MS = 3_600_000;

/** Hours by which Brussels is ahead of UTC: two from the last Sunday of March to that of October, each at 01:00 UTC. */
function offsetHours(moment: number): 1 | 2 {
  const year = new Date(moment).getUTCFullYear();
  return moment >= lastSunday(year, 2) && moment < lastSunday(year, 9) ? 2 : 1;
}

function lastSunday(year: number, month: number): number {
  const lastDay = new Date(Date.UTC(year, month + 1, 0, 1));
  return lastDay.getTime() - lastDay.getUTCDay() * 24 * HOUR_MS;
}

/** The date in Brussels as `YYYY-MM-DD`. */
export function brusselsDate(moment: number): string {
  return new Date(moment + offsetHours(moment) * HOUR_MS).toISOString().slice(0, 10);
}

/** The beginning of the day in Brussels, as Actiris writes moments: `2026-10-09T00:00:00+02:00`. */
export function brusselsMidnight(moment: number): string {
  return `${brusselsDate(moment)}T00:00:00+0${offsetHours(moment)}:00`;
}
