import type { ItemOutcome } from '@relais/channels';

/** When a lane stops knocking at a partner that does not answer, and when a person is told. */
export interface HealthRules {
  /** Batches in a row that fail as a whole before the lane rests. */
  readonly failures: number;
  /** The first rest, in seconds; each further one is twice as long, up to `mostWaitSeconds`. */
  readonly waitSeconds: number;
  readonly mostWaitSeconds: number;
  /** How long a partner may fail before its failure budget is spent, in hours. */
  readonly budgetHours: number;
  /** Hold the subscription back when the budget is spent, until a person lets it go. */
  readonly pauseWhenSpent: boolean;
}

/** What is remembered of a partner's recent past. Small, kept over restarts. */
export interface Health {
  /** Batches in a row that failed as a whole. */
  readonly failures: number;
  /** When the first of them failed, milliseconds since the epoch; null while all is well. */
  readonly failingSince: number | null;
  /** The lane rests until then; null when it does not. */
  readonly restUntil: number | null;
  /** Highest share of the budget that was told of, percent. */
  readonly alerted: number;
}

export const HEALTHY: Health = { failures: 0, failingSince: null, restUntil: null, alerted: 0 };

/** Shares of the failure budget at which a person is told, percent. */
export const ALERT_PERCENTS = [50, 70, 90, 100] as const;
export type AlertPercent = (typeof ALERT_PERCENTS)[number];

/** Troubles of the way or of the partner as a whole: they say nothing of the offers. */
const WHOLESALE = new Set(['timeout', 'connection', 'server-error', 'rate-limited', 'authentication', 'gone']);

/** True when nothing of the batch arrived, for a reason that is not the offers'. */
export function isWholesaleFailure(outcomes: readonly ItemOutcome[]): boolean {
  return outcomes.length > 0 && outcomes.every((one) => one.kind === 'failed' && WHOLESALE.has(one.reason));
}

/**
 * How many batches may be under way now: as many as the channel allows, none while the lane rests, and a single one after
 * a rest, whose outcome decides.
 */
export function batchesAllowed({ restUntil }: Health, now: number, concurrency: number): number {
  if (restUntil === null) return concurrency;
  return now < restUntil ? 0 : 1;
}

/** The health after a batch, and the share of the budget to tell of; null when there is nothing new to tell. */
export function healthAfter(
  health: Health,
  rules: HealthRules,
  batch: { failed: boolean; at: number },
): { health: Health; alert: AlertPercent | null } {
  if (!batch.failed) return { health: health.failures === 0 ? health : HEALTHY, alert: null };
  const failures = health.failures + 1;
  const failingSince = health.failingSince ?? batch.at;
  const spent = ((batch.at - failingSince) / (rules.budgetHours * 3_600_000)) * 100;
  const reached = ALERT_PERCENTS.findLast((percent) => spent >= percent) ?? 0;
  const alert = reached > health.alerted ? (reached as AlertPercent) : null;
  const alerted = Math.max(reached, health.alerted);
  return { health: { failures, failingSince, restUntil: restAfter(failures, rules, batch.at), alerted }, alert };
}

/** A rest as long as the rules know it at most: one beyond that was noted by a clock that went wrong. */
export function restsNoLonger(health: Health, { mostWaitSeconds }: HealthRules, now: number): Health {
  const longest = now + mostWaitSeconds * 1_000;
  return health.restUntil === null || health.restUntil <= longest ? health : { ...health, restUntil: longest };
}

function restAfter(failures: number, rules: HealthRules, at: number): number | null {
  const rests = failures - rules.failures;
  if (rests < 0) return null;
  return at + Math.min(rules.waitSeconds * 2 ** rests, rules.mostWaitSeconds) * 1_000;
}
