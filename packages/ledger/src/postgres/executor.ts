import { randomInt } from 'node:crypto';
import { RelaisError, sleep } from '@relais/runtime';
import type { Pool, PoolClient, QueryResultRow } from 'pg';
import type { Executor } from '../executor.ts';
import { cellOf, isEmpty, Placeholder, type Query, takesRows } from '../statement.ts';
import { storedText } from '../stored-text.ts';
import type { Cell } from '../tables.ts';
import { binaryArray } from './binary-array.ts';
import { postgresFailure } from './failures.ts';

const TRIES = 4;
/** Of no class that the server uses. */
const TOO_LATE = 'RL001';
const NOW = 'extract(epoch from clock_timestamp()) * 1000';

/** Runs queries on a pool, a transaction on one connection of it. A connection that fails is replaced by a new one. */
export function postgresExecutor(pool: Pool): Executor {
  let closing: Promise<void> | undefined;
  return {
    all: async (query) => (isEmpty(query) ? [] : await patiently(async () => await rowsOf(pool, query))),
    transact: async (queries) => (await patiently(async () => await transaction(pool, queries))) as never,
    transactBefore: async (until, queries) => await patiently(async () => await inTime(pool, until, queries)),
    now: async () => await patiently(async () => await clockOf(pool)),
    close: async () => {
      closing ??= pool.end();
      await closing;
    },
  };
}

async function transaction(pool: Pool, queries: readonly Query<unknown>[]): Promise<readonly (readonly unknown[])[]> {
  const asked = queries.filter((query) => !isEmpty(query));
  const [only] = asked;
  if (only === undefined) return queries.map(() => []);
  if (asked.length === 1) {
    const rows = await rowsOf(pool, only);
    return queries.map((query) => (query === only ? rows : []));
  }
  return await whole(pool, queries, 'commit');
}

async function whole(
  pool: Pool,
  queries: readonly Query<unknown>[],
  commit: string,
): Promise<readonly (readonly unknown[])[]> {
  return await withClient(pool, async (client) => {
    await client.query('begin');
    const results: (readonly unknown[])[] = [];
    for (const query of queries) results.push(isEmpty(query) ? [] : await rowsOf(client, query));
    await client.query(commit);
    return results;
  });
}

/** The server looks at its clock and commits in one step: between the two, no process can stand still. */
async function inTime(pool: Pool, until: number, queries: readonly Query<unknown>[]): Promise<boolean> {
  const isLate = `${NOW} >= ${Math.round(until)}`;
  const refused = `do $$ begin if ${isLate} then raise exception using errcode = '${TOO_LATE}'; end if; end $$`;
  try {
    await whole(pool, queries, `${refused}; commit`);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === TOO_LATE) return false;
    throw error;
  }
}

async function clockOf(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ now: number }>(`select floor(${NOW})::bigint as now`);
  return rows[0]?.now ?? 0;
}

/** A client that failed in a transaction is closed, not given back: the server then undoes what was open. */
async function withClient<Result>(pool: Pool, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    const result = await work(client);
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function rowsOf<Row>(database: Pool | PoolClient, { statement, input }: Query<Row>): Promise<readonly Row[]> {
  const values = statement.slots.map((slot) => (slot instanceof Placeholder ? valueOf(slot, input) : slot));
  const { rows } = await database.query<QueryResultRow>({ name: statement.name, text: statement.text, values });
  return rows as Row[];
}

function valueOf({ name, column }: Placeholder, input: Query<unknown>['input']): Cell | Buffer {
  if (takesRows(input)) {
    const cells = input.map((row) => cellOf(row, name));
    return binaryArray(column ?? 'text', cells);
  }
  const value = cellOf(input, name);
  return typeof value === 'string' ? storedText(value) : value;
}

/** Again, a moment later, when others were in the way: a deadlock undoes the whole transaction of the one it picks. */
async function patiently<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      const failure = postgresFailure(error);
      const busy = failure instanceof RelaisError && failure.code === 'LEDGER_BUSY';
      if (!busy || tried === TRIES) throw failure;
      await sleep(randomInt(5, 25 * tried));
    }
  }
}
