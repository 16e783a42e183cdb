import { SqliteAdapter, SqliteQueryCompiler, sql } from 'kysely';
import { compileOnly } from '../compile-only.ts';
import type { SqlDialect, Tally } from '../dialect.ts';
import { placeholder } from '../statement.ts';

const prefixed = (name: string) => `ledger_${name}`;

/** So many rows are asked for at once, which costs less than half of asking for each. Few are enough, and a single one costs no more. */
const ROWS_AT_ONCE = 16;

/** SQLite: tables carry a prefix, since the file belongs to others too, and a write runs once for each of its rows. */
export const sqliteDialect: SqlDialect = {
  builder: compileOnly(
    () => new SqliteQueryCompiler(),
    () => new SqliteAdapter(),
    (table) => ({ name: prefixed(table) }),
  ),
  rows: (columns) => {
    const names = Object.keys(columns);
    const row = (at: number) => sql`(${sql.join(names.map((name) => placeholder(name, undefined, at)))})`;
    const given = Array.from({ length: ROWS_AT_ONCE }, (_, at) => row(at));
    const named = names.map((name, at) => sql`${sql.id(`column${at + 1}`)} as ${sql.id(name)}`);
    return sql`(select ${sql.join(named)} from (values ${sql.join(given)})) as r`;
  },
  cell: (name) => placeholder(name),
  taken: (expressions) => sql`values (${sql.join(expressions)})`,
  beside: () => sql``,
  // The count of changes after each row tells it, in less time than RETURNING.
  written: () => sql``,
  emptied: (tables) => tables.map((table) => sql`delete from ${sql.table(table)}`),
  schema: {
    table: prefixed,
    index: prefixed,
    key: 'text',
    document: 'text',
    clustered: 'without rowid',
    busy: 'without rowid',
    churning: '',
    tally: tallyTriggers,
  },
};

/** There is one writer at a time, so one row a group is enough. */
function tallyTriggers({ subject, table, properties }: Tally): string[] {
  const count = (row: string, amount: number) => `
    insert into ledger_tallies (subject, a, b, c, slot, amount)
    values ('${subject}', ${properties(row).join(', ')}, 0, ${amount})
    on conflict (subject, a, b, c, slot) do update set amount = amount + excluded.amount;`;
  const changed = `(${properties('old').join(', ')}) is not (${properties('new').join(', ')})`;
  const trigger = (event: string, when: string, body: string) =>
    `create trigger ledger_${table}_${event} after ${event} on ledger_${table} ${when} begin ${body} end`;
  return [
    trigger('insert', '', count('new', 1)),
    trigger('delete', '', count('old', -1)),
    trigger('update', `when ${changed}`, count('old', -1) + count('new', 1)),
  ];
}
