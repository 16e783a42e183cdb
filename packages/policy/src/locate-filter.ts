import {
  distanceKm,
  type Place as KnownPlace,
  type Municipality,
  openPlaces,
  type Places,
  type Position,
} from '@relais/places';
import type { Place } from './facts.ts';
import type { Filter } from './partner.ts';

/** What `nis` and `within` of a filter come to by the tables of places. Plain values, so that filters can be compared by hash. */
interface Reach {
  /** NIS codes of today and of before. */
  readonly codes: readonly string[];
  /** Postcodes of the municipalities of these codes. */
  readonly codePostcodes: readonly string[];
  readonly nearPostcodes: readonly string[];
  readonly circles: readonly Circle[];
}

type Circle = Position & { readonly km: number };

/** A filter whose places are known: judging by it needs no tables. */
export type LocatedFilter = Filter & { readonly reach?: Reach };

/**
 * Works out which codes, postcodes and circles the `nis` and `within` of a filter stand for. A filter without either
 * stays the same object. `unknown` names the conditions that the places know nothing of: of these, only the very code or
 * postcode passes.
 */
export function locateFilter(filter: Filter, places: Places): { filter: LocatedFilter; unknown: readonly string[] } {
  if (filter.nis.length + filter.within.length === 0) return { filter, unknown: [] };
  const coded = filter.nis.map((code) => ({ code, municipalities: municipalitiesOf(code, places) }));
  const around = filter.within.map(({ postcode, km }) => ({ postcode, km, centres: centresOf(postcode, places) }));
  const municipalities = coded.flatMap((each) => each.municipalities);
  const nearby = around.flatMap(({ centres, km }) =>
    centres.flatMap((centre) => places.within({ position: centre }, km)),
  );
  const reach = {
    codes: ordered(municipalities.flatMap(({ nis, formerCodes }) => [nis, ...formerCodes])),
    codePostcodes: ordered(municipalities.flatMap(({ postcodes }) => postcodes)),
    nearPostcodes: ordered(nearby.flatMap(({ place }) => place.postcode ?? [])),
    circles: around.flatMap(({ centres, km }) => centres.map((centre) => ({ ...centre, km }))),
  };
  const unknown = [
    ...coded.flatMap((each) => (each.municipalities.length > 0 ? [] : [`nis ${each.code}`])),
    ...around.flatMap((each) => (each.centres.length > 0 ? [] : [`within ${each.km} km of ${each.postcode}`])),
  ];
  return { filter: { ...filter, reach }, unknown };
}

/** Gives a filter the places it needs, as `locateFilter` does. */
export type FilterLocator = (filter: Filter) => LocatedFilter;

/**
 * Locates by the imported places at a path, or by those built in for null. They are read for the first filter that needs them; the
 * errors of `openPlaces` come then.
 */
export function filterLocator(path: string | null): FilterLocator {
  let known: Places | undefined;
  return (filter) => {
    if (filter.nis.length + filter.within.length === 0) return filter;
    known ??= openPlaces(path);
    return locateFilter(filter, known).filter;
  };
}

/** Whether a workplace is where `nis` or `within` of a filter want it. */
export function isReached(place: Place, filter: LocatedFilter): boolean {
  return isCoded(place, filter) || isNear(place, filter);
}

/** NIS codes are looked at in Belgium alone: municipalities of France have codes of the same shape. */
function isCoded({ country, municipalityCode: code, postcode }: Place, { nis, reach }: LocatedFilter): boolean {
  if (country !== 'BE' || nis.length === 0) return false;
  if (code === null) return postcode !== null && reach?.codePostcodes.includes(postcode) === true;
  return reach?.codes.includes(code) === true || nis.some((begins) => code.startsWith(begins));
}

function isNear({ country, postcode, position }: Place, { within, reach }: LocatedFilter): boolean {
  const isHere = country === 'BE' && postcode !== null;
  if (isHere && within.some((each) => each.postcode === postcode)) return true;
  if (isHere && reach?.nearPostcodes.includes(postcode) === true) return true;
  return position !== null && reach?.circles.some((circle) => distanceKm(circle, position) <= circle.km) === true;
}

/** A whole code may be one of before a merger; a beginning is looked for in the codes of today. */
function municipalitiesOf(code: string, places: Places): readonly Municipality[] {
  const known = places.municipality(code);
  return known !== null ? [known] : places.municipalities().filter(({ nis }) => nis.startsWith(code));
}

/** The middle of a postcode: one for each municipality that shares it. */
function centresOf(postcode: string, places: Places): readonly Position[] {
  const found = places.at({ country: 'BE', postcode });
  const known: readonly KnownPlace[] =
    found.found === 'place' ? [found.place] : found.found === 'several' ? found.places : [];
  return known.flatMap(({ position }) => position ?? []);
}

function ordered(values: readonly string[]): readonly string[] {
  return [...new Set(values)].toSorted();
}
