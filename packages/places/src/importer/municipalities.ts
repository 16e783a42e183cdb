import { allNames, areaOfNis, type Names } from '../areas.ts';
import { MERGERS, type Merger } from '../mergers.ts';
import { germanName, nameKey } from '../names.ts';
import type { TableMunicipality } from '../place-table.ts';
import type { Row, Table } from './read-tables.ts';

/** A municipality with its main postcode. */
export type CodedMunicipality = TableMunicipality & { readonly postcode: string };

/** Municipalities as they are now, and the names of the newer list that none of them bears. */
export interface Municipalities {
  readonly all: readonly CodedMunicipality[];
  readonly unexplained: readonly string[];
}

/**
 * The municipalities of the coded table, with former codes. Where a newer list of names is given, the known mergers that
 * it shows (the new name is there, the names that went are not) are made: the codes of the parts become former codes.
 */
export function readMunicipalities(coded: Table, newer: Table | undefined): Municipalities {
  const listed = new Map(coded.rows.flatMap(municipalityOf).map((each) => [each.nis, each]));
  const names = newer && new Set(newer.rows.map((row) => nameKey(row('municipality_nl'))));
  for (const merger of MERGERS) {
    const merged = mergedBy(merger, listed, names);
    if (merged === null) continue;
    for (const code of Object.keys(merger.parts)) listed.delete(code);
    listed.set(merger.nis, merged);
  }
  const all = [...listed.values()].toSorted((a, b) => (a.nis < b.nis ? -1 : 1));
  const known = new Set(all.flatMap((each) => allNames(each.names).map(nameKey)));
  const unexplained = (newer?.rows ?? []).map((row) => row('municipality_nl'));
  return { all, unexplained: unexplained.filter((name) => !known.has(nameKey(name))) };
}

function municipalityOf(row: Row): CodedMunicipality[] {
  const nis = row('nis_code');
  const area = areaOfNis(nis);
  const [nl, fr] = [row('municipality_nl'), row('municipality_fr')].map(tidyName);
  if (area === null || !/^\d{5}$/.test(nis) || !nl || !fr) return [];
  const de = tidyName(row('municipality_de')) || germanName(nis, { nl, fr }, area.nuts2.startsWith('BE2'));
  return [{ nis, names: { nl, fr, de }, formerCodes: [], otherNames: [], postcode: row('zip') }];
}

/** The municipality after a merger that the tables show; null where they do not. */
function mergedBy(
  merger: Merger,
  listed: ReadonlyMap<string, CodedMunicipality>,
  newer: ReadonlySet<string> | undefined,
): CodedMunicipality | null {
  const codes = Object.keys(merger.parts);
  const formerCodes = codes.filter((code) => code !== merger.nis);
  const parts = codes.flatMap((code) => listed.get(code) ?? []);
  const isCoded = listed.has(merger.nis) && formerCodes.every((code) => !listed.has(code));
  if (!isCoded && !(newer !== undefined && parts.length === codes.length && isShown(merger, parts, newer))) return null;
  const kept = listed.get(merger.nis) ?? parts.find(({ names }) => bears(names, merger.name)) ?? parts[0];
  if (kept === undefined) return null;
  const names = bears(kept.names, merger.name) ? kept.names : inAll(merger.name);
  const others = [...Object.values(merger.parts), ...parts.flatMap((part) => allNames(part.names))];
  const otherNames = [...new Set(others)].filter((name) => !bears(names, name));
  return { nis: merger.nis, names, formerCodes, otherNames, postcode: kept.postcode };
}

function isShown(merger: Merger, parts: readonly TableMunicipality[], newer: ReadonlySet<string>): boolean {
  const staying = parts.filter(({ names }) => bears(names, merger.name));
  const now = [merger.name, ...staying.flatMap(({ names }) => allNames(names))];
  const gone = parts.filter((part) => !staying.includes(part));
  return now.some((name) => newer.has(nameKey(name))) && !gone.some(({ names }) => newer.has(nameKey(names.nl)));
}

function bears(names: Names, name: string): boolean {
  return allNames(names).some((each) => nameKey(each) === nameKey(name));
}

function inAll(name: string): Names {
  return { nl: name, fr: name, de: name };
}

function tidyName(name: string): string {
  return name.replaceAll('’', "'").replaceAll(/\s+/g, ' ').trim();
}
