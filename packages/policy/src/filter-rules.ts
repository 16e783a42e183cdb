import type { OccupationCoding } from '@relais/vacancy';
import type { OfferFacts, Place } from './facts.ts';
import { isReached, type LocatedFilter } from './locate-filter.ts';

/** Why a subscription does not want an offer. */
export type FilterRefusal =
  | 'other-origin'
  | 'other-language'
  | 'other-place'
  | 'other-contract'
  | 'other-occupation'
  | 'low-confidence';

/** Why the subscription does not want the offer; null when it does. */
export function unwantedByFilter(facts: OfferFacts, filter: LocatedFilter): FilterRefusal | null {
  const { vacancy, lead, offer } = facts;
  if (!isAmong(filter.origins, lead.origin.service)) return 'other-origin';
  if (!hasLanguage(filter.languages, facts.languages)) return 'other-language';
  if (!hasPlace(filter, facts.places)) return 'other-place';
  if (!isAmong(filter.contractTypes, vacancy.contract.type)) return 'other-contract';
  if (!hasOccupation(filter, offer.coding)) return 'other-occupation';
  if ((offer.coding?.confidence ?? 0) < filter.minimumConfidence) return 'low-confidence';
  return null;
}

function isAmong<Value>(wanted: readonly Value[], value: Value | null): boolean {
  return wanted.length === 0 || (value !== null && wanted.includes(value));
}

function hasLanguage(wanted: readonly string[], languages: ReadonlySet<string>): boolean {
  return wanted.length === 0 || wanted.some((language) => languages.has(language));
}

function hasPlace(filter: LocatedFilter, places: readonly Place[]): boolean {
  const anyPlace = [filter.postcodes, filter.nuts, filter.nis, filter.within].every((wanted) => wanted.length === 0);
  if (anyPlace && filter.countries.length === 0) return true;
  return places.some((place) => {
    if (!isAmong(filter.countries, place.country)) return false;
    const { postcode, nuts } = place;
    return anyPlace || begins(postcode, filter.postcodes) || begins(nuts, filter.nuts) || isReached(place, filter);
  });
}

function hasOccupation(filter: LocatedFilter, coding: OccupationCoding | null): boolean {
  const { competent, esco, isco, rome } = filter;
  if (competent.length + esco.length + isco.length + rome.length === 0) return true;
  if (coding === null) return false;
  return (
    coding.competent.some(({ uuid, code }) => begins(code, competent) || begins(uuid, competent)) ||
    coding.competent1.some(({ code }) => begins(code, competent)) ||
    coding.esco.some(({ code }) => begins(code, esco)) ||
    coding.isco.some(({ code }) => begins(code, isco)) ||
    coding.rome.some(({ code }) => begins(code, rome))
  );
}

function begins(value: string | null, beginnings: readonly string[]): boolean {
  return value !== null && beginnings.some((beginning) => value.startsWith(beginning));
}
