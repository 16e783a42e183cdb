import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '@relais/runtime';
import { parse } from 'csv-parse/sync';
import { placesErrors } from '../errors.ts';

/** One row, by the name of the column in lower case. A column that is missing reads as an empty text. */
export type Row = (column: string) => string;

export interface Table {
  readonly file: string;
  readonly rows: readonly Row[];
}

/** Tables are known by their columns, whatever their files are called. The first kind that fits is taken. */
const KINDS = {
  municipalities: ['nis_code', 'municipality_nl', 'municipality_fr'],
  names: ['municipality_nl'],
  positions: ['zipcode', 'place', 'latitude', 'longitude'],
  postcodes: ['postal_code', 'municipality', 'sub_municipality'],
} as const;
export type TableKind = keyof typeof KINDS;

/**
 * Reads the tables of a folder (`.csv` or `.tsv`, UTF-8, with a row of column names); of several of one kind the last by
 * file name. Other tables are passed over. Throws `PLACES_TABLE_UNREADABLE`.
 */
export async function readTables(folder: string): Promise<Partial<Record<TableKind, Table>>> {
  const tables: Partial<Record<TableKind, Table>> = {};
  const files = await readdir(folder).catch(() => []);
  for (const file of files.filter((name) => /\.[ct]sv$/.test(name)).toSorted()) {
    const text = await readFile(join(folder, file), 'utf8');
    const kind = kindOf(text);
    if (kind !== undefined) tables[kind] = tableOf(file, text);
  }
  return tables;
}

function kindOf(text: string): TableKind | undefined {
  const header = headerOf(text);
  const columns = new Set(header.split(delimiterOf(header)).map((column) => column.replaceAll('"', '').trim()));
  const kinds = Object.keys(KINDS) as TableKind[];
  return kinds.find((kind) => KINDS[kind].every((column) => columns.has(column)));
}

function headerOf(text: string): string {
  return (/^\uFEFF?([^\r\n]*)/.exec(text)?.[1] ?? '').toLowerCase();
}

function delimiterOf(header: string): string {
  return ['\t', ';'].find((delimiter) => header.includes(delimiter)) ?? ',';
}

function tableOf(file: string, text: string): Table {
  try {
    const delimiter = delimiterOf(headerOf(text));
    const lines: string[][] = parse(text, { delimiter, bom: true, skip_empty_lines: true, quote: quoteFor(delimiter) });
    const [header = [], ...rows] = lines;
    const positions = new Map(header.map((column, at) => [column.trim().toLowerCase(), at]));
    return { file, rows: rows.map((cells) => (column) => cells[positions.get(column) ?? -1]?.trim() ?? '') };
  } catch (cause) {
    throw placesErrors.create('PLACES_TABLE_UNREADABLE', { file, fault: messageOf(cause) }, cause);
  }
}

function quoteFor(delimiter: string): string | null {
  return delimiter === '\t' ? null : '"';
}
