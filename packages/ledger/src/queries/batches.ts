import { sql } from 'kysely';
import type { SqlDialect } from '../dialect.ts';
import type { Executor } from '../executor.ts';
import type { Batch, BatchLedger, BatchStatus } from '../port.ts';
import { type NoValues, statement, writeStatement } from '../statement.ts';
import { type Row, TABLES } from '../tables.ts';
import { pages } from './pages.ts';
import { upsert } from './upsert.ts';

const HELD = sql.lit('held');

export function batchStatements(dialect: SqlDialect) {
  const newest = dialect.builder.selectFrom('batches').selectAll().orderBy('opened_at', 'desc').orderBy('id', 'desc');
  return {
    put: upsert(dialect, {
      table: 'batches',
      key: ['id'],
      given: TABLES.batches,
      overwriteIf: sql`${sql.ref('batches.status')} = 'open' or excluded.status not in ('open', 'held')
        or (${sql.ref('batches.status')} = 'held' and excluded.status = 'held')`,
    }),
    get: statement<{ id: string }, Row<'batches'>>((value) => newest.where('id', '=', value('id'))),
    list: statement<{ limit: number; offset: number }, Row<'batches'>>((value) =>
      newest.limit(value('limit')).offset(value('offset')),
    ),
    listOfSource: statement<{ source: string; limit: number; offset: number }, Row<'batches'>>((value) =>
      newest.where('source', '=', value('source')).limit(value('limit')).offset(value('offset')),
    ),
    held: statement<{ limit: number }, Row<'batches'>>((value) =>
      newest.where('status', '=', HELD).limit(value('limit')),
    ),
    heldCounts: statement<NoValues, { source: string; count: number }>(() =>
      dialect.builder
        .selectFrom('batches')
        .select(['source', sql<number>`count(*)`.as('count')])
        .where('status', '=', HELD)
        .groupBy('source'),
    ),
  };
}

export function absenceStatements(dialect: SqlDialect) {
  const { builder } = dialect;
  const given = TABLES.batch_absences;
  const absences = builder.selectFrom('batch_absences');
  return {
    put: upsert(dialect, { table: 'batch_absences', key: ['batch_id', 'reference'], given }),
    remove: writeStatement<Row<'batch_absences'>, Row<'batch_absences'>>(
      sql<Row<'batch_absences'>>`
        delete from ${sql.table('batch_absences')} where (batch_id, reference) in
        (${dialect.taken([dialect.cell('batch_id'), dialect.cell('reference')], given)})
        ${dialect.written('batch_absences', ['batch_id', 'reference'])}`.compile(builder),
    ),
    page: statement<{ id: string; after: string; limit: number }, { reference: string }>((value) =>
      absences
        .select('reference')
        .where('batch_id', '=', value('id'))
        .where('reference', '>', value('after'))
        .orderBy('reference')
        .limit(value('limit')),
    ),
    count: statement<{ id: string }, { count: number }>((value) =>
      absences.select(sql<number>`count(*)`.as('count')).where('batch_id', '=', value('id')),
    ),
    clear: statement<{ id: string }, unknown>((value) =>
      builder.deleteFrom('batch_absences').where('batch_id', '=', value('id')),
    ),
  };
}

export function batchLedger(dialect: SqlDialect, executor: Executor): BatchLedger {
  const statements = batchStatements(dialect);
  const { clear } = absenceStatements(dialect);
  return {
    ...absenceLedger(dialect, executor),
    put: async (batch) => {
      const put = statements.put.with([toRow(batch)]);
      if (FORGETFUL.has(batch.status)) await executor.transact([put, clear.with({ id: batch.id })]);
      else await executor.transact([put]);
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
    held: async (limit = Number.MAX_SAFE_INTEGER) => (await executor.all(statements.held.with({ limit }))).map(fromRow),
    heldCounts: async () =>
      new Map((await executor.all(statements.heldCounts.with({}))).map(({ source, count }) => [source, count])),
  };
}

/** Ends after which nobody asks what was absent. */
const FORGETFUL: ReadonlySet<BatchStatus> = new Set(['failed', 'released', 'refused', 'superseded']);

type AbsenceLedger = Pick<BatchLedger, 'putAbsences' | 'removeAbsences' | 'absences' | 'countAbsences'>;

function absenceLedger(dialect: SqlDialect, executor: Executor): AbsenceLedger {
  const statements = absenceStatements(dialect);
  const rowsOf = (id: string, references: readonly string[]) =>
    [...new Set(references)].map((reference) => ({ batch_id: id, reference }));
  return {
    putAbsences: async (id, references) => {
      await executor.transact([statements.put.with(rowsOf(id, references))]);
    },
    removeAbsences: async (ids, references) => {
      await executor.transact([statements.remove.with(ids.flatMap((id) => rowsOf(id, references)))]);
    },
    absences: (id) =>
      pages(
        async (after, limit) => await executor.all(statements.page.with({ id, after, limit })),
        ({ reference }) => reference,
        ({ reference }) => reference,
      ),
    countAbsences: async (id) => (await executor.all(statements.count.with({ id })))[0]?.count ?? 0,
  };
}

function toRow({ openedAt, closedAt, heldFor, drift, ...batch }: Batch): Row<'batches'> {
  return { ...batch, opened_at: openedAt, closed_at: closedAt, held_for: heldFor, drift: JSON.stringify(drift) };
}

function fromRow({ opened_at, closed_at, held_for, drift, ...row }: Row<'batches'>): Batch {
  return {
    ...row,
    mode: row.mode as Batch['mode'],
    status: row.status as BatchStatus,
    openedAt: opened_at,
    closedAt: closed_at,
    heldFor: held_for as Batch['heldFor'],
    drift: JSON.parse(drift) as Batch['drift'],
  };
}
