import type { ChannelBatch, DeliveryItem } from '@relais/channels';
import type { DeliveryChange, Ledger, StoredDelivery } from '@relais/ledger';
import { deterministicId } from '@relais/runtime';
import type { Offer } from '@relais/vacancy';
import { desireOf } from './desire.ts';
import type { ActiveSubscription } from './subscription.ts';
import type { ViewCache } from './view-cache.ts';

/** What is to be done with deliveries that are due. */
export interface Prepared {
  /** Null when nothing of them can be sent now. */
  readonly batch: ChannelBatch | null;
  /** The deliveries of the batch, in the order of its items. */
  readonly sending: readonly StoredDelivery[];
  /** Judgements to record first: the view is no longer the one that was desired. */
  readonly corrections: readonly DeliveryChange[];
  /** Offers whose newest version has not reached the ledger yet: looked at again in a moment. */
  readonly early: readonly StoredDelivery[];
}

type Item =
  | { kind: 'send'; stored: StoredDelivery; item: DeliveryItem }
  | { kind: 'correct'; change: DeliveryChange }
  | { kind: 'early'; stored: StoredDelivery };

/**
 * Finds the content of due deliveries. Configuration and offer are read now, at the time of the attempt, so that what
 * goes out is what the partner may have at this moment.
 */
export async function prepareBatch(
  around: { ledger: Ledger; subscription: ActiveSubscription; views: ViewCache },
  due: readonly StoredDelivery[],
  at: number,
): Promise<Prepared> {
  const versions = await around.ledger.offers.versions(due.map(({ delivery }) => delivery.offerId));
  const cached = due.map((stored) => (isOvertaken(stored, versions) ? null : cachedItem(around, stored)));
  const missing = due.filter((_, index) => cached[index] === null).map((stored) => stored.delivery.offerId);
  const offers = missing.length === 0 ? new Map<string, Offer>() : await around.ledger.offers.offers(missing);
  const items = due.map((stored, index): Item => {
    const ready = cached[index];
    if (ready) return ready;
    const offer = offers.get(stored.delivery.offerId);
    if (offer === undefined || offer.version < stored.delivery.offerVersion) return { kind: 'early', stored };
    const { change, hash, view } = desireOf(offer, around.subscription, at);
    const isWanted = view !== null && hash === stored.delivery.desiredHash;
    return isWanted ? sendItem(stored, view) : { kind: 'correct', change };
  });
  return sorted(around.subscription.id, items, at);
}

/**
 * A newer version of the offer is known than the one that was judged: its judgement is on its way, or has passed already and
 * found nothing to take back, because an older one was read again after it.
 */
function isOvertaken({ delivery }: StoredDelivery, versions: ReadonlyMap<string, number>): boolean {
  return delivery.desiredHash !== null && (versions.get(delivery.offerId) ?? 0) > delivery.offerVersion;
}

/** A removal needs no content; a view that was just judged needs no reading. */
function cachedItem({ views }: { views: ViewCache }, stored: StoredDelivery): Item | null {
  const view = views.take(stored.delivery);
  if (stored.delivery.desiredHash === null) return sendItem(stored, null);
  return view === undefined ? null : sendItem(stored, view);
}

function sendItem(stored: StoredDelivery, content: DeliveryItem['content']): Item {
  const { offerId, revision } = stored.delivery;
  return { kind: 'send', stored, item: { offerId, revision, content } };
}

function sorted(subscription: string, items: readonly Item[], at: number): Prepared {
  const sending = items.filter((one) => one.kind === 'send');
  const corrections = items.flatMap((one) => (one.kind === 'correct' ? one.change : []));
  const early = items.flatMap((one) => (one.kind === 'early' ? one.stored : []));
  const keys = sending.map(({ item }) => `${item.offerId}/${item.revision}`);
  const id = `d_${deterministicId(subscription, ...keys).slice(0, 24)}`;
  const batch = sending.length === 0 ? null : { id, items: sending.map(({ item }) => item), at };
  return { batch, sending: sending.map(({ stored }) => stored), corrections, early };
}
