import { type SqlBool, sql } from 'kysely';
import type { SqlDialect } from '../dialect.ts';
import { type NoValues, type PlaceOf, rowsStatement, type Statement, statement, writeStatement } from '../statement.ts';
import { type Row, TABLES } from '../tables.ts';
import type { AddressRow } from './delivery-rows.ts';
import { upsert } from './upsert.ts';

interface Tallied {
  a: string;
  b: string;
  c: string;
  count: number;
}

export function deliveryStatements(dialect: SqlDialect) {
  return { ...byAddress(dialect), ...pending(dialect), ...listed(dialect) };
}

function byAddress(dialect: SqlDialect) {
  const deliveries = sql`${sql.table('deliveries')} as d`;
  const atAddress = sql`d.subscription = r.subscription and d.offer_id = r.offer_id`;
  return {
    get: rowsStatement<AddressRow, Row<'deliveries'>>(
      sql<Row<'deliveries'>>`
        select d.* from ${dialect.rows({ subscription: 'text', offer_id: 'text' })}
        cross join ${deliveries} where ${atAddress}`.compile(dialect.builder),
    ),
    found: upsert(dialect, { table: 'deliveries', key: ADDRESS, given: TABLES.deliveries }),
    follow: followed(dialect),
    addAttempts: upsert(dialect, { table: 'attempts', key: ['offer_id', 'id'], given: TABLES.attempts }),
  };
}

const ADDRESS = ['subscription', 'offer_id'] as const;

/** Writes rows over those whose marks they follow. */
function followed(dialect: SqlDialect): Statement<readonly Row<'deliveries'>[], AddressRow> {
  const cell = (name: keyof Row<'deliveries'>) => dialect.cell(name);
  const at = (name: keyof Row<'deliveries'>) => sql.ref(`deliveries.${name}`);
  const columns = Object.keys(TABLES.deliveries) as (keyof Row<'deliveries'>)[];
  const changes = columns.filter((name) => !(ADDRESS as readonly string[]).includes(name));
  return writeStatement(
    sql<AddressRow>`
      update ${sql.table('deliveries')} set ${sql.join(changes.map((name) => sql`${sql.id(name)} = ${cell(name)}`))}
      ${dialect.beside(TABLES.deliveries)}
      where ${at('subscription')} = ${cell('subscription')} and ${at('offer_id')} = ${cell('offer_id')}
        and ${at('mark')} = ${cell('mark')} - 1
      ${dialect.written('deliveries', ADDRESS)}`.compile(dialect.builder),
  );
}

/** The state is part of each text: only so does the partial index of what is pending serve. */
function pending({ builder }: SqlDialect) {
  const inState = (state: 'due' | 'awaiting', value: PlaceOf<{ subscription: string }>) =>
    builder
      .selectFrom('deliveries')
      .where('subscription', '=', value('subscription'))
      .where('state', '=', sql.lit(state))
      .orderBy('next_at');
  const until = (state: 'due' | 'awaiting') =>
    statement<{ subscription: string; now: number; limit: number }, Row<'deliveries'>>((value) =>
      inState(state, value).selectAll().where('next_at', '<=', value('now')).limit(value('limit')),
    );
  return { due: until('due'), overdue: until('awaiting') };
}

function listed({ builder }: SqlDialect) {
  const deliveries = builder.selectFrom('deliveries').selectAll();
  const attempts = builder.selectFrom('attempts');
  return {
    // The tallies know every subscription: an index by offer alone would cost each write more than this question.
    ofOffer: statement<{ offerId: string }, Row<'deliveries'>>((value) =>
      deliveries
        .where('offer_id', '=', value('offerId'))
        .where('subscription', 'in', builder.selectFrom('tallies').select('a').where('subject', '=', 'delivery'))
        .orderBy('subscription'),
    ),
    attemptsOf: statement<{ offerId: string; limit: number }, Row<'attempts'>>((value) =>
      attempts
        .selectAll()
        .where('offer_id', '=', value('offerId'))
        .orderBy('started_at', 'desc')
        .orderBy('id', 'desc')
        .limit(value('limit')),
    ),
    countAttempts: statement<{ offerId: string }, { count: number }>((value) =>
      attempts.select(sql<number>`count(*)`.as('count')).where('offer_id', '=', value('offerId')),
    ),
    scan: statement<{ subscription: string; after: string; limit: number }, Row<'deliveries'>>((value) =>
      deliveries
        .where('subscription', '=', value('subscription'))
        .where('offer_id', '>', value('after'))
        .orderBy('offer_id')
        .limit(value('limit')),
    ),
    counts: statement<NoValues, Tallied>(() =>
      builder
        .selectFrom('tallies')
        .select(['a', 'b', 'c', sql<number>`cast(sum(amount) as bigint)`.as('count')])
        .where('subject', '=', 'delivery')
        .groupBy(['a', 'b', 'c'])
        .having(sql<SqlBool>`sum(amount) <> 0`)
        .orderBy('a')
        .orderBy('b')
        .orderBy('c'),
    ),
  };
}
