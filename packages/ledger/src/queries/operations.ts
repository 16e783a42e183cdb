import { sql } from 'kysely';
import type { SqlDialect } from '../dialect.ts';
import type { Executor } from '../executor.ts';
import type { Operation, OperationStatus } from '../operation/operation.ts';
import type { OperationLedger, StoredOperation, SubscriptionControl } from '../port.ts';
import { statement } from '../statement.ts';
import { type Row, TABLES } from '../tables.ts';
import { upsert } from './upsert.ts';

export function operationStatements(dialect: SqlDialect) {
  const { builder } = dialect;
  const operations = builder.selectFrom('operations').selectAll();
  const newest = operations.orderBy('requested_at', 'desc').orderBy('id', 'desc');
  return {
    write: upsert(dialect, {
      table: 'operations',
      key: ['id'],
      given: TABLES.operations,
      overwriteIf: sql`${sql.ref('operations.mark')} = excluded.mark - 1`,
    }),
    get: statement<{ id: string }, Row<'operations'>>((value) => operations.where('id', '=', value('id'))),
    open: statement<{ subscription: string }, Row<'operations'>>((value) =>
      operations
        .where('subscription', '=', value('subscription'))
        .where('status', 'in', [sql.lit('waiting'), sql.lit('running')])
        .orderBy('requested_at')
        .orderBy('id'),
    ),
    list: statement<{ limit: number; offset: number }, Row<'operations'>>((value) =>
      newest.limit(value('limit')).offset(value('offset')),
    ),
    control: upsert(dialect, {
      table: 'subscription_controls',
      key: ['subscription'],
      given: TABLES.subscription_controls,
      overwriteIf: sql`excluded.changed_at >= ${sql.ref('subscription_controls.changed_at')}`,
    }),
    controls: statement<Record<string, never>, Row<'subscription_controls'>>(() =>
      builder.selectFrom('subscription_controls').selectAll().orderBy('subscription'),
    ),
  };
}

export function operationLedger(dialect: SqlDialect, executor: Executor): OperationLedger {
  const statements = operationStatements(dialect);
  return {
    write: async (stored) => {
      const [written] = await executor.transact([statements.write.with([operationToRow(stored)])]);
      return written.length > 0;
    },
    get: async (id) => {
      const [row] = await executor.all(statements.get.with({ id }));
      return row === undefined ? null : operationFromRow(row);
    },
    open: async (subscription) => (await executor.all(statements.open.with({ subscription }))).map(operationFromRow),
    list: async (page) =>
      (await executor.all(statements.list.with({ limit: page.limit, offset: page.offset }))).map(
        (row) => operationFromRow(row).operation,
      ),
    control: async (control) => {
      await executor.transact([statements.control.with([controlToRow(control)])]);
    },
    controls: async () => (await executor.all(statements.controls.with({}))).map(controlFromRow),
  };
}

/** The row that follows the one with the mark: the mark grows by one with each write. */
function operationToRow({ operation, mark }: StoredOperation): Row<'operations'> {
  const { cursor, requestedBy, requestedAt, changedAt, ...rest } = operation;
  return {
    ...rest,
    position: cursor,
    requested_by: requestedBy,
    requested_at: requestedAt,
    changed_at: changedAt,
    mark: mark + 1,
  };
}

function operationFromRow(row: Row<'operations'>): StoredOperation {
  const { mark, position, requested_by, requested_at, changed_at, kind, status, ...rest } = row;
  const operation = {
    ...rest,
    kind: kind as Operation['kind'],
    status: status as OperationStatus,
    cursor: position,
    requestedBy: requested_by,
    requestedAt: requested_at,
    changedAt: changed_at,
  };
  return { operation, mark };
}

function controlToRow(control: SubscriptionControl): Row<'subscription_controls'> {
  return {
    subscription: control.subscription,
    paused: control.paused ? 1 : 0,
    reason: control.reason,
    changed_by: control.changedBy,
    changed_at: control.changedAt,
  };
}

function controlFromRow(row: Row<'subscription_controls'>): SubscriptionControl {
  return {
    subscription: row.subscription,
    paused: row.paused === 1,
    reason: row.reason,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
  };
}
