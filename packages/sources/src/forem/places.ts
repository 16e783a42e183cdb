import { deepestNuts, parseBelgianPostcode, type Vacancy } from '@relais/vacancy';
import { entryOf, folded } from '../records/codes.ts';
import { place } from '../records/parts.ts';
import { COUNTRIES } from './codes.ts';
import type { ForemOffer } from './schema.ts';

/**
 * The places of a row. Localities, postcodes and positions are lists side by side when they are of one length. The lists of
 * regions mix the levels of all places: they tell the region of a single place, and stand alone where no place is named.
 */
export function workplacesOf(raw: ForemOffer): Vacancy['workplaces'] {
  const { lieuxtravaillocalite: names, lieuxtravailcodepostal: postcodes, lieuxtravailgeo: positions } = raw;
  const count = Math.max(names.length, postcodes.length);
  if (count === 0) return regionsAlone(raw);
  const country = countryOf(raw);
  const found = Array.from({ length: count }, (_, index) => {
    const postcode = postcodes.length === count ? (postcodes[index] ?? null) : null;
    const position = positions.length === count ? positions[index] : null;
    return place({
      country: country ?? (parseBelgianPostcode(postcode) === null ? null : 'BE'),
      postcode,
      municipality: names.length === count ? (names[index] ?? null) : null,
      region: count === 1 ? regionOf(raw, postcode) : null,
      latitude: position?.lat,
      longitude: position?.lon,
    });
  });
  return found.filter((each) => each !== null);
}

/** The deepest region of the row; null where the postcode alone tells a deeper one. */
function regionOf({ lieuxtravailregionnuts: codes }: ForemOffer, postcode: string | null): string | null {
  const deepest = deepestNuts(codes);
  const isVague = (deepest?.length ?? 0) < 4;
  return isVague && parseBelgianPostcode(postcode) !== null ? null : deepest;
}

/** Codes of the list of which no other one is a part: `["BE","BE35","BE","BE10"]` is BE35 and BE10. */
function regionsAlone(raw: ForemOffer): Vacancy['workplaces'] {
  const codes = [...new Set(raw.lieuxtravailregionnuts.flatMap((code) => deepestNuts([code]) ?? []))];
  const leaves = codes.filter((code) => !codes.some((other) => other !== code && other.startsWith(code)));
  const country = countryOf(raw);
  const places = leaves.map((region) => ({ country: region.slice(0, 2), region }));
  const named = places.length > 0 ? places : country === null ? [] : [{ country, region: null }];
  return named.flatMap((known) => place({ ...known, postcode: null, municipality: null }) ?? []);
}

/** The country of the row, where its regions name one and no other. */
function countryOf({ lieuxtravailregion: regions, lieuxtravailregionnuts: codes }: ForemOffer): string | null {
  const byCode = codes.flatMap((code) => (code === null ? [] : deepestNuts([code])?.slice(0, 2)) ?? []);
  const byName = regions.flatMap((region) => entryOf(COUNTRIES, folded(region ?? '')) ?? []);
  const [only, second] = new Set([...byCode, ...byName]);
  return only !== undefined && second === undefined ? only : null;
}
