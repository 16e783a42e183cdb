import { DELIVERY_STATES, type Delivery, type DeliveryState } from '@relais/ledger';
import { type Judgement, judge, viewHash } from '@relais/policy';
import type { Offer } from '@relais/vacancy';
import type { AuditedSubscription, AuditSurroundings, FaultList } from './audit.ts';

/** The books of one subscription: permitted = confirmed + due + awaiting + rejected + failed, of those that it should hold. */
export interface SubscriptionBooks {
  readonly subscription: string;
  readonly partner: string;
  /** Open offers that policy and filter allow. */
  readonly permitted: number;
  /** Where those stand. */
  readonly states: Readonly<Record<DeliveryState, number>>;
  /** Removals that have not been confirmed yet. */
  readonly removalsOpen: number;
  /** Open offers that it does not get, by reason. */
  readonly withheld: Readonly<Record<string, number>>;
}

interface Tally {
  permitted: number;
  states: Record<DeliveryState, number>;
  removalsOpen: number;
  withheld: Record<string, number>;
  visited: number;
}

/** Judges every offer for every subscription and compares with the deliveries. */
export async function auditDeliveries(
  around: AuditSurroundings,
  faults: FaultList,
): Promise<readonly SubscriptionBooks[]> {
  const tallies = new Map(around.subscriptions.map((one) => [one.id, emptyTally()]));
  for await (const offers of around.ledger.offers.scanOffers({})) {
    const deliveries = await deliveriesOf(around, offers);
    for (const offer of offers) {
      for (const subscription of around.subscriptions) {
        const tally = tallies.get(subscription.id) ?? emptyTally();
        const delivery = deliveries.get(`${subscription.id}:${offer.id}`);
        checkDelivery(offer, subscription, delivery, { tally, faults });
      }
    }
  }
  await checkNoOthers(around, tallies, faults);
  return around.subscriptions.map((one) => booksOf(one, tallies.get(one.id) ?? emptyTally()));
}

async function deliveriesOf(around: AuditSurroundings, offers: readonly Offer[]): Promise<Map<string, Delivery>> {
  const addresses = offers.flatMap((offer) =>
    around.subscriptions.map((one) => ({ subscription: one.id, offerId: offer.id })),
  );
  const stored = await around.ledger.deliveries.get(addresses);
  return new Map(stored.map(({ delivery }) => [`${delivery.subscription}:${delivery.offerId}`, delivery]));
}

function checkDelivery(
  offer: Offer,
  subscription: AuditedSubscription,
  delivery: Delivery | undefined,
  entering: { tally: Tally; faults: FaultList },
): void {
  const judgement = judge(offer, subscription.partner, subscription);
  if (delivery !== undefined) entering.tally.visited += 1;
  const subject = `${subscription.id}:${offer.id}`;
  if (judgement.held) checkHeld(judgement, delivery, subject, entering);
  else checkNotHeld(judgement.reason, offer, delivery, { ...entering, subject });
}

function checkHeld(
  judgement: Extract<Judgement, { held: true }>,
  delivery: Delivery | undefined,
  subject: string,
  { tally, faults }: { tally: Tally; faults: FaultList },
): void {
  tally.permitted += 1;
  if (delivery === undefined)
    return faults.add('delivery-missing', subject, 'the partner may have it and has no delivery');
  tally.states[delivery.state] += 1;
  const hash = viewHash(judgement.view);
  const outdated = delivery.desiredHash !== hash || (delivery.state === 'confirmed' && delivery.confirmedHash !== hash);
  if (outdated) faults.add('delivery-outdated', subject, `in state ${delivery.state} at revision ${delivery.revision}`);
  const spent = delivery.state === 'rejected' || delivery.state === 'failed';
  if (spent && delivery.reason === null) faults.add('delivery-without-reason', subject, `in state ${delivery.state}`);
}

function checkNotHeld(
  reason: string,
  offer: Offer,
  delivery: Delivery | undefined,
  { tally, faults, subject }: { tally: Tally; faults: FaultList; subject: string },
): void {
  if (offer.status === 'open') tally.withheld[reason] = (tally.withheld[reason] ?? 0) + 1;
  if (delivery === undefined || delivery.state === 'removed') return;
  tally.removalsOpen += 1;
  if (delivery.desiredHash !== null) faults.add('delivery-not-permitted', subject, `withheld (${reason}), yet desired`);
}

/** Deliveries that no offer stands behind. */
async function checkNoOthers(
  around: AuditSurroundings,
  tallies: ReadonlyMap<string, Tally>,
  faults: FaultList,
): Promise<void> {
  const counts = await around.ledger.deliveries.counts();
  for (const [subscription, tally] of tallies) {
    const rows = counts.filter((one) => one.subscription === subscription);
    const all = rows.reduce((sum, row) => sum + row.count, 0);
    if (all === tally.visited) continue;
    faults.add('delivery-of-unknown-offer', subscription, `${all} deliveries, ${tally.visited} belong to known offers`);
  }
}

function emptyTally(): Tally {
  const states = Object.fromEntries(DELIVERY_STATES.map((state) => [state, 0])) as Record<DeliveryState, number>;
  return { permitted: 0, states, removalsOpen: 0, withheld: {}, visited: 0 };
}

function booksOf(subscription: AuditedSubscription, tally: Tally): SubscriptionBooks {
  const { visited: _visited, ...books } = tally;
  return { subscription: subscription.id, partner: subscription.partner.id, ...books };
}
