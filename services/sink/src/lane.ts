import type { ChannelBatch, ItemOutcome } from '@relais/channels';
import type { EventLog } from '@relais/event-log';
import type { Ledger, StoredDelivery } from '@relais/ledger';
import { type Clock, isAbort, type Logger, messageOf } from '@relais/runtime';
import { type HotState, withLease } from '@relais/state';
import { Nudge } from './nudge.ts';
import { attemptOf, changeOf, overdueChange } from './outcomes.ts';
import { type Prepared, prepareBatch } from './prepare-batch.ts';
import { takeReceipts } from './receipts.ts';
import { recordChanges } from './record-changes.ts';
import type { ActiveSubscription, View } from './subscription.ts';
import type { ViewCache } from './view-cache.ts';

export interface LaneSurroundings {
  readonly holder: string;
  readonly log: EventLog;
  readonly state: HotState;
  readonly ledger: Ledger;
  readonly views: ViewCache<View>;
  readonly clock: Clock;
  readonly logger: Logger;
}

const LEASE_MS = 15_000;
/** Without a nudge the ledger is asked this often: another process may have judged offers for this lane. */
const POLL_MS = 200;
const EARLY_WAIT_MS = 100;
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
  readonly #nudge = new Nudge();
  /** Offers that a running batch holds, or that wait for the ledger until the given moment. */
  readonly #held = new Map<string, number>();
  readonly #running = new Set<Promise<void>>();
  #trouble: unknown = null;

  constructor(around: LaneSurroundings, subscription: ActiveSubscription) {
    this.#around = { ...around, logger: around.logger.child({ subscription: subscription.id }) };
    this.#subscription = subscription;
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
    try {
      while (!signal.aborted) {
        if (this.#trouble !== null) throw this.#takeTrouble();
        const now = this.#around.clock.now();
        if (now >= receiptsAt) {
          await this.#collect(now, signal);
          receiptsAt = now + (this.#subscription.channel.receiptsEveryMs ?? POLL_MS * 5);
        }
        const started = await this.#startBatches(now, signal);
        if (!started) await this.#nudge.wait(POLL_MS, signal);
      }
    } finally {
      await Promise.all(this.#running);
      this.#held.clear();
    }
  }

  async #collect(now: number, signal: AbortSignal): Promise<void> {
    await takeReceipts(this.#around, this.#subscription, signal);
    const overdue = await this.#around.ledger.deliveries.overdue(this.#subscription.id, now, 1_000);
    const changes = overdue.map(({ delivery }) => overdueChange(delivery, this.#subscription.retry, now));
    await recordChanges(this.#around, { changes, standing: overdue });
  }

  /** Starts as many batches as the channel allows; false when there is nothing (more) to start now. */
  async #startBatches(now: number, signal: AbortSignal): Promise<boolean> {
    const { channel, id } = this.#subscription;
    const free = channel.concurrency - this.#running.size;
    if (free <= 0) return false;
    for (const [offerId, until] of this.#held) if (until <= now) this.#held.delete(offerId);
    const wanted = free * channel.batchSize + this.#held.size;
    const due = await this.#around.ledger.deliveries.due(id, now, wanted);
    const ready = due.filter(({ delivery }) => !this.#held.has(delivery.offerId));
    let started = false;
    for (let from = 0; from < ready.length && this.#running.size < channel.concurrency; from += channel.batchSize) {
      const group = ready.slice(from, from + channel.batchSize);
      if (!started && this.#mayWait(group, now)) return false;
      this.#start(group, signal);
      started = true;
    }
    return started;
  }

  /** A batch that is not full waits a little for more, counted from the delivery that is due longest. */
  #mayWait(group: readonly StoredDelivery[], now: number): boolean {
    const { channel } = this.#subscription;
    const oldest = group[0]?.delivery.nextAt ?? now;
    return group.length < channel.batchSize && now - oldest < channel.lingerMs;
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
    const answered = prepared.sending.map((stored, index) => ({ ...stored, outcome: outcomes[index] ?? MISSING }));
    const answering = { batchId: batch.id, retry, at: endedAt };
    await recordChanges(this.#around, {
      changes: answered.map(({ delivery, outcome }) => changeOf(delivery, outcome, answering)),
      attempts: answered.map(({ delivery, outcome }) =>
        attemptOf(delivery, outcome, { batchId: batch.id, channel: channel.kind, startedAt, endedAt }),
      ),
      standing: prepared.sending,
    });
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
