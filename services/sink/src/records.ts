import type { OutgoingRecord } from '@relais/event-log';
import type { Delivery, DeliveryChange } from '@relais/ledger';
import { deterministicId } from '@relais/runtime';
import { eventHeaders, TOPICS } from '@relais/vacancy';

/** A delivery change as a record. */
export function deliveryRecord(change: DeliveryChange): OutgoingRecord {
  const value = JSON.stringify(change);
  const headers = eventHeaders({
    id: deterministicId('delivery', value),
    type: `delivery.${change.event.type}`,
    source: `/relais/sink/${change.subscription}`,
    time: new Date(change.at).toISOString(),
  });
  return { topic: TOPICS.deliveries.name, key: `${change.subscription}:${change.offerId}`, value, headers };
}

/**
 * What the dead letters topic has to say of a delivery that changed: the letter, with its context in the headers, when it
 * was refused or given up; a tombstone when it moves again; null for anything else.
 */
export function deadLetterRecord(before: Delivery | null, after: Delivery): OutgoingRecord | null {
  const { subscription, offerId } = after;
  const place = { topic: TOPICS.deadLetters.name, key: `${subscription}:${offerId}` };
  if (!isDead(after)) return isDead(before) ? { ...place, value: null, headers: {} } : null;
  if (isDead(before) && before?.revision === after.revision && before.state === after.state) return null;
  const value = JSON.stringify(after);
  const event = eventHeaders({
    id: deterministicId('dead-letter', value),
    type: `delivery.${after.state}`,
    source: `/relais/sink/${subscription}`,
    time: new Date(after.changedAt).toISOString(),
  });
  const context = {
    relais_reason: after.reason ?? '',
    relais_attempts: String(after.attempts),
    relais_batch: after.batchId ?? '',
    relais_revision: String(after.revision),
  };
  return { ...place, value, headers: { ...event, ...context } };
}

export function isDead(delivery: Delivery | null): boolean {
  return delivery?.state === 'failed' || delivery?.state === 'rejected';
}
