import type { OutgoingRecord } from '@relais/event-log';
import type { DeliveryChange } from '@relais/ledger';
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
