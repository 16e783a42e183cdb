import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { SqlDialect } from '../dialect.ts';
import type { Executor } from '../executor.ts';
import type { Ledger } from '../port.ts';
import { type NoValues, statement } from '../statement.ts';
import { type Row, TABLES } from '../tables.ts';
import { upsert } from './upsert.ts';

const NAME = 'revisions';

export function recoveryStatements(dialect: SqlDialect) {
  return {
    floor: statement<NoValues, Row<'recoveries'>>(() => dialect.builder.selectFrom('recoveries').selectAll().limit(1)),
    raise: upsert(dialect, {
      table: 'recoveries',
      key: ['name'],
      given: TABLES.recoveries,
      overwriteIf: sql`excluded.floor > ${sql.ref('recoveries.floor')}`,
    }),
    renewEpoch: upsert(dialect, {
      table: 'feed_epochs',
      key: ['name'],
      given: TABLES.feed_epochs,
      overwriteIf: sql`true`,
    }),
  };
}

export function recoveryLedger(dialect: SqlDialect, executor: Executor): Pick<Ledger, 'revisionFloor' | 'recover'> {
  const { floor, raise, renewEpoch } = recoveryStatements(dialect);
  let known: number | undefined;
  return {
    revisionFloor: async () => (known ??= (await executor.all(floor.with({})))[0]?.floor ?? 0),
    recover: async (to) => {
      known = undefined;
      await executor.transact([
        raise.with([{ name: NAME, floor: to }]),
        renewEpoch.with([{ name: 'feeds', epoch: randomUUID() }]),
      ]);
    },
  };
}
