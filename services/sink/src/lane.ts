import type { ChannelBatch, ItemOutcome } from '@relais/channels';
import type { EventLog } from '@relais/event-log';
import type { Ledger, StoredDelivery } from '@relais/ledger';
import type { FilterLocator } from '@relais/policy';
import { type Clock, isAbort, type Logger, type Metrics, messageOf } from '@relais/runtime';
import { type HotState, withLease } from '@relais/state';
import type { Alerts } from './alerts.ts';
import { LaneHealth } from './lane-health.ts';
import { Nudge } from './nudge.ts';
import type { Controls } from './operations/controls.ts';
import { runOperation } from './operations/run-operation.ts';
import { askForScheduled } from './operations/scheduled.ts';
import { changeOf, overdueChange } from './outcomes.ts';
import { type Prepared, prepareBatch } from './prepare-batch.ts';
import { takeReceipts } from './receipts.ts';
import { recordChanges } from './record-changes.ts';
import type { ActiveSubscription } from './subscription.ts';
import type { ViewCache } from './view-cache.ts';

export interface LaneSurroundings {
  readonly holder: string;
  readonly log: EventLog;
  readonly state: HotState;
  readonly ledger: Ledger;
  readonly views: ViewCache;
  readonly controls: Controls;
  readonly alerts: Alerts;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly locate: FilterLocator;
}

const LEASE_MS = 15_000;
/** Without a nudge the ledger is asked this often: another process may have judged offers for this lane. */
const POLL_MS = 200;
const EARLY_WAIT_MS = 100;
/** How often it is looked whether operations ask for something. */
const OPERATIONS_LOOK_MS = 1_000;
const SCHEDULE_LOOK_MS = 60_000;
const STANDBY_MS = 1_000;
/** After a failure of our own stores the lane rests this long. */
const TROUBLE_MS = 2_000;

/**
 * The lane of one subscription: it works what is due until the partner holds what it should. One process at a time has
 * the lane (a lease), and inside it an offer is in at most one running batch: so attempts of an offer never overlap and
 * need no claim in the ledger. A lane that dies leaves its deliveries due; its successor sends them again under the
 * same keys.
 */
export class Lane {
  readonly #around: LaneSurroundings;
  readonly #subscription: ActiveSubscription;
  readonly #health: LaneHealth;
  readonly #nudge = new Nudge();
  /** Offers that a running batch holds, or that wait for the ledger until the given moment. */
  readonly #held = new Map<string, number>();
  readonly #running = new Set<Promise<void>>();
  #trouble: unknown = null;
  #operation: Promise<void> | null = null;

  constructor(around: LaneSurroundings, subscription: ActiveSubscription) {
    this.#around = { ...around, logger: around.logger.child({ subscription: subscription.id }) };
    this.#subscription = subscription;
    this.#health = new LaneHealth(this.#around, subscription);
  }

  /** Something became due: look now instead of at the next poll. */
  nudge(): void {
    this.#nudge.give();
  }

  /** Works until the signal aborts, then waits for the running batches. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const name = `lane:${this.#subscription.id}`;
        const lease = { leases: this.#around.state.leases, holder: this.#around.holder, name, ttlMs: LEASE_MS, signal };
        const outcome = await withLease(lease, (held) => this.#work(held));
        if (!outcome.held) await this.#nudge.wait(STANDBY_MS, signal);
      } catch (error) {
        if (signal.aborted || isAbort(error)) continue;
        this.#around.logger.error({ error }, 'the lane stumbled over our own stores; it goes on in a moment');
        await new Nudge().wait(TROUBLE_MS, signal);
      }
    }
  }

  async #work(signal: AbortSignal): Promise<void> {
    let receiptsAt = 0;
    let operationsAt = 0;
    let scheduleAt = 0;
    try {
      await this.#health.load();
      while (!signal.aborted) {
        if (this.#trouble !== null) throw this.#takeTrouble();
        const now = this.#around.clock.now();
        if (now >= scheduleAt) {
          await askForScheduled(this.#around, this.#subscription);
          scheduleAt = now + SCHEDULE_LOOK_MS;
        }
        if (now >= operationsAt) {
          await this.#takeUpOperation(signal);
          operationsAt = now + OPERATIONS_LOOK_MS;
        }
        if (now >= receiptsAt) {
          await this.#collect(now, signal);
          receiptsAt = now + (this.#subscription.channel.receiptsEveryMs ?? POLL_MS * 5);
        }
        const restMs = await this.#startBatches(now, signal);
        if (restMs > 0) await this.#nudge.wait(restMs, signal);
      }
    } finally {
      this.#around.views.close(this.#subscription.id);
      await Promise.all([...this.#running, this.#operation]);
      this.#held.clear();
      this.#health.leave();
    }
  }

  /** One operation at a time: the one that was asked for first. */
  async #takeUpOperation(signal: AbortSignal): Promise<void> {
    if (this.#operation !== null) return;
    const [next] = await this.#around.ledger.operations.open(this.#subscription.id);
    if (next === undefined) return;
    const around = { ...this.#around, onProgress: () => this.nudge() };
    this.#operation = runOperation(around, this.#subscription, next.operation.id, signal)
      .catch((error: unknown) => {
        this.#trouble = error;
      })
      .finally(() => {
        this.#operation = null;
        this.nudge();
      });
  }

  async #collect(now: number, signal: AbortSignal): Promise<void> {
    await takeReceipts(this.#around, this.#subscription, signal);
    const overdue = await this.#around.ledger.deliveries.overdue(this.#subscription.id, now, 1_000);
    const changes = overdue.map(({ delivery }) => overdueChange(delivery, this.#subscription.retry, now));
    await recordChanges(this.#around, { changes, standing: overdue });
  }

  /** Starts as many batches as the channel allows; returns the milliseconds until the next look, 0 when there may be more. */
  async #startBatches(now: number, signal: AbortSignal): Promise<number> {
    const { channel, id } = this.#subscription;
    const allowed = await this.#batchesAllowed(now);
    const free = allowed - this.#running.size;
    if (free <= 0) return POLL_MS;
    for (const [offerId, until] of this.#held) if (until <= now) this.#held.delete(offerId);
    const wanted = free * channel.batchSize + this.#held.size;
    const due = await this.#around.ledger.deliveries.due(id, now, wanted);
    const ready = due.filter(({ delivery }) => !this.#held.has(delivery.offerId));
    let started = false;
    for (let from = 0; from < ready.length && this.#running.size < allowed; from += channel.batchSize) {
      const group = ready.slice(from, from + channel.batchSize);
      const lingerMs = this.#lingerMs(group, now);
      if (!started && lingerMs > 0) return Math.min(lingerMs, POLL_MS);
      this.#start(group, signal);
      started = true;
    }
    return started ? 0 : POLL_MS;
  }

  /** A lane that is paused, or rests, has no use for what is judged meanwhile. */
  async #batchesAllowed(now: number): Promise<number> {
    const { channel, id } = this.#subscription;
    const { controls, views } = this.#around;
    const allowed = (await controls.isPaused(id)) ? 0 : this.#health.batchesAllowed(now, channel.concurrency);
    if (allowed === 0) views.close(id);
    else views.open(id);
    return allowed;
  }

  /** A batch that is not full waits a little for more, counted from the delivery that is due longest. */
  #lingerMs(group: readonly StoredDelivery[], now: number): number {
    const { channel } = this.#subscription;
    const oldest = group[0]?.delivery.nextAt ?? now;
    return group.length < channel.batchSize ? Math.max(0, oldest + channel.lingerMs - now) : 0;
  }

  #start(group: readonly StoredDelivery[], signal: AbortSignal): void {
    for (const { delivery } of group) this.#held.set(delivery.offerId, Number.POSITIVE_INFINITY);
    const running = this.#attempt(group, signal)
      .catch((error: unknown) => {
        this.#trouble = error;
      })
      .finally(() => {
        this.#running.delete(running);
        for (const { delivery } of group) this.#letGo(delivery.offerId);
        this.#nudge.give();
      });
    this.#running.add(running);
  }

  #letGo(offerId: string): void {
    if (this.#held.get(offerId) === Number.POSITIVE_INFINITY) this.#held.delete(offerId);
  }

  async #attempt(group: readonly StoredDelivery[], signal: AbortSignal): Promise<void> {
    const { clock, ledger, views } = this.#around;
    const now = clock.now();
    const prepared = await prepareBatch({ ledger, views, subscription: this.#subscription }, group, now);
    for (const { delivery } of prepared.early) this.#held.set(delivery.offerId, now + EARLY_WAIT_MS);
    await recordChanges(this.#around, { changes: prepared.corrections });
    if (prepared.batch !== null) await this.#send(prepared, prepared.batch, signal);
  }

  async #send(prepared: Prepared, batch: ChannelBatch, signal: AbortSignal): Promise<void> {
    const { channel, retry } = this.#subscription;
    const startedAt = this.#around.clock.now();
    const outcomes = await this.#outcomes(batch, signal);
    if (outcomes === null) return;
    const endedAt = this.#around.clock.now();
    await this.#health.note(outcomes, endedAt);
    const answered = prepared.sending.map((stored, index) => ({ ...stored, outcome: outcomes[index] ?? MISSING }));
    const answering = { batchId: batch.id, retry, at: endedAt, tried: { channel: channel.kind, startedAt } };
    const changes = answered.map(({ delivery, outcome }) => changeOf(delivery, outcome, answering));
    await recordChanges(this.#around, { changes, standing: prepared.sending });
    this.#count(answered, endedAt - startedAt);
  }

  #count(answered: readonly { outcome: ItemOutcome }[], tookMs: number): void {
    const { channel, id } = this.#subscription;
    const labels = { subscription: id, channel: channel.kind };
    this.#around.metrics.observe('relais_delivery_batch_duration_seconds', labels, tookMs / 1_000);
    for (const [outcome, these] of Map.groupBy(answered, (one) => one.outcome.kind))
      this.#around.metrics.add('relais_delivery_attempts_total', { ...labels, outcome }, these.length);
  }

  /** Null when the lane is closing: what was in flight stays due. A channel that throws has a bug; the offers do not suffer. */
  async #outcomes(batch: ChannelBatch, signal: AbortSignal): Promise<readonly ItemOutcome[] | null> {
    try {
      return await this.#subscription.channel.send(batch, signal);
    } catch (error) {
      if (signal.aborted || isAbort(error)) return null;
      this.#around.logger.error({ error, batch: batch.id }, 'the channel failed in an unforeseen way');
      const detail = messageOf(error).slice(0, 200);
      return batch.items.map(() => ({ ...MISSING, detail }));
    }
  }

  #takeTrouble(): unknown {
    const trouble = this.#trouble;
    this.#trouble = null;
    return trouble;
  }
}

const MISSING = { kind: 'failed', reason: 'internal', detail: null, retriable: true, retryAfterMs: null } as const;
