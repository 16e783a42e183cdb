import { type LogRecord, type OutgoingRecord, readContents } from '@relais/event-log';
import type { DeliveryChange } from '@relais/ledger';
import { judge, viewHash, viewText } from '@relais/policy';
import { type Offer, offerEventSchema } from '@relais/vacancy';
import type { ActiveSubscription } from './subscription.ts';

/** The offers of a log batch, and the records that no consumer could ever read. */
export interface ReadOffers {
  readonly offers: readonly Offer[];
  readonly poison: readonly OutgoingRecord[];
}

/** The newest state of each offer in a log batch. */
export function readOffers(records: readonly LogRecord[]): ReadOffers {
  const { contents, poison } = readContents(records, offerEventSchema, 'sink');
  const newest = new Map<string, Offer>();
  for (const { offer } of contents) {
    const known = newest.get(offer.id);
    if (known === undefined || isNewer(offer, known)) newest.set(offer.id, offer);
  }
  return { offers: [...newest.values()], poison };
}

/** What each subscription should hold of these offers: the hash of its view, or nothing; and the views, JSON texts by hash. */
export function desires(
  offers: readonly Offer[],
  subscriptions: readonly ActiveSubscription[],
  at: number,
): { changes: DeliveryChange[]; views: ReadonlyMap<string, string> } {
  const views = new Map<string, string>();
  const changes = offers.flatMap((offer) =>
    subscriptions.map((subscription) => {
      const { change, hash, view } = desireOf(offer, subscription, at);
      if (hash !== null && view !== null) views.set(hash, view);
      return change;
    }),
  );
  return { changes, views };
}

/** What a subscription should hold of an offer, as a change of its delivery; hash and JSON text are null where it is nothing. */
export function desireOf(
  offer: Offer,
  subscription: ActiveSubscription,
  at: number,
): { change: DeliveryChange; hash: string | null; view: string | null } {
  const judgement = judge(offer, subscription.partner, subscription, at);
  const hash = judgement.held ? viewHash(judgement.view) : null;
  const event = { type: 'desired', hash, offerVersion: offer.version, offerFence: offer.fence } as const;
  const change = { subscription: subscription.id, offerId: offer.id, at, event };
  return { change, hash, view: judgement.held ? viewText(judgement.view) : null };
}

function isNewer(offer: Offer, known: Offer): boolean {
  return offer.version !== known.version ? offer.version > known.version : offer.fence >= known.fence;
}
