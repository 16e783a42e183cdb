import { PostgresAdapter, PostgresQueryCompiler, type RawBuilder, sql } from 'kysely';
import { compileOnly } from '../compile-only.ts';
import type { SqlDialect, Tally } from '../dialect.ts';
import { placeholder } from '../statement.ts';
import { type Columns, plainType } from '../tables.ts';

/** Transactions of different backends count in different rows, so that they do not wait for one another. */
const TALLY_SLOTS = 64;

/** PostgreSQL: tables lie in a schema of their own, and rows come as one array a column. */
export function postgresDialect(schema: string): SqlDialect {
  const table = (name: string) => `${schema}.${name}`;
  return {
    builder: compileOnly(
      () => new PostgresQueryCompiler(),
      () => new PostgresAdapter(),
      (name) => ({ schema, name }),
    ),
    rows: given,
    cell: (name) => sql.ref(`r.${name}`),
    taken: (expressions, columns) => sql`select ${sql.join(expressions)} from ${given(columns)}`,
    beside: (columns) => sql`from ${given(columns)}`,
    written: (of, key) => sql`returning ${sql.join(key.map((name) => sql.ref(`${of}.${name}`)))}`,
    // However many rows there are, it takes a moment.
    emptied: (tables) => [sql`truncate ${sql.join(tables.map((name) => sql.table(name)))}`],
    schema: {
      table,
      index: (name) => name,
      key: 'text collate "C"',
      document: 'text compression lz4',
      clustered: '',
      busy: 'with (fillfactor = 50)',
      // What was due leaves dead entries at the head of its index: they are to go before there are millions.
      churning: 'with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02)',
      tally: (tally) => tallyTriggers(tally, table),
    },
  };
}

function given(columns: Columns): RawBuilder<unknown> {
  const arrays = Object.entries(columns).map(([name, type]) => column(name, plainType(type)));
  const names = Object.keys(columns).map((name) => sql.id(name));
  return sql`unnest(${sql.join(arrays)}) as r(${sql.join(names)})`;
}

function column(name: string, type: 'text' | 'bigint'): RawBuilder<unknown> {
  return sql`cast(${placeholder(name, type)} as ${sql.raw(type)}[])`;
}

/** One trigger a statement: its rows are grouped before they are counted, in one order. */
function tallyTriggers(tally: Tally, table: (name: string) => string): string[] {
  const { subject, properties } = tally;
  const rows = (source: string, amount: number) => `select ${properties('x').join(', ')}, ${amount} from ${source} x`;
  const count = (changes: string) => `
    insert into ${table('tallies')} as t (subject, a, b, c, slot, amount)
    select '${subject}', a, b, c, pg_backend_pid() % ${TALLY_SLOTS}, sum(amount)
    from (${changes}) as changes(a, b, c, amount) group by a, b, c having sum(amount) <> 0 order by a, b, c
    on conflict (subject, a, b, c, slot) do update set amount = t.amount + excluded.amount;`;
  const [added, taken] = [rows('new_rows', 1), rows('old_rows', -1)];
  const routine = table(`tally_${tally.table}`);
  const trigger = (event: string, references: string) => `
    create trigger tally_${event} after ${event} on ${table(tally.table)} referencing ${references}
    for each statement execute function ${routine}()`;
  return [
    `create function ${routine}() returns trigger language plpgsql as $tally$
    begin
      if tg_op = 'INSERT' then ${count(added)}
      elsif tg_op = 'DELETE' then ${count(taken)}
      else ${count(`${added} union all ${taken}`)}
      end if;
      return null;
    end $tally$`,
    trigger('insert', 'new table as new_rows'),
    trigger('delete', 'old table as old_rows'),
    trigger('update', 'old table as old_rows new table as new_rows'),
  ];
}
