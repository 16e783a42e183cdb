import { parseBelgianPostcode } from '@relais/vacancy';
import { allNames, areaOfNis, areaOfPostcode, nutsOfProvince } from '../areas.ts';
import { distanceKm, medianOf, middleOf, type Position } from '../distance.ts';
import { nameKey } from '../names.ts';
import type { Locality, TableMunicipality } from '../place-table.ts';
import type { CodedMunicipality } from './municipalities.ts';
import type { Row, Table } from './read-tables.ts';

interface Draft {
  readonly postcode: string;
  readonly nis: string;
  readonly part: string | null;
  position: Position | null;
}

/** A position so far from the middle of its municipality is an error of the table. */
const MOST_APART_KM = 30;

/** Puts the postcodes, parts and positions of several tables to the municipalities that they belong to. */
export class LocalityBuilder {
  readonly #municipalities: readonly CodedMunicipality[];
  readonly #positions: readonly Row[];
  /** First digits of NIS codes that the positions give for a postcode. */
  readonly #arrondissements = new Map<string, ReadonlySet<string>>();
  readonly #byName = new Map<string, CodedMunicipality[]>();
  readonly #drafts = new Map<string, Draft[]>();
  readonly passedOver: string[] = [];

  /** @param positions rows of `zipcode`, `place`, `latitude`, `longitude` and, where it is there, `community_code` */
  constructor(municipalities: readonly CodedMunicipality[], positions: Table | undefined) {
    this.#municipalities = municipalities;
    this.#positions = positions?.rows.filter(isBelgian) ?? [];
    for (const [postcode, rows] of Map.groupBy(this.#positions, (row) => row('zipcode'))) {
      const codes = rows.map((row) => row('community_code')).filter((code) => code !== '');
      if (codes.length > 0) this.#arrondissements.set(postcode, new Set(codes));
    }
    for (const each of municipalities) {
      const keys = new Set([...allNames(each.names), ...each.otherNames].map(nameKey));
      for (const key of keys) this.#byName.set(key, [...(this.#byName.get(key) ?? []), each]);
    }
  }

  /**
   * Rows of `postal_code`, `municipality`, `sub_municipality` and, where it is there, `province`. A municipality that is
   * not named as in its own table is the one that the postcode has otherwise; one in another arrondissement than the
   * positions give is passed over.
   */
  addPostcodes(table: Table): void {
    const strays: Row[] = [];
    for (const row of table.rows) {
      const postcode = parseBelgianPostcode(row('postal_code'));
      if (postcode === null) continue;
      const nuts2 = nutsOfProvince(row('province')) ?? areaOfPostcode(postcode)?.nuts2;
      const found = this.#named(row('municipality'), nuts2);
      if (found === undefined) strays.push(row);
      else if (this.#agree(postcode, found)) this.#add(postcode, found, row('sub_municipality') || row('municipality'));
      else this.passedOver.push(`${postcode} ${row('municipality')}`);
    }
    for (const stray of strays) this.#settle(stray);
  }

  /** Every locality, in order. One without a position of its own lies in the middle of its postcode, or of its municipality. */
  build(): Locality[] {
    this.#locate();
    this.#addMainPostcodes();
    const drafts = [...this.#drafts.values()].flat();
    const municipalities = middlesBy(drafts, ({ nis }) => nis, medianOf);
    for (const draft of drafts) {
      const middle = municipalities.get(draft.nis);
      if (draft.position && middle && distanceKm(draft.position, middle) > MOST_APART_KM) draft.position = null;
    }
    const postcodes = middlesBy(drafts, postcodeOf, middleOf);
    return drafts
      .map((draft) => {
        const position = draft.position ?? postcodes.get(postcodeOf(draft)) ?? municipalities.get(draft.nis) ?? null;
        return { ...draft, position };
      })
      .toSorted((a, b) => compare(orderOf(a), orderOf(b)));
  }

  #locate(): void {
    for (const row of this.#positions) {
      const postcode = parseBelgianPostcode(row('zipcode'));
      const position = positionOf(row);
      if (postcode === null || position === null) continue;
      const draft = this.#located(postcode, row('place'));
      if (draft === undefined) this.passedOver.push(`${postcode} ${row('place')}`);
      else draft.position ??= position;
    }
  }

  /** A place that is not yet known is a part of what its postcode is. */
  #located(postcode: string, place: string): Draft | undefined {
    const named = this.#byName.get(nameKey(place)) ?? [];
    const same = this.#at(postcode).find(({ nis, part }) =>
      part === null ? named.some((each) => each.nis === nis) : nameKey(part) === nameKey(place),
    );
    if (same !== undefined) return same;
    const owner = this.#owner(postcode) ?? this.#named(place, areaOfPostcode(postcode)?.nuts2);
    return owner === undefined ? undefined : this.#add(postcode, owner, place);
  }

  #addMainPostcodes(): void {
    const known = new Set([...this.#drafts.values()].flatMap((drafts) => drafts.map(({ nis }) => nis)));
    for (const each of this.#municipalities) {
      const postcode = parseBelgianPostcode(each.postcode);
      if (postcode !== null && !known.has(each.nis)) this.#add(postcode, each, each.names.nl);
    }
  }

  #settle(row: Row): void {
    const postcode = parseBelgianPostcode(row('postal_code')) ?? '';
    const [municipality, part] = [row('municipality'), row('sub_municipality')];
    const owner = this.#owner(postcode);
    if (owner === undefined) this.passedOver.push(`${postcode} ${part || municipality}`);
    else if (part !== '') this.#add(postcode, owner, part);
    else if (!this.#byName.has(nameKey(municipality))) owner.otherNames.push(municipality);
  }

  /** The one municipality of a postcode; where no table says any, the one that calls it its main postcode. */
  #owner(postcode: string): CodedMunicipality | undefined {
    const codes = new Set(this.#at(postcode).map(({ nis }) => nis));
    const [only, second] = this.#municipalities.filter((each) =>
      codes.size > 0 ? codes.has(each.nis) : each.postcode === postcode && this.#agree(postcode, each),
    );
    return second === undefined ? only : undefined;
  }

  #agree(postcode: string, { nis, formerCodes }: TableMunicipality): boolean {
    const told = this.#arrondissements.get(postcode);
    return told === undefined || [nis, ...formerCodes].some((code) => told.has(code.slice(0, 2)));
  }

  #at(postcode: string): readonly Draft[] {
    return this.#drafts.get(postcode) ?? [];
  }

  /** The one municipality of a name in a NUTS 2 region of now or before; the name may be a former one. */
  #named(name: string, nuts2: string | undefined): CodedMunicipality | undefined {
    const [only, second] = (this.#byName.get(nameKey(name)) ?? []).filter(({ nis, formerCodes }) =>
      [nis, ...formerCodes].some((code) => areaOfNis(code)?.nuts2 === nuts2),
    );
    return second === undefined ? only : undefined;
  }

  #add(postcode: string, { nis, names }: TableMunicipality, name: string): Draft {
    const isItself = allNames(names).some((each) => nameKey(each) === nameKey(name));
    const part = isItself ? null : name;
    const known = this.#at(postcode).find((each) => each.nis === nis && keyOf(each.part) === keyOf(part));
    if (known !== undefined) return known;
    const draft = { postcode, nis, part, position: null };
    this.#drafts.set(postcode, [...this.#at(postcode), draft]);
    return draft;
  }
}

function middlesBy(
  drafts: readonly Draft[],
  groupOf: (draft: Draft) => string,
  middle: (positions: readonly Position[]) => Position | null,
): Map<string, Position | null> {
  const grouped = Map.groupBy(drafts, groupOf);
  return new Map([...grouped].map(([key, each]) => [key, middle(each.flatMap(({ position }) => position ?? []))]));
}

/** A postcode as far as it belongs to one municipality. */
function postcodeOf({ postcode, nis }: Draft): string {
  return `${postcode} ${nis}`;
}

function isBelgian(row: Row): boolean {
  return ['', 'BE'].includes(row('country_code').toUpperCase());
}

function positionOf(row: Row): Position | null {
  const [latitude, longitude] = [Number(row('latitude') || Number.NaN), Number(row('longitude') || Number.NaN)];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}

function keyOf(part: string | null): string {
  return part === null ? '' : nameKey(part);
}

function orderOf({ postcode, nis, part }: Draft): string {
  return `${postcode} ${nis} ${part ?? ''}`;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
