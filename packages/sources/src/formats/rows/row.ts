import type { UnreadableCode } from '../../records/items.ts';

/** One record of a file whose fields have names of the sender's own: columns, or paths where records have a depth. */
export interface Row {
  /** Values under a name, trimmed, in their order; empty ones are left out. */
  values(name: string): readonly string[];
  /** What stands at each element of a list, as rows of their own; left out by formats whose records have no lists. */
  parts?(name: string): readonly Row[];
}

/** What stands at one place of such a file. */
export type RowFinding =
  | { readonly kind: 'row'; readonly row: Row }
  /** The sender says that it no longer shows the vacancy. */
  | { readonly kind: 'deleted'; readonly reference: string }
  /** This record cannot be used; `row` is what came before the fault, where anything did. */
  | { readonly kind: 'fault'; readonly row: Row | null; readonly code: UnreadableCode; readonly reason: string }
  | Stop;

/** Nothing behind this place is read. */
export interface Stop {
  readonly kind: 'stop';
  readonly code: UnreadableCode | 'FILE_COLUMN_MISSING';
  readonly reason: string;
}

/** What a file said as a whole. */
export interface RowsEnd {
  /** How many records the file announces; null when it does not say. */
  readonly announced: number | null;
  /** What the file says that it is; null when it does not say. */
  readonly mode: 'snapshot' | 'delta' | null;
}

/** Findings of a file in their order. Null stands between two pieces of it: a place to let other work go on. */
export type Rows = Generator<RowFinding | null, RowsEnd, undefined>;

export type ColumnNote = 'unknown' | 'lacking' | 'repeated';

/** What a mapping asks of a file. */
export interface NeededColumns {
  /** Columns without which the file is not understood. */
  readonly matters: readonly string[];
  /** All columns that are read. */
  readonly read: ReadonlySet<string>;
  /**
   * Told each column that the file has and nothing reads, once per record or per file, each that it lacks, and what stands in
   * it once more than it should.
   */
  note(kind: ColumnNote, column: string): void;
}

export const NOTHING_SAID: RowsEnd = { announced: null, mode: null };

/** Most characters of a name that is repeated in a message. */
const SHOWN_NAME = 60;

export function shownColumn(name: string): string {
  return JSON.stringify(name.slice(0, SHOWN_NAME));
}

/** The finding that stops a file which lacks columns; null when it has all that matter. Others are only counted. */
export function checkColumns(columns: readonly string[], needs: NeededColumns): RowFinding | null {
  const there = new Set(columns);
  for (const column of columns) if (column !== '' && !needs.read.has(column)) needs.note('unknown', column);
  for (const column of needs.read) if (!there.has(column)) needs.note('lacking', column);
  const lacking = needs.matters.filter((column) => !there.has(column));
  return lacking.length === 0 ? null : columnsMissing(lacking, columns);
}

export function columnsMissing(lacking: readonly string[], columns: readonly string[]): Stop {
  const unread = columns.slice(0, 10).map(shownColumn).join(', ');
  const named = lacking.map(shownColumn).join(', ');
  const reason = `the file lacks ${named}, which the mapping needs; it begins with ${unread || 'nothing'}`;
  return { kind: 'stop', code: 'FILE_COLUMN_MISSING', reason };
}
