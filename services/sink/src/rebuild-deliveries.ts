import { type EventLog, jsonOf, type LogRecord } from '@relais/event-log';
import {
  applyDeliveryEvent,
  attemptOf,
  type Delivery,
  type DeliveryChange,
  type Ledger,
  type StoredDelivery,
} from '@relais/ledger';
import type { HotState } from '@relais/state';
import { TOPICS } from '@relais/vacancy';
import { takeCommands } from './operations/take-commands.ts';
import { fingerprintName } from './sweep.ts';

export interface RebuildSurroundings {
  readonly log: EventLog;
  readonly ledger: Ledger;
  readonly state: HotState;
  /** Those of the configuration. */
  readonly subscriptions: readonly string[];
  readonly signal: AbortSignal;
  /** Told after each portion: records of a topic that were read, in all. */
  readonly onProgress?: (topic: string, records: number) => void;
}

/** How far the replays had come, by operation: the offer they made due last, and how many. */
type Replayed = Map<string, { cursor: string; changed: number }>;

/**
 * Writes deliveries, attempts, operations and controls of an empty ledger from the log, while no sink runs. Returns the number of
 * records read. It may be repeated.
 *
 * Deliveries come to stand where the log leaves them. A change that a process published and did not live to apply counts,
 * so that a delivery may be due again under a next revision: never under one that the partner has seen.
 *
 * Of operations only those come back that have not ended, for an ended one leaves no trace in its topic. A replay goes on
 * behind the offer that it made due last; a comparison begins anew. How many deliveries they had looked at is not known.
 */
export async function rebuildDeliveries(around: RebuildSurroundings): Promise<number> {
  const replayed: Replayed = new Map();
  let read = 0;
  for await (const records of around.log.read({ topic: TOPICS.deliveries.name, signal: around.signal })) {
    await enter(around.ledger, records.flatMap(changeIn), replayed);
    read += records.length;
    around.onProgress?.(TOPICS.deliveries.name, read);
  }
  await forgetSweeps(around);
  return read + (await rebuildOperations(around, replayed));
}

/** The log may hold a judgement by older rules that was never applied: the sink judges every offer anew when it starts. */
async function forgetSweeps({ state, subscriptions }: RebuildSurroundings): Promise<void> {
  for (const id of subscriptions) await state.values.set(fingerprintName(id), 'rebuilt');
}

/** The sink alone writes them; what it cannot have written is passed over. */
function changeIn(record: LogRecord): DeliveryChange[] {
  const change = jsonOf(record) as DeliveryChange | null;
  return typeof change?.event?.type === 'string' && typeof change.offerId === 'string' ? [change] : [];
}

async function enter(ledger: Ledger, changes: readonly DeliveryChange[], replayed: Replayed): Promise<void> {
  const standing = new Map(
    (await ledger.deliveries.get(changes)).map((stored) => [addressOf(stored.delivery), stored]),
  );
  const changed = new Map<string, StoredDelivery>();
  for (const change of changes) {
    const address = addressOf(change);
    const { delivery: before = null, mark = 0 } = changed.get(address) ?? standing.get(address) ?? {};
    const delivery = deliveryAfter(before, change);
    if (delivery === null || delivery === before) continue;
    changed.set(address, { delivery, mark });
    if (change.event.type === 'replayed') noteReplay(replayed, change.event.operation, change.offerId);
  }
  const attempts = changes.flatMap((change) => attemptOf(change) ?? []);
  await ledger.deliveries.apply({ deliveries: [...changed.values()], attempts });
}

/**
 * The delivery after an event of the log. An event tells which revision the ledger stood at: where the events before it lead to
 * a lower one, because two writers were heard in another order or the older events are gone, that revision counts.
 */
export function deliveryAfter(before: Delivery | null, change: DeliveryChange): Delivery | null {
  return applyDeliveryEvent(caughtUp(before, change), change);
}

function caughtUp(before: Delivery | null, { subscription, offerId, at, event }: DeliveryChange): Delivery | null {
  if (event.type === 'desired' || event.revision <= (before?.revision ?? 0)) return before;
  const { revision } = event;
  const since = { state: 'due', revision, attempts: 0, nextAt: at, reason: null, detail: null, changedAt: at } as const;
  if (before !== null) return { ...before, ...since };
  // What was desired was said before the topic begins: no view has this hash, so the next judgement sends what is right.
  const desiredHash = event.type === 'accepted' ? event.hash : '';
  const unknown = { offerVersion: 0, offerFence: 0, confirmedRevision: null, confirmedHash: null, batchId: null };
  return { subscription, offerId, desiredHash, ...unknown, ...since };
}

function noteReplay(replayed: Replayed, operation: string, offerId: string): void {
  const { cursor, changed } = replayed.get(operation) ?? { cursor: '', changed: 0 };
  replayed.set(operation, { cursor: offerId > cursor ? offerId : cursor, changed: changed + 1 });
}

/** A request whose tombstone came was carried out; what is left is entered as the stage enters it. */
async function rebuildOperations({ log, ledger, signal }: RebuildSurroundings, replayed: Replayed): Promise<number> {
  const topic = TOPICS.commands.name;
  const records: LogRecord[] = [];
  for await (const portion of log.read({ topic, signal })) records.push(...portion);
  const newest = new Map(records.map((record) => [record.key, record]));
  const left = records.filter(({ key }) => newest.get(key)?.value !== null);
  await takeCommands(ledger, { topic, partition: 0, records: left, signal });
  for (const [id, { cursor, changed }] of replayed) {
    const stored = await ledger.operations.get(id);
    if (stored === null) continue;
    const operation = { ...stored.operation, cursor, changed, looked: changed };
    await ledger.operations.write({ operation, mark: stored.mark });
  }
  return records.length;
}

function addressOf(one: { subscription: string; offerId: string }): string {
  return `${one.subscription}:${one.offerId}`;
}
