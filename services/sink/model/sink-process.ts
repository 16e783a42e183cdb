import type { ItemOutcome } from '@relais/channels';
import type { Ledger } from '@relais/ledger';
import { type Clock, silentLogger, silentMetrics } from '@relais/runtime';
import type { HotState } from '@relais/state';
import { TOPICS } from '@relais/vacancy';
import { desires, readOffers } from '../src/desire.ts';
import type { LaneSurroundings } from '../src/lane.ts';
import { Controls } from '../src/operations/controls.ts';
import { runOperation } from '../src/operations/run-operation.ts';
import { changeOf, overdueChange } from '../src/outcomes.ts';
import { type Prepared, prepareBatch } from '../src/prepare-batch.ts';
import { takeReceipts } from '../src/receipts.ts';
import { recordChanges } from '../src/record-changes.ts';
import type { ActiveSubscription } from '../src/subscription.ts';
import { sweepChanged } from '../src/sweep.ts';
import { ViewCache } from '../src/view-cache.ts';
import type { Fuse } from './fuse.ts';
import type { MemoryLog } from './memory-log.ts';

export interface Durable {
  readonly log: MemoryLog;
  readonly ledger: Ledger;
  readonly state: HotState;
  readonly clock: Clock;
  readonly fuse: Fuse;
}

/** A batch that the partner has answered, before the answer is recorded. */
interface InFlight {
  readonly prepared: Prepared;
  readonly outcomes: readonly ItemOutcome[];
  readonly batchId: string;
  readonly startedAt: number;
}

/** Room for a few views. */
const MOST_CHARACTERS = 4_000;

/**
 * The sink as one process: the pieces that its stage and its lane are made of, driven step by step instead of by timers.
 * What it has in memory is gone when it is thrown away.
 */
export class SinkProcess {
  readonly #around: LaneSurroundings;
  readonly #subscription: ActiveSubscription;
  readonly #signal = new AbortController().signal;
  readonly #inFlight: InFlight[] = [];

  private constructor(around: LaneSurroundings, subscription: ActiveSubscription) {
    this.#around = around;
    this.#subscription = subscription;
  }

  /** Opens it as the stage is opened: what a changed policy asks for is judged before anything is sent. */
  static async open(durable: Durable, subscription: ActiveSubscription): Promise<SinkProcess> {
    const around = surroundings(durable);
    await sweepChanged(around, [subscription]);
    around.views.open(subscription.id);
    const channel = throughFuse(subscription.channel, durable.fuse);
    return new SinkProcess(around, { ...subscription, channel });
  }

  get isIdle(): boolean {
    return this.#inFlight.length === 0;
  }

  /** Judges offers from the log, as a batch of the consumer. */
  async judge(from: number, until?: number): Promise<void> {
    const { log, clock, views } = this.#around;
    const { records } = (log as MemoryLog).batch(TOPICS.offers.name, from, until);
    const judged = desires(readOffers(records).offers, [this.#subscription], clock.now());
    views.keep(await recordChanges(this.#around, { changes: judged.changes }), judged.views);
  }

  /** Sends one batch of what is due, if there is any. Its answer is not recorded yet. */
  async send(): Promise<boolean> {
    const { clock, ledger, views, controls } = this.#around;
    const { channel, id } = this.#subscription;
    if (this.#inFlight.length >= channel.concurrency || (await controls.isPaused(id))) return false;
    const now = clock.now();
    const held = new Set(this.#inFlight.flatMap(({ prepared }) => prepared.sending.map(offerOf)));
    const due = await ledger.deliveries.due(id, now, channel.batchSize + held.size);
    const group = due.filter((stored) => !held.has(offerOf(stored))).slice(0, channel.batchSize);
    if (group.length === 0) return false;
    const prepared = await prepareBatch({ ledger, views, subscription: this.#subscription }, group, now);
    await recordChanges(this.#around, { changes: prepared.corrections });
    if (prepared.batch === null) return prepared.corrections.length > 0;
    const outcomes = await channel.send(prepared.batch, this.#signal);
    this.#inFlight.push({ prepared, outcomes, batchId: prepared.batch.id, startedAt: now });
    return true;
  }

  /** Records the answer of one of the batches under way. */
  async record(index: number): Promise<void> {
    const [answered] = this.#inFlight.splice(index % Math.max(this.#inFlight.length, 1), 1);
    if (answered === undefined) return;
    const { prepared, outcomes, batchId, startedAt } = answered;
    const { channel, retry } = this.#subscription;
    const answering = { batchId, retry, at: this.#around.clock.now(), tried: { channel: channel.kind, startedAt } };
    const changes = prepared.sending.flatMap(({ delivery }, at) => {
      const outcome = outcomes[at];
      return outcome === undefined ? [] : changeOf(delivery, outcome, answering);
    });
    await recordChanges(this.#around, { changes, standing: prepared.sending });
  }

  /** Takes receipts, and misses those that are overdue. */
  async collect(): Promise<void> {
    const { id, retry } = this.#subscription;
    await takeReceipts(this.#around, this.#subscription, this.#signal);
    const now = this.#around.clock.now();
    const overdue = await this.#around.ledger.deliveries.overdue(id, now, 100);
    const changes = overdue.map(({ delivery }) => overdueChange(delivery, retry, now));
    await recordChanges(this.#around, { changes, standing: overdue });
  }

  /** Carries out the operation that was asked for first; false when there is none. */
  async operate(): Promise<boolean> {
    const [next] = await this.#around.ledger.operations.open(this.#subscription.id);
    if (next === undefined) return false;
    const around = { ...this.#around, onProgress: () => undefined };
    await runOperation(around, this.#subscription, next.operation.id, this.#signal);
    return true;
  }
}

function offerOf({ delivery }: { delivery: { offerId: string } }): string {
  return delivery.offerId;
}

function surroundings({ log, ledger, state, clock, fuse }: Durable): LaneSurroundings {
  const publish: MemoryLog['publish'] = (records) => fuse.around(() => log.publish(records));
  const mortalLog: MemoryLog = Object.assign(Object.create(log) as MemoryLog, {
    publish,
    batch: log.batch.bind(log),
    records: log.records.bind(log),
  });
  const { deliveries, operations } = ledger;
  const mortalLedger: Ledger = {
    ...ledger,
    deliveries: { ...deliveries, apply: (change) => fuse.around(() => deliveries.apply(change)) },
    operations: { ...operations, write: (stored) => fuse.around(() => operations.write(stored)) },
  };
  return {
    holder: 'model',
    log: mortalLog,
    ledger: mortalLedger,
    state,
    clock,
    logger: silentLogger,
    metrics: silentMetrics,
    locate: (filter) => filter,
    views: new ViewCache(MOST_CHARACTERS),
    controls: new Controls(ledger, clock),
    alerts: { raise: async () => undefined, close: async () => undefined },
  };
}

/** Receipts and inventory only read; what they lead to is recorded, and settling is an effect like sending. */
function throughFuse(channel: ActiveSubscription['channel'], fuse: Fuse): ActiveSubscription['channel'] {
  const { inventory } = channel;
  return {
    kind: channel.kind,
    batchSize: channel.batchSize,
    concurrency: channel.concurrency,
    lingerMs: channel.lingerMs,
    receiptsEveryMs: channel.receiptsEveryMs,
    send: (batch, signal) => fuse.around(() => channel.send(batch, signal)),
    receipts: async (signal) =>
      (await channel.receipts(signal)).map((batch) => ({ ...batch, settle: () => fuse.around(() => batch.settle()) })),
    ...(inventory === undefined ? {} : { inventory: (signal) => inventory.call(channel, signal) }),
    close: async () => undefined,
  };
}
