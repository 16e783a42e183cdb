import { sql } from 'kysely';
import type { SqlDialect } from '../dialect.ts';
import type { Executor } from '../executor.ts';
import type { QuarantineEntry, QuarantineLedger } from '../port.ts';
import { rowsStatement, statement } from '../statement.ts';
import { type Row, TABLES } from '../tables.ts';
import { upsert } from './upsert.ts';

type PageOf<Filter> = Filter & { limit: number; offset: number };

export function quarantineStatements(dialect: SqlDialect) {
  const newest = dialect.builder.selectFrom('quarantine').selectAll().orderBy('at', 'desc').orderBy('id', 'desc');
  return {
    put: upsert(dialect, { table: 'quarantine', key: ['id'], given: TABLES.quarantine }),
    list: statement<PageOf<object>, Row<'quarantine'>>((value) => newest.limit(value('limit')).offset(value('offset'))),
    listOfBatch: statement<PageOf<{ batchId: string }>, Row<'quarantine'>>((value) =>
      newest.where('batch_id', '=', value('batchId')).limit(value('limit')).offset(value('offset')),
    ),
    listOfSource: statement<PageOf<{ source: string }>, Row<'quarantine'>>((value) =>
      newest.where('source', '=', value('source')).limit(value('limit')).offset(value('offset')),
    ),
    listOfBoth: statement<PageOf<{ batchId: string; source: string }>, Row<'quarantine'>>((value) =>
      newest
        .where('batch_id', '=', value('batchId'))
        .where('source', '=', value('source'))
        .limit(value('limit'))
        .offset(value('offset')),
    ),
    countByBatch: rowsStatement<{ batch_id: string }, { batch_id: string; count: number }>(
      sql<{ batch_id: string; count: number }>`
        select r.batch_id, count(*) as count
        from ${dialect.rows({ batch_id: 'text' })} cross join ${sql.table('quarantine')} as q
        where q.batch_id = r.batch_id group by r.batch_id`.compile(dialect.builder),
    ),
  };
}

export function quarantineLedger(dialect: SqlDialect, executor: Executor): QuarantineLedger {
  const statements = quarantineStatements(dialect);
  const listed = (filter: Parameters<QuarantineLedger['list']>[0]) => {
    const { batchId, source, limit, offset } = filter;
    if (batchId !== undefined && source !== undefined)
      return statements.listOfBoth.with({ batchId, source, limit, offset });
    if (batchId !== undefined) return statements.listOfBatch.with({ batchId, limit, offset });
    if (source !== undefined) return statements.listOfSource.with({ source, limit, offset });
    return statements.list.with({ limit, offset });
  };
  return {
    put: async (entries) => {
      await executor.transact([statements.put.with(entries.map(toRow))]);
    },
    list: async (filter) => (await executor.all(listed(filter))).map(fromRow),
    countByBatch: async (batchIds) => {
      const rows = [...new Set(batchIds)].map((id) => ({ batch_id: id }));
      const counts = await executor.all(statements.countByBatch.with(rows));
      return new Map(counts.map(({ batch_id, count }) => [batch_id, count]));
    },
  };
}

function toRow({ batchId, archiveHash, ...entry }: QuarantineEntry): Row<'quarantine'> {
  return { ...entry, batch_id: batchId, archive_hash: archiveHash };
}

function fromRow({ batch_id, archive_hash, ...row }: Row<'quarantine'>): QuarantineEntry {
  return { ...row, stage: row.stage as QuarantineEntry['stage'], batchId: batch_id, archiveHash: archive_hash };
}
