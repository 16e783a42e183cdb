import { sha256 } from '@relais/runtime';
import { type CompiledQuery, type RawBuilder, sql } from 'kysely';
import type { Cell } from './tables.ts';

/** Stands in a compiled statement where a value comes with each call, or a column of values with its type. */
export class Placeholder {
  readonly name: string;
  readonly column: 'text' | 'bigint' | null;
  /** Which of the rows that the statement takes at once has the value. */
  readonly row: number;

  constructor(name: string, column: 'text' | 'bigint' | null = null, row = 0) {
    this.name = name;
    this.column = column;
    this.row = row;
  }
}

/** A statement whose text never changes, so that it is planned or prepared once. */
export interface Statement<Input, Row> {
  readonly name: string;
  readonly text: string;
  /** What each parameter is: a constant, or the place of a named value. */
  readonly slots: readonly (Placeholder | Cell)[];
  /** How many rows its places are for; what is missing of them is null. */
  readonly rowsAtOnce: number;
  /** True when its rows are the rows given that were written, at least with their keys. */
  readonly writes: boolean;
  /** Binds the values of one call, or the rows of one call. */
  with(input: Input): Query<Row>;
}

export type Values = Readonly<Record<string, Cell>>;
export type NoValues = Readonly<Record<string, never>>;

/** A statement with what it needs to run. */
export interface Query<Row> {
  readonly statement: Statement<never, Row>;
  readonly input: Values | readonly Values[];
}

export function takesRows(input: Query<unknown>['input']): input is readonly Values[] {
  return Array.isArray(input);
}

/** The value of that name as it is stored. Numbers are whole: a moment worked out with a fraction is rounded. */
export function cellOf(values: Values | undefined, name: string): Cell {
  const value = values?.[name] ?? null;
  return typeof value === 'number' ? Math.round(value) : value;
}

/** True for a query that was given no row: there is nothing to run. */
export function isEmpty({ input }: Query<unknown>): boolean {
  return takesRows(input) && input.length === 0;
}

/** The place of a named value in a query that is being written. */
export type PlaceOf<Input> = <Name extends keyof Input & string>(name: Name) => RawBuilder<Input[Name]>;

/** Compiles a statement that takes named values. */
export function statement<Input extends Values, Row>(
  build: (value: PlaceOf<Input>) => { compile(): CompiledQuery<Row> },
): Statement<Input, Row> {
  return compiled(build((name) => placeholder(name)).compile());
}

/** Compiles a statement that takes rows, by `SqlDialect.rows`, and reads. */
export function rowsStatement<Input extends Values, Row>(query: CompiledQuery<Row>): Statement<readonly Input[], Row> {
  return compiled(query);
}

/** Compiles a statement that takes rows, by `SqlDialect.rows`, and writes. */
export function writeStatement<Input extends Values, Row>(query: CompiledQuery<Row>): Statement<readonly Input[], Row> {
  return compiled(query, true);
}

/** The place of a value, or of a column of values, inside a query. */
export function placeholder<Value>(name: string, column?: 'text' | 'bigint', row?: number): RawBuilder<Value> {
  return sql<Value>`${new Placeholder(name, column, row)}`;
}

function compiled<Input extends Query<unknown>['input'], Row>(
  query: CompiledQuery<Row>,
  writes = false,
): Statement<Input, Row> {
  const slots = query.parameters as readonly (Placeholder | Cell)[];
  const made: Statement<Input, Row> = {
    name: `relais_${sha256(query.sql).slice(0, 16)}`,
    text: query.sql,
    slots,
    rowsAtOnce: Math.max(1, ...slots.map((slot) => (slot instanceof Placeholder ? slot.row + 1 : 1))),
    writes,
    with: (input) => ({ statement: made, input }),
  };
  return made;
}
