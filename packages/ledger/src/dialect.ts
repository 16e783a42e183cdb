import type { Kysely, RawBuilder } from 'kysely';
import type { Columns, Tables } from './tables.ts';

/** All in which the two dialects of SQL differ, apart from how a query is run. */
export interface SqlDialect {
  /** Compiles queries and runs none. */
  readonly builder: Kysely<Tables>;
  /** The rows that a question is given, as a source called `r`. */
  rows(columns: Columns): RawBuilder<unknown>;
  /** A cell of a row that a write is given. */
  cell(name: string): RawBuilder<unknown>;
  /** These expressions of each row that a write is given. */
  taken(expressions: readonly RawBuilder<unknown>[], columns: Columns): RawBuilder<unknown>;
  /** Where an update finds the cells of the rows that it is given. */
  beside(columns: Columns): RawBuilder<unknown>;
  /** Makes a write of rows tell which of them it wrote, by these columns of the table. */
  written(table: string, key: readonly string[]): RawBuilder<unknown>;
  /** Statements that take every row out of tables. */
  emptied(tables: readonly string[]): readonly RawBuilder<unknown>[];
  readonly schema: SchemaDialect;
}

/** The words in which definitions of tables differ. */
export interface SchemaDialect {
  /** The full name of a table. */
  readonly table: (name: string) => string;
  /** The name of an index where it is made. */
  readonly index: (name: string) => string;
  /** Type of text that is compared byte by byte, as keys are. */
  readonly key: string;
  /** Type of long text. */
  readonly document: string;
  /** Follows the definition of a table that is kept in the order of its key. */
  readonly clustered: string;
  /** Follows the definition of a table of few rows that change all the time. */
  readonly busy: string;
  /** Follows the definition of a table of many rows, each of which changes several times. */
  readonly churning: string;
  /** Statements that keep `tallies` in step with a table. */
  tally(tally: Tally): readonly string[];
}

/**
 * Counts the rows of a table by up to three properties, in the transaction that changes them: questions that a live view
 * asks every second must not read millions of rows.
 */
export interface Tally {
  readonly subject: string;
  readonly table: string;
  /** SQL of the properties a, b and c of a row that is known by an alias. */
  readonly properties: (row: string) => readonly [string, string, string];
}
