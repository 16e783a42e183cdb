import { Client, type ClientConfig, Pool, types } from 'pg';
import { sqlLedger } from '../ledger.ts';
import type { Ledger } from '../port.ts';
import { lastStepQuery, STEP_REGISTER, stepRegister, stepsAfter } from '../schema/migrations.ts';
import { givenText } from '../stored-text.ts';
import { postgresDialect } from './dialect.ts';
import { postgresExecutor } from './executor.ts';
import { postgresFailure } from './failures.ts';
import { type CheckedOptions, checkOptions, type PostgresLedgerOptions } from './options.ts';

/** Longer than the server's own limit: only for a server that has gone silent. */
const SILENCE_MS = 5_000;

/** None of the ledger's whole numbers passes 2^53. */
const PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [types.builtins.INT8, Number],
  [types.builtins.TEXT, givenText],
]);

/**
 * Every question of the ledger goes by an index. The planner is told so, because it counts in a table's past: one that was
 * empty a minute ago would be read from end to end, row by row, for each write. Nor may a plan outlive what it was made for.
 */
export const SESSION_OPTIONS = [
  'plan_cache_mode=force_custom_plan',
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'jit=off',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/**
 * Opens the ledger in PostgreSQL and makes or renews its tables; several processes may do so at once. Connections that
 * break later are replaced by themselves. It needs a session of the server for each connection: no pooler in
 * transaction mode between them.
 * @throws LEDGER_OPTIONS_INVALID, LEDGER_UNAVAILABLE, LEDGER_REFUSED, LEDGER_SCHEMA_NEWER
 */
export async function openPostgresLedger(options: PostgresLedgerOptions): Promise<Ledger> {
  const checked = checkOptions(options);
  const client = new Client(addressOf(checked));
  client.on('error', () => undefined);
  try {
    await client.connect();
    await migrate(client, checked.schema);
  } catch (error) {
    throw postgresFailure(error);
  } finally {
    await client.end();
  }
  return sqlLedger('postgres', postgresDialect(checked.schema), postgresExecutor(poolOf(checked)));
}

function addressOf({ url, host, port, database, user, password, ssl, connectTimeoutMs }: CheckedOptions): ClientConfig {
  const parts = { host, port, database, user, password };
  const given = Object.entries(url === undefined ? parts : { connectionString: url }).filter(
    ([, part]) => part !== undefined,
  );
  return {
    ...Object.fromEntries(given),
    ...(ssl === undefined ? {} : { ssl }),
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    application_name: 'relais',
  };
}

function poolOf(options: CheckedOptions): Pool {
  const pool = new Pool({
    ...addressOf(options),
    max: options.poolSize,
    statement_timeout: options.statementTimeoutMs,
    query_timeout: options.statementTimeoutMs + SILENCE_MS,
    idle_in_transaction_session_timeout: options.statementTimeoutMs,
    options: SESSION_OPTIONS,
    types: { getTypeParser: (id, format) => PARSERS.get(id) ?? types.getTypeParser(id, format) },
  });
  // A connection that breaks fails the query on it, or none: the pool makes another one. Unheard, the event would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Under a lock that ends with the transaction, so that of several processes one makes the tables and the others find them. */
async function migrate(client: Client, schema: string): Promise<void> {
  const dialect = postgresDialect(schema).schema;
  await client.query('begin');
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`relais ledger ${schema}`]);
  const found = await client.query<{ schema: string | null; register: string | null }>(
    'select to_regnamespace($1)::text as schema, to_regclass($2)::text as register',
    [schema, dialect.table(STEP_REGISTER)],
  );
  if (found.rows[0]?.schema == null) await client.query(`create schema ${schema}`);
  if (found.rows[0]?.register == null) await client.query(stepRegister(dialect));
  const last = await client.query<{ step: number }>(lastStepQuery(dialect));
  for (const statement of stepsAfter(last.rows[0]?.step ?? 0, dialect)) await client.query(statement);
  await client.query('commit');
}
