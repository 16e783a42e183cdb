import type { Offer } from '@relais/vacancy';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { SqlDialect } from '../dialect.ts';
import { type NoValues, rowsStatement, statement } from '../statement.ts';
import { type Row, TABLES } from '../tables.ts';
import { upsert } from './upsert.ts';

type OfferRow = Pick<Row<'offers'>, 'id' | 'content' | 'contact'>;

export function vacancyStatements(dialect: SqlDialect) {
  const { builder } = dialect;
  const vacancies = sql.table('vacancies');
  return {
    write: upsert(dialect, {
      table: 'vacancies',
      key: ['key'],
      given: TABLES.vacancies,
      overwriteIf: vacancyIsNews(),
    }),
    get: rowsStatement<{ key: string }, Row<'vacancies'>>(
      sql<Row<'vacancies'>>`
        select v.* from ${dialect.rows({ key: 'text' })} cross join ${vacancies} as v where v.key = r.key`.compile(
        builder,
      ),
    ),
    membersOf: rowsStatement<{ id: string }, Row<'vacancies'>>(
      sql<Row<'vacancies'>>`
        select v.* from ${dialect.rows({ id: 'text' })} cross join ${vacancies} as v
        where v.offer_id = r.id and v.live = 1 order by v.offer_id, v.key`.compile(builder),
    ),
    find: statement<{ text: string; limit: number }, Row<'vacancies'>>((value) =>
      builder
        .selectFrom('vacancies')
        .selectAll()
        .where((where) =>
          where.or(
            (['reference', 'origin_reference', 'key'] as const).map((column) => where(column, '=', value('text'))),
          ),
        )
        .orderBy('key')
        .limit(value('limit')),
    ),
  };
}

/** A higher version, or another standing at the same version: the log has the two in the order in which they count. */
function vacancyIsNews(): RawBuilder<SqlBool> {
  const standing = ['content_hash', 'live', 'offer_id', 'match_keys', 'batch_id', 'changed_at'];
  const [before, after] = ['vacancies', 'excluded'].map((row) =>
    sql.join(standing.map((name) => sql.ref(`${row}.${name}`))),
  );
  const [known, given] = [sql.ref('vacancies.version'), sql.ref('excluded.version')];
  return sql`${given} > ${known} or (${given} = ${known} and (${after}) <> (${before}))`;
}

export function offerStatements(dialect: SqlDialect) {
  const { builder } = dialect;
  const page = builder.selectFrom('offers').select(['id', 'content', 'contact']).orderBy('id');
  const [version, fence] = [sql.ref('offers.version'), sql.ref('offers.fence')];
  return {
    write: upsert(dialect, {
      table: 'offers',
      key: ['id'],
      given: TABLES.offers,
      overwriteIf: sql`(excluded.version, excluded.fence) > (${version}, ${fence})`,
    }),
    get: rowsStatement<{ id: string }, OfferRow>(
      sql<OfferRow>`
        select o.id, o.content, o.contact from ${dialect.rows({ id: 'text' })}
        cross join ${sql.table('offers')} as o where o.id = r.id`.compile(builder),
    ),
    versions: rowsStatement<{ id: string }, Pick<Row<'offers'>, 'id' | 'version'>>(
      sql<Pick<Row<'offers'>, 'id' | 'version'>>`
        select o.id, o.version from ${dialect.rows({ id: 'text' })}
        cross join ${sql.table('offers')} as o where o.id = r.id`.compile(builder),
    ),
    scan: statement<{ after: string; limit: number }, OfferRow>((value) =>
      page.where('id', '>', value('after')).limit(value('limit')),
    ),
    scanOfStatus: statement<{ status: Offer['status']; after: string; limit: number }, OfferRow>((value) =>
      page.where('status', '=', value('status')).where('id', '>', value('after')).limit(value('limit')),
    ),
    /** Properties as the tallies of offers and vacancies have them. */
    statistics: statement<NoValues, Pick<Row<'tallies'>, 'subject' | 'a' | 'b' | 'c'> & { count: number }>(() =>
      builder
        .selectFrom('tallies')
        .select(['subject', 'a', 'b', 'c', sql<number>`cast(sum(amount) as bigint)`.as('count')])
        .where('subject', 'in', ['offer', 'vacancy'])
        .groupBy(['subject', 'a', 'b', 'c']),
    ),
  };
}
