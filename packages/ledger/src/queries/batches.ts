import { sql } from 'kysely';
import type { SqlDialect } from '../dialect.ts';
import type { Executor } from '../executor.ts';
import type { Batch, BatchLedger, BatchStatus } from '../port.ts';
import { statement } from '../statement.ts';
import { type Row, TABLES } from '../tables.ts';
import { upsert } from './upsert.ts';

export function batchStatements(dialect: SqlDialect) {
  const newest = dialect.builder.selectFrom('batches').selectAll().orderBy('opened_at', 'desc').orderBy('id', 'desc');
  return {
    put: upsert(dialect, {
      table: 'batches',
      key: ['id'],
      given: TABLES.batches,
      overwriteIf: sql`${sql.ref('batches.status')} = 'open' or excluded.status <> 'open'`,
    }),
    get: statement<{ id: string }, Row<'batches'>>((value) => newest.where('id', '=', value('id'))),
    list: statement<{ limit: number; offset: number }, Row<'batches'>>((value) =>
      newest.limit(value('limit')).offset(value('offset')),
    ),
    listOfSource: statement<{ source: string; limit: number; offset: number }, Row<'batches'>>((value) =>
      newest.where('source', '=', value('source')).limit(value('limit')).offset(value('offset')),
    ),
  };
}

export function batchLedger(dialect: SqlDialect, executor: Executor): BatchLedger {
  const statements = batchStatements(dialect);
  return {
    put: async (batch) => {
      await executor.all(statements.put.with([toRow(batch)]));
    },
    get: async (id) => {
      const [row] = await executor.all(statements.get.with({ id }));
      return row === undefined ? null : fromRow(row);
    },
    list: async ({ source, limit, offset }) => {
      const query =
        source === undefined
          ? statements.list.with({ limit, offset })
          : statements.listOfSource.with({ source, limit, offset });
      return (await executor.all(query)).map(fromRow);
    },
  };
}

function toRow({ openedAt, closedAt, ...batch }: Batch): Row<'batches'> {
  return { ...batch, opened_at: openedAt, closed_at: closedAt };
}

function fromRow({ opened_at, closed_at, ...row }: Row<'batches'>): Batch {
  return {
    ...row,
    mode: row.mode as Batch['mode'],
    status: row.status as BatchStatus,
    openedAt: opened_at,
    closedAt: closed_at,
  };
}
