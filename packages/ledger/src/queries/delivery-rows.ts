import type { DeliveryReason, DeliveryState } from '../delivery/states.ts';
import type { DeliveryAddress, StoredDelivery } from '../port.ts';
import type { Row } from '../tables.ts';

export type AddressRow = Pick<Row<'deliveries'>, 'subscription' | 'offer_id'>;

export function addressToRow({ subscription, offerId }: DeliveryAddress): AddressRow {
  return { subscription, offer_id: offerId };
}

/** An address as one text. No text of an address can hold the separator. */
export function addressKey({ subscription, offer_id }: AddressRow): string {
  return `${subscription}\0${offer_id}`;
}

/** The row that follows the one with the mark: the mark grows by one with each write. */
export function deliveryToRow({ delivery, mark }: StoredDelivery): Row<'deliveries'> {
  return {
    subscription: delivery.subscription,
    offer_id: delivery.offerId,
    state: delivery.state,
    revision: delivery.revision,
    desired_hash: delivery.desiredHash,
    offer_version: delivery.offerVersion,
    offer_fence: delivery.offerFence,
    confirmed_revision: delivery.confirmedRevision,
    confirmed_hash: delivery.confirmedHash,
    attempts: delivery.attempts,
    next_at: delivery.nextAt,
    reason: delivery.reason,
    detail: delivery.detail,
    batch_id: delivery.batchId,
    changed_at: delivery.changedAt,
    mark: mark + 1,
  };
}

export function deliveryFromRow(row: Row<'deliveries'>): StoredDelivery {
  return {
    mark: row.mark,
    delivery: {
      subscription: row.subscription,
      offerId: row.offer_id,
      state: row.state as DeliveryState,
      revision: row.revision,
      desiredHash: row.desired_hash,
      offerVersion: row.offer_version,
      offerFence: row.offer_fence,
      confirmedRevision: row.confirmed_revision,
      confirmedHash: row.confirmed_hash,
      attempts: row.attempts,
      nextAt: row.next_at,
      reason: row.reason as DeliveryReason | null,
      detail: row.detail,
      batchId: row.batch_id,
      changedAt: row.changed_at,
    },
  };
}
