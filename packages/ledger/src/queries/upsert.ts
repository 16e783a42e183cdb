import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { SqlDialect } from '../dialect.ts';
import { type Statement, type Values, writeStatement } from '../statement.ts';
import { type Columns, type Row, type RowOf, TABLES, type TableName } from '../tables.ts';

type ColumnOf<Table extends TableName> = keyof Row<Table> & string;
type Computed<Table extends TableName> = Partial<Record<ColumnOf<Table>, RawBuilder<unknown>>>;

interface Upsert<Table extends TableName, Given extends Columns, Key extends ColumnOf<Table>> {
  readonly table: Table;
  readonly key: readonly Key[];
  /** The columns of the rows given. */
  readonly given: Given;
  /** What a row already there must meet to be overwritten; left out, it is never overwritten. */
  readonly overwriteIf?: RawBuilder<SqlBool>;
  /** Columns that are worked out from the cells of a row given instead of taken from it. */
  readonly computed?: Computed<Table>;
  /** Columns that are worked out when a row is overwritten, from `excluded` and the row there. */
  readonly merged?: Computed<Table>;
}

/** Inserts the rows given, or overwrites those with the same key. Returns the keys of the rows that were written. */
export function upsert<Table extends TableName, Given extends Columns, Key extends ColumnOf<Table>>(
  dialect: SqlDialect,
  { table, key, given, overwriteIf, computed = {}, merged = {} }: Upsert<Table, Given, Key>,
): Statement<readonly (RowOf<Given> & Values)[], Pick<Row<Table>, Key>> {
  const columns = Object.keys(TABLES[table]) as ColumnOf<Table>[];
  const taken = columns.map((name) => computed[name] ?? dialect.cell(name));
  const overwritten = columns
    .filter((name) => !(key as readonly string[]).includes(name))
    .map((name) => sql`${sql.id(name)} = ${merged[name] ?? sql.ref(`excluded.${name}`)}`);
  return writeStatement(
    sql<Pick<Row<Table>, Key>>`
      insert into ${sql.table(table)} (${ids(columns)}) ${dialect.taken(taken, given)}
      on conflict (${ids(key)}) do
      ${overwriteIf === undefined ? sql`nothing` : sql`update set ${sql.join(overwritten)} where ${overwriteIf}`}
      ${dialect.written(table, key)}`.compile(dialect.builder),
  );
}

function ids(names: readonly string[]): RawBuilder<unknown> {
  return sql.join(names.map((name) => sql.id(name)));
}
