import { parseBelgianPostcode } from '@relais/vacancy';
import { type Area, allNames, areaOfNis, areaOfPostcode, type Names } from './areas.ts';
import { distanceKm, middleOf, type Position } from './distance.ts';
import { nameKey, nameKeys } from './names.ts';
import type { ImportedPlaces, Locality, PlacesFacts, PlaceTable, TableMunicipality } from './place-table.ts';

export interface Municipality {
  /** NIS (INS) code of today. */
  readonly nis: string;
  /** NIS codes before mergers and renumberings. */
  readonly formerCodes: readonly string[];
  readonly names: Names;
  readonly area: Area;
  /** Every postcode of it, the shared ones too. */
  readonly postcodes: readonly string[];
  readonly position: Position | null;
}

/** A municipality, or as much of it as is under a postcode or a name. */
export interface Place {
  readonly municipality: Municipality;
  readonly postcode: string | null;
  /** The part of the municipality that was named; null for the whole, or for all under the postcode. */
  readonly part: string | null;
  readonly position: Position | null;
}

/** What a source says of a place. */
export interface PlaceQuestion {
  /** ISO 3166-1 alpha-2 code; null is taken for Belgium. */
  readonly country?: string | null;
  readonly postcode?: string | null;
  /** Name of a municipality or of a part of it, in any official language. */
  readonly municipality?: string | null;
}

export type PlaceFound =
  | { readonly found: 'place'; readonly place: Place }
  /** Several municipalities are meant by it: they share the name or the postcode. */
  | { readonly found: 'several'; readonly places: readonly Place[] }
  /** No more is known than where in the country it lies. */
  | { readonly found: 'area'; readonly area: Area }
  | { readonly found: 'none'; readonly reason: 'abroad' | 'unknown' };

export interface Nearby {
  readonly place: Place;
  readonly km: number;
}

/** Belgium's places: those of an imported file, or (without one) the ranges of postcodes alone. */
export class Places {
  /** Null where nothing is imported. */
  readonly facts: PlacesFacts | null;
  readonly #byCode = new Map<string, Municipality>();
  readonly #byPostcode = new Map<string, readonly Place[]>();
  readonly #byName = new Map<string, Place[]>();
  readonly #centres: readonly Place[];

  constructor(table: PlaceTable, facts: PlacesFacts | null) {
    this.facts = facts;
    const localities = Map.groupBy(table.localities, ({ nis }) => nis);
    for (const each of table.municipalities) this.#addMunicipality(each, localities.get(each.nis) ?? []);
    const parts = table.localities.flatMap((each) => this.#placeOf(each));
    for (const place of parts) if (place.part !== null) this.#name(place.part, place);
    for (const [postcode, places] of Map.groupBy(parts, (place) => place.postcode ?? '')) {
      this.#byPostcode.set(postcode, places);
    }
    this.#centres = [...this.#byPostcode.values()].flatMap(centresOf);
  }

  /**
   * The place that a source means. A postcode says more than a name: the name chooses among what is under the postcode,
   * and is else passed over. A postcode that no table has (large organisations have their own) is where its name is.
   */
  at({ country = null, postcode: written, municipality }: PlaceQuestion): PlaceFound {
    if (country !== null && country !== 'BE') return { found: 'none', reason: 'abroad' };
    const postcode = parseBelgianPostcode(written);
    if (postcode === null) return oneOf(this.named(municipality ?? ''), null);
    const under = this.#byPostcode.get(postcode);
    if (under !== undefined) return oneOf(this.#chosen(under, municipality ?? ''), null);
    const area = areaOfPostcode(postcode);
    const named = this.named(municipality ?? '').filter((place) => place.municipality.area.nuts2 === area?.nuts2);
    return oneOf(
      named.map((place) => ({ ...place, postcode })),
      area,
    );
  }

  /** The municipalities of a name, former names included; where there are none, the parts of municipalities. */
  named(name: string): readonly Place[] {
    const found = nameKeys(name).flatMap((key) => this.#byName.get(key) ?? []);
    const whole = found.filter(({ part }) => part === null);
    return [...new Set(whole.length > 0 ? whole : found)];
  }

  /** The municipality of a NIS code of today or of before; null for an unknown one. */
  municipality(nis: string): Municipality | null {
    return this.#byCode.get(nis) ?? null;
  }

  /** Every municipality, by its code of today. */
  municipalities(): readonly Municipality[] {
    return [...new Set(this.#byCode.values())];
  }

  /** What is under each postcode whose middle is at most so far away, the nearest first. */
  within({ position }: Pick<Place, 'position'>, km: number): readonly Nearby[] {
    if (position === null) return [];
    return this.#centres
      .flatMap((place) => (place.position === null ? [] : [{ place, km: distanceKm(position, place.position) }]))
      .filter((nearby) => nearby.km <= km)
      .toSorted((a, b) => a.km - b.km);
  }

  #addMunicipality({ nis, names, formerCodes, otherNames }: TableMunicipality, all: readonly Locality[]): void {
    const area = areaOfNis(nis);
    if (area === null) return;
    const own = all.filter(({ part }) => part === null);
    const position = middleOf((own.length > 0 ? own : all).flatMap((each) => each.position ?? []));
    const postcodes = [...new Set(all.map((each) => each.postcode))];
    const municipality = { nis, formerCodes, names, area, postcodes, position };
    for (const code of [...formerCodes, nis]) this.#byCode.set(code, municipality);
    const place = { municipality, postcode: own[0]?.postcode ?? postcodes[0] ?? null, part: null, position };
    for (const name of new Set([...allNames(names), ...otherNames])) this.#name(name, place);
  }

  #placeOf({ postcode, nis, part, position }: Locality): Place[] {
    const municipality = this.#byCode.get(nis);
    return municipality === undefined ? [] : [{ municipality, postcode, part, position }];
  }

  #name(name: string, place: Place): void {
    const key = nameKey(name);
    const known = this.#byName.get(key) ?? [];
    if (!known.includes(place)) this.#byName.set(key, [...known, place]);
  }

  /** What of a postcode a name means: the part that it names, else the municipality, else all there is. */
  #chosen(under: readonly Place[], name: string): readonly Place[] {
    const keys = nameKeys(name);
    const parts = under.filter(({ part }) => part !== null && keys.includes(nameKey(part)));
    if (parts.length > 0) return parts;
    const named = new Set(keys.flatMap((key) => this.#byName.get(key) ?? []).map((place) => place.municipality));
    const centres = centresOf(under);
    const chosen = centres.filter(({ municipality }) => named.has(municipality));
    return chosen.length > 0 ? chosen : centres;
  }
}

/** The places of an import, without a file in between. */
export function placesOf({ table, facts }: ImportedPlaces): Places {
  return new Places(table, facts);
}

/** What is known without any imported file. */
export const builtInPlaces: Places = new Places({ municipalities: [], localities: [] }, null);

/** What is under one postcode as one place for each municipality, where the municipality's own name is, else in their middle. */
function centresOf(under: readonly Place[]): readonly Place[] {
  return [...Map.groupBy(under, ({ municipality }) => municipality)].map(([municipality, places]) => {
    const own = places.find(({ part }) => part === null);
    const position = own?.position ?? middleOf(places.flatMap((place) => place.position ?? []));
    return { municipality, postcode: places[0]?.postcode ?? null, part: null, position };
  });
}

function oneOf(places: readonly Place[], area: Area | null): PlaceFound {
  const [first] = places;
  if (first === undefined) return area === null ? { found: 'none', reason: 'unknown' } : { found: 'area', area };
  const isOne = places.every(({ municipality }) => municipality === first.municipality);
  return isOne ? { found: 'place', place: first } : { found: 'several', places };
}
