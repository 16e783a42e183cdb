import type { ItemOutcome } from '@relais/channels';
import type { EventLog } from '@relais/event-log';
import type { Clock, Logger, Metrics } from '@relais/runtime';
import type { HotState } from '@relais/state';
import type { Alerts, PartnerAlert } from './alerts.ts';
import { batchesAllowed, HEALTHY, type Health, healthAfter, isWholesaleFailure, restsNoLonger } from './health.ts';
import { commandRecord } from './operations/commands.ts';
import type { ActiveSubscription } from './subscription.ts';

export interface LaneHealthSurroundings {
  readonly log: EventLog;
  readonly state: HotState;
  readonly alerts: Alerts;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/**
 * The health of one lane: rests it while the partner as a whole fails, so that no offer's attempts are spent on a dead
 * address, and tells people in good time. What is remembered outlives the process, so that a restart does not knock again.
 */
export class LaneHealth {
  readonly #around: LaneHealthSurroundings;
  readonly #subscription: ActiveSubscription;
  #health: Health = HEALTHY;

  constructor(around: LaneHealthSurroundings, subscription: ActiveSubscription) {
    this.#around = around;
    this.#subscription = subscription;
  }

  /** Takes up what the last holder of the lane noted. */
  async load(): Promise<void> {
    const noted = await this.#around.state.values.get(this.#name());
    const health = noted === null ? HEALTHY : (JSON.parse(noted) as Health);
    this.#take(restsNoLonger(health, this.#subscription.health, this.#around.clock.now()));
  }

  /** The lane is another process's, or nobody's. */
  leave(): void {
    this.#take(HEALTHY);
  }

  batchesAllowed(now: number, concurrency: number): number {
    return batchesAllowed(this.#health, now, concurrency);
  }

  /** Notes how a batch went. */
  async note(outcomes: readonly ItemOutcome[], at: number): Promise<void> {
    const before = this.#health;
    const failed = isWholesaleFailure(outcomes);
    const { health, alert } = healthAfter(before, this.#subscription.health, { failed, at });
    if (health === before) return;
    this.#take(health);
    await this.#around.state.values.set(this.#name(), JSON.stringify(health));
    const reason = reasonOf(outcomes);
    this.#log(before, health, reason);
    if (alert !== null) await this.#tell({ type: 'partner.failing', percent: alert, health, at, reason });
    if (!failed && before.alerted > 0)
      await this.#tell({ type: 'partner.recovered', percent: 0, health: before, at, reason });
  }

  #take(health: Health): void {
    this.#health = health;
    const resting = health.restUntil === null ? 0 : 1;
    this.#around.metrics.set('relais_lane_resting', { subscription: this.#subscription.id }, resting);
  }

  /** Alerts come with the failure budget, hours later: whoever reads the logs is to see it begin and end. */
  #log(before: Health, { restUntil, failures }: Health, reason: string | null): void {
    const { logger } = this.#around;
    if (before.restUntil === null && restUntil !== null)
      logger.warn({ reason, failures }, 'the partner fails as a whole: its lane rests and knocks from time to time');
    if (before.restUntil !== null && restUntil === null) logger.info('the partner answers again');
  }

  async #tell(told: {
    type: PartnerAlert['type'];
    percent: PartnerAlert['percent'];
    health: Health;
    at: number;
    reason: string | null;
  }): Promise<void> {
    const { id: subscription, partner, health: rules } = this.#subscription;
    const { type, percent, health, reason } = told;
    const at = new Date(told.at).toISOString();
    const paused = percent === 100 && rules.pauseWhenSpent;
    const failingSince = new Date(health.failingSince ?? told.at).toISOString();
    const { failures } = health;
    if (paused) await this.#pause(at);
    const alert = { type, partner: partner.id, subscription, percent, failingSince, at, failures, reason, paused };
    await this.#around.alerts.raise(alert);
  }

  async #pause(at: string): Promise<void> {
    const { id: subscription } = this.#subscription;
    const reason = 'the failure budget is spent';
    const command = { type: 'subscription.pause', subscription, reason, at, by: 'relais' } as const;
    await this.#around.log.publish([commandRecord(command)]);
  }

  #name(): string {
    return healthName(this.#subscription.id);
  }
}

/** Name under which the health of a lane is kept. */
export function healthName(subscription: string): string {
  return `health:${subscription}`;
}

function reasonOf(outcomes: readonly ItemOutcome[]): string | null {
  const failure = outcomes.find((one) => one.kind === 'failed');
  return failure?.kind === 'failed' ? failure.reason : null;
}
