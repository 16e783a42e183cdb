import type { InventoryRecord } from '@relais/channels';
import type { Delivery, DeliveryChange, Operation } from '@relais/ledger';
import { sinkErrors } from '../errors.ts';
import { recordChanges } from '../record-changes.ts';
import type { ActiveSubscription } from '../subscription.ts';
import { reconcileRequestSchema } from './commands.ts';
import type { OperationSurroundings } from './run-operation.ts';
import { changeOperation } from './take-commands.ts';

/** How what a partner says it holds differs from what it should hold. */
export const DIFFERENCES = [
  'missing', // it should hold it, had confirmed it, and does not
  'stale', // it holds an older one
  'ghost', // it holds what it must not
  'settled', // it holds, or no longer holds, what we were still waiting to hear of
] as const;
export type Difference = (typeof DIFFERENCES)[number];

/** What came of a comparison. */
export interface ReconcileReport {
  /** Offers that the partner says it holds. */
  readonly held: number;
  /** Deliveries that were compared; those that changed while the inventory was read are left for the next time. */
  readonly compared: number;
  readonly differences: Readonly<Record<Difference, number>>;
  /** Deliveries that were made due, or settled. */
  readonly repaired: number;
  /** The first offers of each kind. */
  readonly examples: Readonly<Record<Difference, readonly string[]>>;
}

const MOST_EXAMPLES = 10;
const GHOSTS_AT_ONCE = 500;
/** Each ghost becomes a delivery of ours: a partner that makes up names must not fill the ledger. The others are left for the next time. */
const MOST_GHOSTS = 10_000;
/** What an offer of ours may be called. A removal under any other name would remove nothing, and may be no name for a call or a file. */
const OFFER_ID = /^of_[\w-]{1,100}$/;

/** Compares what the partner says it holds with what it should hold and, when asked to, repairs what differs. */
export async function reconcile(
  around: OperationSurroundings,
  subscription: ActiveSubscription,
  operation: Operation,
  signal: AbortSignal,
): Promise<ReconcileReport | null> {
  const { repair } = reconcileRequestSchema.parse(JSON.parse(operation.request));
  const comparison = new Comparison(around.clock.now());
  const inventory = await inventoryOf(subscription, signal);
  const held = inventory.size;
  for await (const page of around.ledger.deliveries.scan(subscription.id)) {
    signal.throwIfAborted();
    const changes = page.flatMap((delivery) => comparison.of(delivery, taken(inventory, delivery.offerId)) ?? []);
    const running = await enter(around, operation, { looked: page.length, changes: repair ? changes : [] });
    if (!running) return null;
  }
  const unknown = [...inventory.values()].filter(({ offerId }) => OFFER_ID.test(offerId)).slice(0, MOST_GHOSTS);
  for (const ghosts of inChunks(unknown)) {
    const changes = ghosts.map((record) => comparison.ofUnknown(subscription.id, record));
    if (!(await enter(around, operation, { looked: 0, changes: repair ? changes : [] }))) return null;
  }
  return comparison.report(held, repair);
}

/** What was never delivered by us is left in the map at the end. */
async function inventoryOf(
  { channel, id }: ActiveSubscription,
  signal: AbortSignal,
): Promise<Map<string, InventoryRecord>> {
  if (channel.inventory === undefined) throw sinkErrors.create('SINK_NO_INVENTORY', { subscription: id });
  const held = new Map<string, InventoryRecord>();
  for await (const record of channel.inventory(signal)) held.set(record.offerId, record);
  return held;
}

function taken(inventory: Map<string, InventoryRecord>, offerId: string): InventoryRecord | null {
  const record = inventory.get(offerId) ?? null;
  inventory.delete(offerId);
  return record;
}

async function enter(
  around: OperationSurroundings,
  operation: Operation,
  { looked, changes }: { looked: number; changes: readonly DeliveryChange[] },
): Promise<boolean> {
  const written = await recordChanges(around, { changes });
  const progressed = { type: 'progressed', cursor: '', looked, changed: written.length } as const;
  around.onProgress();
  const standing = await changeOperation(around.ledger, operation.id, progressed, around.clock.now());
  return standing?.status === 'running';
}

class Comparison {
  readonly #startedAt: number;
  readonly #differences = { missing: 0, stale: 0, ghost: 0, settled: 0 };
  readonly #examples: Record<Difference, string[]> = { missing: [], stale: [], ghost: [], settled: [] };
  #compared = 0;

  constructor(startedAt: number) {
    this.#startedAt = startedAt;
  }

  /** The change that sets it right; null when nothing differs, or when it moved while the inventory was read. */
  of(delivery: Delivery, record: InventoryRecord | null): DeliveryChange | null {
    if (delivery.changedAt >= this.#startedAt) return null;
    this.#compared += 1;
    const holds = holdingOf(delivery, record);
    const difference = differenceOf(delivery, holds);
    if (difference === null) return null;
    this.#note(difference, delivery.offerId);
    const { subscription, offerId, revision } = delivery;
    return { subscription, offerId, at: this.#startedAt, event: { type: 'inventoried', revision, holds } };
  }

  /** Held by the partner, and never delivered by us. */
  ofUnknown(subscription: string, { offerId, revision }: InventoryRecord): DeliveryChange {
    this.#note('ghost', offerId);
    const event = { type: 'inventoried', revision: 0, holds: { revision } } as const;
    return { subscription, offerId, at: this.#startedAt, event };
  }

  report(held: number, repair: boolean): ReconcileReport {
    const found = Object.values(this.#differences).reduce((sum, count) => sum + count, 0);
    return {
      held,
      compared: this.#compared,
      differences: this.#differences,
      repaired: repair ? found : 0,
      examples: this.#examples,
    };
  }

  #note(difference: Difference, offerId: string): void {
    this.#differences[difference] += 1;
    if (this.#examples[difference].length < MOST_EXAMPLES) this.#examples[difference].push(offerId);
  }
}

type Holding = { revision: number | null } | null;

/**
 * A partner that tells hashes instead of revisions holds this revision when the hash is the desired one, else an older one. What is
 * still to be sent it may hold from before, while a removal that it took in is yet to be worked.
 */
function holdingOf(delivery: Delivery, record: InventoryRecord | null): Holding {
  if (record === null) return null;
  if (record.revision !== null || record.hash === null) return { revision: record.revision };
  const isThisOne = record.hash === delivery.desiredHash && delivery.state !== 'due';
  return { revision: isThisOne ? delivery.revision : 0 };
}

function differenceOf({ state, desiredHash, revision }: Delivery, holds: Holding): Difference | null {
  if (state === 'removed') return holds === null ? null : 'ghost';
  if (state === 'confirmed') {
    if (holds === null) return 'missing';
    return (holds.revision ?? revision) === revision ? null : 'stale';
  }
  if (desiredHash === null) return holds === null ? 'settled' : null;
  return holds?.revision === revision ? 'settled' : null;
}

function* inChunks<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let from = 0; from < items.length; from += GHOSTS_AT_ONCE) yield items.slice(from, from + GHOSTS_AT_ONCE);
}
