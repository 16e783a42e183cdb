/** Waits between attempts. Each is stretched or shortened by up to `jitter` of itself. */
export interface RetrySchedule {
  /** Seconds after the first, second, … failed attempt; after the last the delivery has failed. */
  readonly waitSeconds: readonly number[];
  /** Share of a wait, 0–1. */
  readonly jitter: number;
}

/** After a timeout or a plea to slow down the next attempt waits at least this long, unless the partner said how long. */
const PENALTY_MS = 60_000;

export interface FailedTry {
  /** Attempts made, this one included. */
  readonly attempts: number;
  readonly retriable: boolean;
  /** What the partner asked for; null when it did not. */
  readonly retryAfterMs: number | null;
  readonly reason: string;
  /** 0–1. */
  readonly random: number;
}

/**
 * Milliseconds until the next attempt, or null when there is none. A Retry-After is honoured between the schedule's
 * wait and twice that wait, so that a partner can slow us down but not stop us.
 */
export function nextWait(schedule: RetrySchedule, failed: FailedTry): number | null {
  if (!failed.retriable) return null;
  const seconds = schedule.waitSeconds[failed.attempts - 1];
  if (seconds === undefined) return null;
  const base = seconds * 1000;
  if (failed.retryAfterMs !== null) return Math.min(Math.max(failed.retryAfterMs, base), 2 * base);
  const jittered = base * (1 + schedule.jitter * (2 * failed.random - 1));
  const slowDown = failed.reason === 'timeout' || failed.reason === 'rate-limited';
  return Math.round(slowDown ? Math.max(jittered, Math.min(PENALTY_MS, 2 * base)) : jittered);
}
