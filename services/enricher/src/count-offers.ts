import type { Metrics } from '@relais/runtime';
import type { Offer, OfferEvent } from '@relais/vacancy';

/** Counts offers that were decided, and how those that are open were coded. */
export function countOffers(metrics: Metrics, events: readonly OfferEvent[]): void {
  for (const [type, count] of counts(events.map((event) => event.type)))
    metrics.add('relais_offers_decided_total', { outcome: type.replace('offer.', '') }, count);
  const open = events.filter(({ offer }) => offer.status === 'open');
  for (const [outcome, count] of counts(open.map(({ offer }) => codingOutcome(offer))))
    metrics.add('relais_offers_coded_total', { outcome }, count);
}

function codingOutcome({ coding }: Offer): 'automatic' | 'review' | 'unmapped' {
  if (coding === null || coding.competent.length === 0) return 'unmapped';
  return coding.automatic ? 'automatic' : 'review';
}

function counts<Value>(values: readonly Value[]): Map<Value, number> {
  const counted = new Map<Value, number>();
  for (const value of values) counted.set(value, (counted.get(value) ?? 0) + 1);
  return counted;
}
