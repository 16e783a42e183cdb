import type { SchemaDialect, Tally } from '../dialect.ts';

/** Schema 1: every table of the ledger. */
export function firstSchema(dialect: SchemaDialect): string[] {
  const tables = [
    ...intake(dialect),
    ...offers(dialect),
    ...deliveries(dialect),
    ...operations(dialect),
    ...feed(dialect),
    tallies(dialect),
  ];
  return [...tables, ...TALLIES.flatMap((tally) => dialect.tally(tally))];
}

function intake({ table, index, key, document, clustered }: SchemaDialect): string[] {
  return [
    `create table ${table('batches')} (
      id ${key} primary key, source ${key} not null, mode text not null, status text not null,
      opened_at bigint not null, closed_at bigint, announced bigint, received bigint not null,
      observed bigint not null, unchanged bigint not null, withdrawn bigint not null, quarantined bigint not null,
      absent bigint not null, held_for text, drift ${document} not null, failure text)`,
    `create index ${index('batches_newest')} on ${table('batches')} (opened_at, id)`,
    `create index ${index('batches_of_source')} on ${table('batches')} (source, opened_at, id)`,
    `create index ${index('batches_of_status')} on ${table('batches')} (status, opened_at, id)`,
    `create table ${table('batch_absences')} (
      batch_id ${key} not null, reference ${key} not null, primary key (batch_id, reference)) ${clustered}`,
    `create table ${table('quarantine')} (
      id ${key} primary key, batch_id ${key} not null, source ${key} not null, reference text, code text not null,
      reason text not null, stage text not null, archive_hash text, at bigint not null)`,
    `create index ${index('quarantine_newest')} on ${table('quarantine')} (at, id)`,
    `create index ${index('quarantine_of_batch')} on ${table('quarantine')} (batch_id, at, id)`,
    `create index ${index('quarantine_of_source')} on ${table('quarantine')} (source, at, id)`,
  ];
}

function offers({ table, index, key, document }: SchemaDialect): string[] {
  return [
    `create table ${table('vacancies')} (
      key ${key} primary key, source ${key} not null, reference ${key} not null, origin_reference ${key},
      version bigint not null, content_hash text not null, live smallint not null, offer_id ${key} not null,
      match_keys ${document} not null, batch_id text not null, changed_at bigint not null, content ${document})`,
    `create index ${index('vacancies_reference')} on ${table('vacancies')} (reference)`,
    `create index ${index('vacancies_origin')} on ${table('vacancies')} (origin_reference)
      where origin_reference is not null`,
    `create index ${index('vacancies_live')} on ${table('vacancies')} (offer_id) where live = 1`,
    `create table ${table('offers')} (
      id ${key} primary key, version bigint not null, fence bigint not null, status text not null,
      member_count bigint not null, coding text not null, primary_source text, primary_reference text,
      changed_at bigint not null, content ${document} not null, contact text)`,
    `create index ${index('offers_status')} on ${table('offers')} (status, id)`,
  ];
}

function deliveries({ table, index, key, clustered, churning }: SchemaDialect): string[] {
  return [
    `create table ${table('deliveries')} (
      subscription ${key} not null, offer_id ${key} not null, state text not null, revision bigint not null,
      desired_hash text, offer_version bigint not null, offer_fence bigint not null, confirmed_revision bigint,
      confirmed_hash text, attempts bigint not null, next_at bigint not null, reason text, detail text, batch_id ${key},
      changed_at bigint not null, mark bigint not null, primary key (subscription, offer_id)) ${churning}`,
    `create index ${index('deliveries_pending')} on ${table('deliveries')} (subscription, state, next_at)
      where state = 'due' or state = 'awaiting'`,
    `create table ${table('attempts')} (
      offer_id ${key} not null, id ${key} not null, subscription text not null, revision bigint not null,
      batch_id text not null, channel text not null, outcome text not null, reason text, detail text,
      started_at bigint not null, ended_at bigint not null, primary key (offer_id, id)) ${clustered}`,
  ];
}

function operations({ table, index, key, document }: SchemaDialect): string[] {
  return [
    `create table ${table('operations')} (
      id ${key} primary key, subscription ${key} not null, kind text not null, status text not null,
      request ${document} not null, position ${key} not null, looked bigint not null, changed bigint not null,
      report ${document}, requested_by text not null, requested_at bigint not null, changed_at bigint not null,
      mark bigint not null)`,
    `create index ${index('operations_open')} on ${table('operations')} (subscription, requested_at, id)
      where status in ('waiting', 'running')`,
    `create index ${index('operations_newest')} on ${table('operations')} (requested_at, id)`,
    `create table ${table('subscription_controls')} (
      subscription ${key} primary key, paused smallint not null, reason text not null, changed_by text not null,
      changed_at bigint not null)`,
  ];
}

function feed({ table, index, key, busy }: SchemaDialect): string[] {
  return [
    `create table ${table('feed_entries')} (
      subscription ${key} not null, position bigint not null, offer_id ${key} not null, revision bigint not null,
      content text, at bigint not null, primary key (subscription, position))`,
    `create unique index ${index('feed_entries_of_offer')} on ${table('feed_entries')} (subscription, offer_id)`,
    `create table ${table('feed_heads')} (subscription ${key} primary key, position bigint not null) ${busy}`,
    `create table ${table('feed_epochs')} (name ${key} primary key, epoch text not null)`,
    `create table ${table('feed_readers')} (
      subscription ${key} primary key, acknowledged bigint not null, settled bigint not null) ${busy}`,
  ];
}

function tallies({ table, key, busy }: SchemaDialect): string {
  return `create table ${table('tallies')} (
    subject ${key} not null, a ${key} not null, b ${key} not null, c ${key} not null, slot bigint not null,
    amount bigint not null, primary key (subject, a, b, c, slot)) ${busy}`;
}

const TALLIES: readonly Tally[] = [
  {
    subject: 'delivery',
    table: 'deliveries',
    properties: (row) => [`${row}.subscription`, `${row}.state`, `coalesce(${row}.reason, '')`],
  },
  {
    subject: 'offer',
    table: 'offers',
    properties: (row) => [
      `${row}.status`,
      `${row}.coding`,
      `case when ${row}.member_count > 1 then 'several' else '' end`,
    ],
  },
  {
    subject: 'vacancy',
    table: 'vacancies',
    properties: (row) => [`case when ${row}.live = 1 then 'live' else 'gone' end`, `''`, `''`],
  },
];
