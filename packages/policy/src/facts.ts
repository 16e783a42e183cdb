import type { Position } from '@relais/places';
import { nutsOfBelgianPostcode, type Offer, type OfferMember, type Vacancy, type Workplace } from '@relais/vacancy';
import { maskedView } from './masked-view.ts';
import type { PartnerOffer } from './partner-offer.ts';
import type { SharedTexts } from './view-text.ts';
import { wholeView } from './whole-view.ts';

/** What judging needs of an open offer: worked out once, however many subscriptions look at it. */
export interface OfferFacts {
  readonly offer: Offer;
  readonly vacancy: Vacancy;
  /** The member that shows the offer. */
  readonly lead: OfferMember;
  /** Every service that a present or former member came from or passed through. */
  readonly services: ReadonlySet<string>;
  readonly refused: boolean;
  readonly languages: ReadonlySet<string>;
  readonly places: readonly Place[];
  /** The view of which every other shows a part. */
  readonly whole: PartnerOffer;
  /** The same for those who may not have contact data; worked out when it is first asked for. */
  readonly masked: () => PartnerOffer;
  /** Views built so far, by what sets them apart. */
  readonly views: Map<string, PartnerOffer>;
  readonly texts: SharedTexts;
}

export interface Place {
  readonly country: string | null;
  readonly postcode: string | null;
  readonly nuts: string | null;
  readonly municipalityCode: string | null;
  readonly position: Position | null;
}

/** Why an offer has nothing to show to anyone. */
export type Absence = 'closed' | 'merged' | 'no-content';

/** Subscriptions are judged offer by offer: what was worked out for the last one is kept, and no more, so that it is gone at once. */
let latest: { readonly offer: Offer; readonly facts: OfferFacts | Absence } | null = null;

export function factsOf(offer: Offer): OfferFacts | Absence {
  if (latest?.offer !== offer) latest = { offer, facts: gatherFacts(offer) };
  return latest.facts;
}

function gatherFacts(offer: Offer): OfferFacts | Absence {
  if (offer.status !== 'open') return offer.status;
  const { vacancy } = offer;
  const [lead] = offer.members;
  if (vacancy === null || lead === undefined) return 'no-content';
  const whole = wholeView(offer, vacancy, lead);
  let masked: PartnerOffer | null = null;
  return {
    offer,
    vacancy,
    lead,
    services: servicesOf(offer),
    refused: vacancy.flags.redistributionRefused || offer.members.some((member) => member.redistributionRefused),
    languages: new Set([...Object.keys(vacancy.titles), ...Object.keys(vacancy.descriptions)]),
    places: vacancy.workplaces.map(placeOf),
    whole,
    masked: () => {
      masked ??= maskedView(whole);
      return masked;
    },
    views: new Map(),
    texts: new Map(),
  };
}

function servicesOf(offer: Offer): Set<string> {
  const services = new Set<string>();
  for (const { source, origin } of offer.members) {
    services.add(source).add(origin.service);
    for (const hop of origin.hops) services.add(hop);
  }
  for (const key of offer.formerMembers) services.add(key.slice(0, key.indexOf(':')));
  return services;
}

function placeOf({ country, postcode, nuts, municipalityCode, latitude, longitude }: Workplace): Place {
  const position = latitude === null || longitude === null ? null : { latitude, longitude };
  const region = country === 'BE' && postcode !== null ? nutsOfBelgianPostcode(postcode) : null;
  return { country, postcode, nuts: nuts ?? region, municipalityCode, position };
}
