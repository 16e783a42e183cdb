import type { EventLog, OutgoingRecord } from '@relais/event-log';
import {
  applyDeliveryEvent,
  attemptOf,
  type Delivery,
  type DeliveryChange,
  type Ledger,
  type StoredDelivery,
} from '@relais/ledger';
import { sinkErrors } from './errors.ts';
import { deadLetterRecord, deliveryRecord, isDead } from './records.ts';

export interface Recording {
  readonly log: EventLog;
  readonly ledger: Ledger;
}

export interface Changes {
  readonly changes: readonly DeliveryChange[];
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
  const changes = aboveFloor(recording.changes, await around.ledger.revisionFloor());
  let standing = recording.standing ?? (await around.ledger.deliveries.get(changes));
  let folded = fold(changes, standing);
  const letters = deadLetters(standing, folded.deliveries);
  if (folded.told.length > 0) await around.log.publish([...folded.told.map(deliveryRecord), ...letters]);
  const written: StoredDelivery[] = [];
  let attempts = changes.flatMap((change) => attemptOf(change) ?? []);
  for (let round = 0; folded.deliveries.length > 0 || attempts.length > 0; round++) {
    if (round === MOST_ROUNDS) throw tooManyConflicts(changes);
    const { conflicts } = await around.ledger.deliveries.apply({ deliveries: folded.deliveries, attempts });
    attempts = [];
    const lost = new Set(conflicts.map(addressOf));
    written.push(...folded.deliveries.filter((stored) => !lost.has(addressOf(stored.delivery))));
    if (lost.size === 0) break;
    const waiting = folded.effective.filter((change) => lost.has(addressOf(change)));
    standing = await around.ledger.deliveries.get(waiting);
    const before = folded.deliveries;
    folded = fold(waiting, standing);
    // What was told of a delivery that now stands otherwise is put right.
    const corrections = deadLetters(before, [...standing, ...folded.deliveries]);
    if (corrections.length > 0) await around.log.publish(corrections);
  }
  return written;
}

/** The log must lead to the same revisions again, so each change tells the floor that it was made above. */
function aboveFloor(changes: readonly DeliveryChange[], floor: number): readonly DeliveryChange[] {
  return floor === 0 ? changes : changes.map((change) => ({ ...change, floor }));
}

/** What the dead letters topic has to say of deliveries that stand otherwise than before; of two of an address the later counts. */
function deadLetters(before: readonly StoredDelivery[], after: readonly StoredDelivery[]): OutgoingRecord[] {
  if (![...before, ...after].some(({ delivery }) => isDead(delivery))) return [];
  const known = byAddress(before);
  return [...byAddress(after)].flatMap(
    ([address, delivery]) => deadLetterRecord(known.get(address) ?? null, delivery) ?? [],
  );
}

function byAddress(stored: readonly StoredDelivery[]): Map<string, Delivery> {
  return new Map(stored.map(({ delivery }) => [addressOf(delivery), delivery]));
}

interface Folded {
  /** Changes that change something, in order. */
  readonly effective: readonly DeliveryChange[];
  /** Those, and tries that changed nothing: the log has every attempt. */
  readonly told: readonly DeliveryChange[];
  /** The deliveries after them, each with the mark it was read with. */
  readonly deliveries: readonly StoredDelivery[];
}

function fold(changes: readonly DeliveryChange[], standing: readonly StoredDelivery[]): Folded {
  const before = new Map(standing.map((stored) => [addressOf(stored.delivery), stored]));
  const after = new Map<string, StoredDelivery>();
  const effective: DeliveryChange[] = [];
  const told: DeliveryChange[] = [];
  for (const change of changes) {
    const address = addressOf(change);
    const known = (after.get(address) ?? before.get(address))?.delivery ?? null;
    const delivery = applyDeliveryEvent(known, change);
    const changed = delivery !== null && delivery !== known;
    if (changed || 'tried' in change.event) told.push(change);
    if (!changed) continue;
    after.set(address, { delivery, mark: before.get(address)?.mark ?? 0 });
    effective.push(change);
  }
  return { effective, told, deliveries: [...after.values()] };
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
