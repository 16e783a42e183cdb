import type { Delivery, Ledger } from '@relais/ledger';
import { type FilterLocator, judge } from '@relais/policy';
import type { ActiveSubscription } from '../subscription.ts';
import type { ReplayCriteria } from './commands.ts';

/** True when the delivery meets everything the criteria say of deliveries; what they say of offers is not looked at. */
export function meets(criteria: ReplayCriteria, delivery: Delivery): boolean {
  const { states, reasons, offerIds } = criteria;
  const among = (wanted: readonly string[] | undefined, given: string | null) =>
    wanted === undefined || (given !== null && wanted.includes(given));
  return (
    among(states, delivery.state) &&
    among(reasons, delivery.reason) &&
    among(offerIds, delivery.offerId) &&
    among(criteria.batchId === undefined ? undefined : [criteria.batchId], delivery.batchId) &&
    isWithin(criteria, delivery.changedAt)
  );
}

function isWithin({ changedSince, changedUntil }: ReplayCriteria, changedAt: number): boolean {
  const from = changedSince === undefined ? Number.NEGATIVE_INFINITY : Date.parse(changedSince);
  const until = changedUntil === undefined ? Number.POSITIVE_INFINITY : Date.parse(changedUntil);
  return from <= changedAt && changedAt < until;
}

/** The criteria with the places of their filter, which `selected` needs. */
export function locatedCriteria(criteria: ReplayCriteria, locate: FilterLocator): ReplayCriteria {
  const { filter } = criteria;
  return filter === undefined ? criteria : { ...criteria, filter: locate(filter) };
}

/** Those of the deliveries that a replay is for. */
export async function selected(
  ledger: Ledger,
  subscription: Pick<ActiveSubscription, 'partner'>,
  criteria: ReplayCriteria,
  deliveries: readonly Delivery[],
): Promise<readonly Delivery[]> {
  const met = deliveries.filter((delivery) => meets(criteria, delivery));
  const { filter } = criteria;
  if (filter === undefined || met.length === 0) return met;
  const offers = await ledger.offers.offers(met.map((delivery) => delivery.offerId));
  return met.filter(({ offerId }) => {
    const offer = offers.get(offerId);
    return offer !== undefined && judge(offer, subscription.partner, { filter }).held;
  });
}
