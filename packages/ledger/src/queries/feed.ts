import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { SqlDialect } from '../dialect.ts';
import type { Executor } from '../executor.ts';
import type { FeedEntry, FeedLedger } from '../port.ts';
import { type NoValues, rowsStatement, statement } from '../statement.ts';
import { type Row, TABLES } from '../tables.ts';
import type { AddressRow } from './delivery-rows.ts';
import { onePerKey } from './one-per-key.ts';
import { upsert } from './upsert.ts';

const { position: _, ...placed } = TABLES.feed_entries;
/** A row to append has no position yet, but a distance: how far it will lie behind the head. */
const APPENDED = { ...placed, back: 'bigint' } as const;

/**
 * Positions come from one row a subscription, whose lock is held to the end of the transaction: appenders of a
 * subscription follow one another, so no position is seen before a lower one.
 */
export function feedStatements(dialect: SqlDialect) {
  return { ...entryStatements(dialect), ...epochStatements(dialect), ...readerStatements(dialect) };
}

function entryStatements(dialect: SqlDialect) {
  const { builder } = dialect;
  const head = headOf(dialect);
  const entries = builder.selectFrom('feed_entries').selectAll().orderBy('position');
  return {
    advance: upsert(dialect, {
      table: 'feed_heads',
      key: ['subscription'],
      given: TABLES.feed_heads,
      overwriteIf: sql`true`,
      merged: { position: sql`${sql.ref('feed_heads.position')} + excluded.position` },
    }),
    append: upsert(dialect, {
      table: 'feed_entries',
      key: ['subscription', 'offer_id'],
      given: APPENDED,
      computed: { position: sql`${head} - ${dialect.cell('back')}` },
      overwriteIf: sql`excluded.revision > ${sql.ref('feed_entries.revision')}`,
    }),
    after: statement<{ subscription: string; position: number; limit: number }, Row<'feed_entries'>>((value) =>
      entries
        .where('subscription', '=', value('subscription'))
        .where('position', '>', value('position'))
        .limit(value('limit')),
    ),
    latest: rowsStatement<AddressRow, Row<'feed_entries'>>(
      sql<Row<'feed_entries'>>`
        select e.* from ${dialect.rows({ subscription: 'text', offer_id: 'text' })}
        cross join ${sql.table('feed_entries')} as e
        where e.subscription = r.subscription and e.offer_id = r.offer_id`.compile(builder),
    ),
  };
}

function epochStatements(dialect: SqlDialect) {
  return {
    foundEpoch: upsert(dialect, { table: 'feed_epochs', key: ['name'], given: TABLES.feed_epochs }),
    epoch: statement<NoValues, Row<'feed_epochs'>>(() =>
      dialect.builder.selectFrom('feed_epochs').selectAll().limit(1),
    ),
  };
}

function readerStatements(dialect: SqlDialect) {
  const { builder } = dialect;
  const acknowledged = sql.ref<number>('feed_readers.acknowledged');
  const head = headOf(dialect);
  return {
    // A reader cannot have what was never there, whatever position it names.
    acknowledge: upsert(dialect, {
      table: 'feed_readers',
      key: ['subscription'],
      given: TABLES.feed_readers,
      computed: { acknowledged: lesser(dialect.cell('acknowledged'), sql`coalesce(${head}, 0)`) },
      overwriteIf: sql`excluded.acknowledged > ${acknowledged}`,
      merged: { settled: sql.ref('feed_readers.settled') },
    }),
    unsettled: statement<{ subscription: string; limit: number }, Row<'feed_entries'>>((value) =>
      builder
        .selectFrom('feed_readers as reader')
        .innerJoin('feed_entries as entry', (join) =>
          join
            .onRef('entry.subscription', '=', 'reader.subscription')
            .onRef('entry.position', '>', 'reader.settled')
            .onRef('entry.position', '<=', 'reader.acknowledged'),
        )
        .where('reader.subscription', '=', value('subscription'))
        .selectAll('entry')
        .orderBy('entry.position')
        .limit(value('limit')),
    ),
    settle: statement<{ subscription: string; position: number }, unknown>((value) =>
      builder
        .updateTable('feed_readers')
        .set({ settled: lesser(value('position'), acknowledged) })
        .where('subscription', '=', value('subscription'))
        .where('settled', '<', value('position')),
    ),
  };
}

/** The position of the newest entry of the subscription of a row given. */
function headOf(dialect: SqlDialect): RawBuilder<number> {
  const heads = sql`${sql.table('feed_heads')} as h`;
  return sql<number>`(select h.position from ${heads} where h.subscription = ${dialect.cell('subscription')})`;
}

function lesser(one: RawBuilder<unknown>, other: RawBuilder<unknown>): RawBuilder<number> {
  return sql`case when ${one} < ${other} then ${one} else ${other} end`;
}

export function feedLedger(dialect: SqlDialect, executor: Executor): FeedLedger {
  const statements = feedStatements(dialect);
  return {
    append: async (subscription, entries) => {
      const newest = new Set(
        onePerKey(
          entries,
          ({ offerId }) => offerId,
          (later, earlier) => later.revision > earlier.revision,
        ),
      );
      const kept = entries.filter((entry) => newest.has(entry));
      if (kept.length === 0) return;
      await executor.transact([
        statements.advance.with([{ subscription, position: kept.length }]),
        statements.append.with(kept.map((entry, index) => toRow(subscription, entry, kept.length - 1 - index))),
      ]);
    },
    after: async (subscription, position, limit) =>
      (await executor.all(statements.after.with({ subscription, position, limit }))).map(fromRow),
    latest: async (subscription, offerIds) => {
      const rows = [...new Set(offerIds)].map((offerId) => ({ subscription, offer_id: offerId }));
      return (await executor.all(statements.latest.with(rows))).map(fromRow);
    },
    epoch: async () => {
      const [known] = await executor.all(statements.epoch.with({}));
      if (known !== undefined) return known.epoch;
      // Of several who found it at once, the first one's name stays.
      await executor.transact([statements.foundEpoch.with([{ name: 'feeds', epoch: randomUUID() }])]);
      const [founded] = await executor.all(statements.epoch.with({}));
      if (founded === undefined) throw new TypeError('the epoch was written and is not there');
      return founded.epoch;
    },
    acknowledge: async (subscription, position) => {
      await executor.transact([statements.acknowledge.with([{ subscription, acknowledged: position, settled: 0 }])]);
    },
    unsettled: async (subscription, limit) =>
      (await executor.all(statements.unsettled.with({ subscription, limit }))).map(fromRow),
    settle: async (subscription, position) => {
      await executor.transact([statements.settle.with({ subscription, position })]);
    },
  };
}

function toRow(subscription: string, { offerId, ...entry }: Omit<FeedEntry, 'position'>, back: number) {
  return { ...entry, subscription, offer_id: offerId, back };
}

function fromRow({ offer_id, position, revision, content, at }: Row<'feed_entries'>): FeedEntry {
  return { position, offerId: offer_id, revision, content, at };
}
