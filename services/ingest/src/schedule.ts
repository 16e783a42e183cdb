import { deterministicId } from '@relais/runtime';
import { dayIn } from '@relais/vacancy';
import { Cron } from 'croner';

/** When a source is read. */
export interface SourceSchedule {
  /** Cron expression of the full comparison, in `zone`; null when it is only asked for. */
  readonly round: string | null;
  /** IANA time zone of the expression. */
  readonly zone: string;
  /** Most seconds by which a round starts later than the expression says. */
  readonly jitterSeconds: number;
  /** How often the source is asked for changes, seconds; null never. */
  readonly changesEverySeconds: number | null;
}

export type Scope = 'round' | 'changes';

/** When the source is to be read next, and how; a full round wins over changes that fall on the same moment. */
export function nextRun(source: string, schedule: SourceSchedule, now: number): { scope: Scope; inMs: number } | null {
  const round = nextRound(source, schedule, now);
  const roundIn = round === null ? Number.POSITIVE_INFINITY : round - now;
  const changesIn = (schedule.changesEverySeconds ?? Number.POSITIVE_INFINITY) * 1000;
  if (roundIn === Number.POSITIVE_INFINITY && changesIn === Number.POSITIVE_INFINITY) return null;
  return roundIn <= changesIn ? { scope: 'round', inMs: roundIn } : { scope: 'changes', inMs: changesIn };
}

/** The next moment at which a round starts, later than `now`; null without an expression. */
export function nextRound(source: string, schedule: SourceSchedule, now: number): number | null {
  const [last] = startsBefore(source, schedule, now);
  if (last !== undefined && last.at > now) return last.at;
  const next = cronOf(schedule)?.nextRun(new Date(now)) ?? null;
  return next === null ? null : startOf(source, schedule, next.getTime());
}

/** True when the schedule asked for a round at or before `now` that did not begin since. `lastBegan`: milliseconds. */
export function roundIsOwed(source: string, schedule: SourceSchedule, now: number, lastBegan: number): boolean {
  const due = startsBefore(source, schedule, now).find(({ at }) => at <= now);
  return due !== undefined && due.named > lastBegan;
}

/** The last two moments that the expression names, newest first, and when the rounds of them start. */
function startsBefore(source: string, schedule: SourceSchedule, now: number): { named: number; at: number }[] {
  // The moments before another one are asked for, and `now` itself may be one of ours.
  const before = cronOf(schedule)?.previousRuns(3, new Date(now + 1000)) ?? [];
  const named = before.map((moment) => moment.getTime()).filter((moment) => moment <= now);
  return named.slice(0, 2).map((moment) => ({ named: moment, at: startOf(source, schedule, moment) }));
}

/**
 * The moment plus this day's jitter, which source and day alone decide, so that every process finds the same one. It
 * stays below half the way to the next moment: rounds never pass each other.
 */
function startOf(source: string, schedule: SourceSchedule, named: number): number {
  const following = cronOf(schedule)?.nextRun(new Date(named))?.getTime() ?? Number.POSITIVE_INFINITY;
  const most = Math.min(schedule.jitterSeconds * 1000, Math.floor((following - named) / 2));
  const day = dayIn(new Date(named).toISOString(), schedule.zone);
  const share = Number.parseInt(deterministicId('jitter', source, day).slice(0, 8), 16) / 0x1_0000_0000;
  return named + Math.floor(share * most);
}

function cronOf({ round, zone }: SourceSchedule): Cron | null {
  return round === null ? null : new Cron(round, { timezone: zone });
}
