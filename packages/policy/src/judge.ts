import type { Offer } from '@relais/vacancy';
import { type Absence, factsOf } from './facts.ts';
import { type FilterRefusal, unwantedByFilter } from './filter-rules.ts';
import type { LocatedFilter } from './locate-filter.ts';
import type { Partner } from './partner.ts';
import type { PartnerOffer } from './partner-offer.ts';
import { type PolicyRefusal, refusedByPolicy } from './policy-rules.ts';
import { viewOf } from './view.ts';

/** Stable codes, for counts, traces and dry runs. */
type NotHeldReason = Absence | PolicyRefusal | FilterRefusal;

/** Whether a partner should hold an offer under a subscription, and what it then sees. */
export type Judgement = { held: true; view: PartnerOffer } | { held: false; reason: NotHeldReason };

/**
 * Judges an offer for one subscription: first whether there is anything to show, then what the partner may have, then
 * what the subscription wants. A filter with `nis` or `within` needs `locateFilter` before. What does not depend on the subscription
 * is worked out once for an offer object that is judged several times in a row; offer and view are not to be changed afterwards.
 * `at` is the moment it is judged for, milliseconds since the epoch: contact data that has ended by then is left out. @default now
 */
export function judge(
  offer: Offer,
  partner: Pick<Partner, 'service' | 'languages' | 'policy'>,
  subscription: { readonly filter: LocatedFilter },
  at: number = Date.now(),
): Judgement {
  const facts = factsOf(offer);
  if (typeof facts === 'string') return { held: false, reason: facts };
  const reason = refusedByPolicy(facts, partner) ?? unwantedByFilter(facts, subscription.filter);
  if (reason !== null) return { held: false, reason };
  return { held: true, view: viewOf(facts, partner, at) };
}
