/**
 * The columns of every table, in both dialects. A question mark allows null. Whole numbers are `bigint` in SQL and never
 * pass 2^53; booleans are 0 and 1, so that the dialects need not differ.
 */
export const TABLES = {
  batches: {
    id: 'text',
    source: 'text',
    mode: 'text',
    status: 'text',
    opened_at: 'bigint',
    closed_at: 'bigint?',
    announced: 'bigint?',
    received: 'bigint',
    observed: 'bigint',
    unchanged: 'bigint',
    withdrawn: 'bigint',
    quarantined: 'bigint',
    absent: 'bigint',
    held_for: 'text?',
    drift: 'text',
    failure: 'text?',
  },
  batch_absences: { batch_id: 'text', reference: 'text' },
  quarantine: {
    id: 'text',
    batch_id: 'text',
    source: 'text',
    reference: 'text?',
    code: 'text',
    reason: 'text',
    stage: 'text',
    archive_hash: 'text?',
    at: 'bigint',
  },
  vacancies: {
    key: 'text',
    source: 'text',
    reference: 'text',
    origin_reference: 'text?',
    version: 'bigint',
    content_hash: 'text',
    live: 'bigint',
    offer_id: 'text',
    match_keys: 'text',
    batch_id: 'text',
    changed_at: 'bigint',
    content: 'text?',
  },
  offers: {
    id: 'text',
    version: 'bigint',
    fence: 'bigint',
    status: 'text',
    member_count: 'bigint',
    coding: 'text',
    primary_source: 'text?',
    primary_reference: 'text?',
    changed_at: 'bigint',
    content: 'text',
    contact: 'text?',
  },
  deliveries: {
    subscription: 'text',
    offer_id: 'text',
    state: 'text',
    revision: 'bigint',
    desired_hash: 'text?',
    offer_version: 'bigint',
    offer_fence: 'bigint',
    confirmed_revision: 'bigint?',
    confirmed_hash: 'text?',
    attempts: 'bigint',
    next_at: 'bigint',
    reason: 'text?',
    detail: 'text?',
    batch_id: 'text?',
    changed_at: 'bigint',
    mark: 'bigint',
  },
  attempts: {
    offer_id: 'text',
    id: 'text',
    subscription: 'text',
    revision: 'bigint',
    batch_id: 'text',
    channel: 'text',
    outcome: 'text',
    reason: 'text?',
    detail: 'text?',
    started_at: 'bigint',
    ended_at: 'bigint',
  },
  operations: {
    id: 'text',
    subscription: 'text',
    kind: 'text',
    status: 'text',
    request: 'text',
    position: 'text',
    looked: 'bigint',
    changed: 'bigint',
    report: 'text?',
    requested_by: 'text',
    requested_at: 'bigint',
    changed_at: 'bigint',
    mark: 'bigint',
  },
  subscription_controls: {
    subscription: 'text',
    paused: 'bigint',
    reason: 'text',
    changed_by: 'text',
    changed_at: 'bigint',
  },
  feed_entries: {
    subscription: 'text',
    position: 'bigint',
    offer_id: 'text',
    revision: 'bigint',
    content: 'text?',
    at: 'bigint',
  },
  feed_heads: { subscription: 'text', position: 'bigint' },
  feed_epochs: { name: 'text', epoch: 'text' },
  recoveries: { name: 'text', floor: 'bigint' },
  feed_readers: { subscription: 'text', acknowledged: 'bigint', settled: 'bigint' },
  tallies: { subject: 'text', a: 'text', b: 'text', c: 'text', slot: 'bigint', amount: 'bigint' },
} as const satisfies Record<string, Columns>;

export type ColumnType = 'text' | 'text?' | 'bigint' | 'bigint?';
export type Columns = Readonly<Record<string, ColumnType>>;
export type TableName = keyof typeof TABLES;

interface CellTypes {
  text: string;
  'text?': string | null;
  bigint: number;
  'bigint?': number | null;
}

/** The type of a column without the word on null. */
export function plainType(type: ColumnType): 'text' | 'bigint' {
  return type.startsWith('text') ? 'text' : 'bigint';
}

/** A row with these columns. */
export type RowOf<C extends Columns> = { -readonly [Name in keyof C]: CellTypes[C[Name]] };
export type Row<Table extends TableName> = RowOf<(typeof TABLES)[Table]>;
/** The tables as the query builder knows them. */
export type Tables = { [Table in TableName]: Row<Table> };

/** A value that SQL takes and gives. */
export type Cell = string | number | null;
