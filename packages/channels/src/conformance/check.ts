import type { EventLog, ReadingRights } from '@relais/event-log';
import type { Clock } from '@relais/runtime';

/** One thing that was looked at. `fail` keeps offers from arriving or is a danger; `warn` works and could be better. */
export interface CheckResult {
  /** Stable name, for example `signature-wrong`. */
  readonly check: string;
  readonly outcome: 'pass' | 'fail' | 'warn';
  /** What was seen. */
  readonly detail: string;
  /** What to do about it, and by whom; null with a pass. */
  readonly remedy: string | null;
}

/** What the checks need around them. They own none of it. */
export interface ConformanceSurroundings {
  readonly partner: string;
  readonly subscription: string;
  readonly log: Pick<EventLog, 'lag'>;
  /** Asks who may read the partner's topic; null where the log has no users. */
  readonly readingRights: (() => Promise<ReadingRights>) | null;
  /** Address that partners reach the feed server at; null where it is not known. */
  readonly feedUrl: string | null;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export function pass(check: string, detail: string): CheckResult {
  return { check, outcome: 'pass', detail, remedy: null };
}

export function fail(check: string, detail: string, remedy: string): CheckResult {
  return { check, outcome: 'fail', detail, remedy };
}

export function warn(check: string, detail: string, remedy: string): CheckResult {
  return { check, outcome: 'warn', detail, remedy };
}
