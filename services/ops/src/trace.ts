import type { AttemptRow, Delivery, Ledger, VacancyRow } from '@relais/ledger';
import type { Offer } from '@relais/vacancy';

/** Everything that is known of one offer, without contact data. */
export interface OfferTrace {
  readonly offer: Omit<Offer, 'contact'>;
  readonly vacancies: readonly Omit<VacancyRow, 'content'>[];
  readonly deliveries: readonly Delivery[];
  /** The newest, the newest last; `attemptCount` tells all. */
  readonly attempts: readonly AttemptRow[];
  readonly attemptCount: number;
}

const MOST_FOUND = 20;
/** Attempts that are told of one offer unless more are asked for. */
export const NEWEST_ATTEMPTS = 50;

/**
 * Finds offers by an offer id, a vacancy key (`<source>:<reference>`), or a reference of a source or an origin,
 * and tells their whole story, with the newest attempts. An empty list: nothing is known by that name.
 */
export async function traceOffers(
  ledger: Ledger,
  name: string,
  newest = NEWEST_ATTEMPTS,
): Promise<readonly OfferTrace[]> {
  const ids = new Set([name]);
  for (const row of await ledger.offers.findVacancies(name, MOST_FOUND)) ids.add(row.offerId);
  const offers = await ledger.offers.offers([...ids]);
  return Promise.all([...offers.values()].map((offer) => traceOf(ledger, offer, newest)));
}

async function traceOf(ledger: Ledger, offer: Offer, newest: number): Promise<OfferTrace> {
  const [members, deliveries, attempts, attemptCount] = await Promise.all([
    ledger.offers.membersOf([offer.id]),
    ledger.deliveries.ofOffer(offer.id),
    ledger.deliveries.attemptsOf(offer.id, newest),
    ledger.deliveries.countAttempts(offer.id),
  ]);
  const { contact: _contact, ...shown } = offer;
  const vacancies = (members.get(offer.id) ?? []).map(({ content: _content, ...row }) => row);
  return { offer: shown, vacancies, deliveries: deliveries.map((stored) => stored.delivery), attempts, attemptCount };
}
