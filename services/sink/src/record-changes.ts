import type { EventLog } from '@relais/event-log';
import {
  type AttemptRow,
  applyDeliveryEvent,
  type DeliveryChange,
  type Ledger,
  type StoredDelivery,
} from '@relais/ledger';
import { sinkErrors } from './errors.ts';
import { deliveryRecord } from './records.ts';

export interface Recording {
  readonly log: EventLog;
  readonly ledger: Ledger;
}

export interface Changes {
  readonly changes: readonly DeliveryChange[];
  readonly attempts?: readonly AttemptRow[];
  /** Deliveries as they were read, to spare reading them again. */
  readonly standing?: readonly StoredDelivery[];
}

const MOST_ROUNDS = 20;

/**
 * Publishes delivery events and applies them to the ledger. An event is a fact: when somebody else changed the delivery
 * in between, it is read again and the event applied to what stands now, without a second publication.
 * Changes of one delivery are applied in the order given. Returns the deliveries that changed.
 */
export async function recordChanges(around: Recording, recording: Changes): Promise<readonly StoredDelivery[]> {
  if (recording.changes.length === 0) return [];
  let standing = recording.standing ?? (await around.ledger.deliveries.get(recording.changes));
  let folded = fold(recording.changes, standing);
  if (folded.effective.length > 0) await around.log.publish(folded.effective.map(deliveryRecord));
  const written: StoredDelivery[] = [];
  let attempts = recording.attempts ?? [];
  for (let round = 0; folded.deliveries.length > 0 || attempts.length > 0; round++) {
    if (round === MOST_ROUNDS) throw tooManyConflicts(recording.changes);
    const { conflicts } = await around.ledger.deliveries.apply({ deliveries: folded.deliveries, attempts });
    attempts = [];
    const lost = new Set(conflicts.map(addressOf));
    written.push(...folded.deliveries.filter((stored) => !lost.has(addressOf(stored.delivery))));
    if (lost.size === 0) break;
    const waiting = folded.effective.filter((change) => lost.has(addressOf(change)));
    standing = await around.ledger.deliveries.get(waiting);
    folded = fold(waiting, standing);
  }
  return written;
}

interface Folded {
  /** Changes that change something, in order. */
  readonly effective: readonly DeliveryChange[];
  /** The deliveries after them, each with the mark it was read with. */
  readonly deliveries: readonly StoredDelivery[];
}

function fold(changes: readonly DeliveryChange[], standing: readonly StoredDelivery[]): Folded {
  const before = new Map(standing.map((stored) => [addressOf(stored.delivery), stored]));
  const after = new Map<string, StoredDelivery>();
  const effective: DeliveryChange[] = [];
  for (const change of changes) {
    const address = addressOf(change);
    const known = after.get(address) ?? before.get(address);
    const delivery = applyDeliveryEvent(known?.delivery ?? null, change);
    if (delivery === null || delivery === known?.delivery) continue;
    after.set(address, { delivery, mark: before.get(address)?.mark ?? 0 });
    effective.push(change);
  }
  return { effective, deliveries: [...after.values()] };
}

function addressOf(one: { subscription: string; offerId: string }): string {
  return `${one.subscription}:${one.offerId}`;
}

function tooManyConflicts(changes: readonly DeliveryChange[]) {
  return sinkErrors.create('SINK_CONFLICTS', {
    count: changes.length,
    subscription: changes[0]?.subscription ?? '',
  });
}
