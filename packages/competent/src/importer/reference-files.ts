import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { messageOf } from '@relais/runtime';
import { parse } from 'csv-parse/sync';
import { competentErrors } from '../errors.ts';

/** One file of a reference folder, as rows of cells. */
export interface Table {
  /** Version in the file name (`…_v1.2.csv`), or empty. */
  readonly version: string;
  /** Rows by column name. A column that is missing reads as an empty text. */
  rows(): Iterable<(column: string) => string>;
}

export interface TableForm {
  readonly delimiter: ',' | ';' | '|' | '\t';
  /** First cell of the row with the column names, where lines of metadata stand before it. */
  readonly headerStartsWith?: string;
}

/**
 * Reads the table in `folder` whose name fits `pattern` (without the extension `.gz`); the last by name when there are
 * several, null when there is none. Throws `REFERENCE_FILE_UNREADABLE`.
 */
export async function readTable(folder: string, pattern: RegExp, form: TableForm): Promise<Table | null> {
  const names = await readdir(folder).catch(() => []);
  const name = names.toSorted(byName).findLast((each) => pattern.test(each.replace(/\.gz$/, '')));
  if (name === undefined) return null;
  try {
    return tableOf(name, await readFile(join(folder, name)), form);
  } catch (cause) {
    throw competentErrors.create('REFERENCE_FILE_UNREADABLE', { file: basename(name), fault: messageOf(cause) }, cause);
  }
}

function tableOf(name: string, bytes: Buffer, form: TableForm): Table {
  const text = name.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  const lines: string[][] = parse(text, {
    delimiter: form.delimiter,
    bom: true,
    skip_empty_lines: true,
    relax_column_count: true,
    quote: form.delimiter === '\t' || form.delimiter === '|' ? null : '"',
  });
  const first = form.headerStartsWith;
  const header = first === undefined ? 0 : lines.findIndex(([cell]) => cell === first);
  const columns = lines[header];
  if (!columns) throw new Error('it has no row of column names');
  const positions = new Map(columns.map((column, at) => [column.trim(), at]));
  return {
    version: /_v(\d+(?:\.\d+)*)/.exec(name)?.[1] ?? '',
    *rows() {
      for (const cells of lines.slice(header + 1)) {
        yield (column) => cells[positions.get(column) ?? -1]?.trim() ?? '';
      }
    },
  };
}

function byName(a: string, b: string): number {
  return a < b ? -1 : 1;
}
