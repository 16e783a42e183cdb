import { sql } from 'kysely';
import type { SqlDialect } from '../dialect.ts';
import type { Executor } from '../executor.ts';
import type { Ledger } from '../port.ts';
import { type NoValues, statement } from '../statement.ts';
import { TABLES, type TableName } from '../tables.ts';

/** Tallies last: emptying the tables that they count may count. Recoveries stay, as what partners have does not change. */
const ALL = (Object.keys(TABLES) as TableName[])
  .filter((table) => table !== 'recoveries')
  .toSorted((one, other) => Number(one === 'tallies') - Number(other === 'tallies'));

export function wholeStatements(dialect: SqlDialect) {
  const { builder } = dialect;
  const filled = ALL.filter((table) => table !== 'tallies').map(
    (table) => sql`exists (select 1 from ${sql.table(table)})`,
  );
  return {
    isFilled: statement<NoValues, { filled: number }>(() =>
      builder.selectNoFrom(sql<number>`case when ${sql.join(filled, sql` or `)} then 1 else 0 end`.as('filled')),
    ),
    clear: dialect
      .emptied(ALL)
      .map((query) => statement<NoValues, unknown>(() => ({ compile: () => query.compile(builder) }))),
  };
}

export function wholeLedger(dialect: SqlDialect, executor: Executor): Pick<Ledger, 'isEmpty' | 'clear'> {
  const { isFilled, clear } = wholeStatements(dialect);
  return {
    isEmpty: async () => (await executor.all(isFilled.with({})))[0]?.filled !== 1,
    clear: async () => {
      await executor.transact(clear.map((each) => each.with({})));
    },
  };
}
