import { describeWith, describeWithOwn, freshDatabase } from '@relais/testkit';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { openPostgresLedger } from '../../src/index.ts';
import { aBatch, aDelivery, anAttempt, anOffer, aVacancy } from '../builders.ts';

async function administer(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

await describeWithOwn(['postgres'], 'a PostgreSQL that goes away', ({ postgres }) => {
  test('calls fail as unavailable while it is down, and the same ledger works again when it is back', async () => {
    const ledger = await openPostgresLedger({ url: postgres.url, connectTimeoutMs: 2_000 });
    await ledger.batches.put(aBatch());
    await postgres.kill();
    const down = { code: 'LEDGER_UNAVAILABLE', retriable: true };
    await expect(ledger.batches.get('batch-1')).rejects.toMatchObject(down);
    await expect(ledger.ping()).rejects.toMatchObject(down);
    await postgres.restart();
    expect(await ledger.batches.get('batch-1')).toEqual(aBatch());
    await ledger.close();
  });

  test('a transaction that loses its connection leaves nothing, and may be repeated', async () => {
    const ledger = await openPostgresLedger({ url: postgres.url, schema: 'broken', poolSize: 1 });
    const blocker = new Client({ connectionString: postgres.url });
    await blocker.connect();
    await blocker.query('begin; lock table broken.attempts in access exclusive mode');
    const change = { deliveries: [{ delivery: aDelivery(), mark: 0 }], attempts: [anAttempt()] };
    const writing = ledger.deliveries.apply(change).catch((error: unknown) => error);
    const waiting = "from pg_stat_activity where application_name = 'relais' and wait_event_type = 'Lock'";
    const ended = `select pg_terminate_backend(pid) ${waiting}`;
    await expect.poll(async () => (await administer(postgres.url, ended)).length).toBe(1);
    expect(await writing).toMatchObject({ code: 'LEDGER_UNAVAILABLE', retriable: true });
    await blocker.end();
    expect(await ledger.deliveries.counts()).toEqual([]);
    expect(await ledger.deliveries.apply(change)).toEqual({ conflicts: [] });
    await ledger.close();
  });
});

await describeWith(['postgres'], 'with PostgreSQL', ({ postgres }) => {
  test('a wrong password is refused and shown nowhere', async () => {
    const url = new URL(postgres.url);
    url.password = 's3cret-and-wrong';
    const error: unknown = await openPostgresLedger({ url: url.href }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'LEDGER_REFUSED', retriable: false });
    expect(`${String(error)} ${JSON.stringify(error)} ${String((error as Error).cause)}`).not.toContain('s3cret');
  });

  test('a statement that takes too long ends, and the connection goes on', async () => {
    const url = await freshDatabase(postgres);
    const ledger = await openPostgresLedger({ url, statementTimeoutMs: 200, poolSize: 1 });
    const blocker = new Client({ connectionString: url });
    await blocker.connect();
    await blocker.query('begin; lock table relais.batches in access exclusive mode');
    await expect(ledger.batches.put(aBatch())).rejects.toMatchObject({ code: 'LEDGER_TIMEOUT', retriable: true });
    await blocker.query('rollback');
    await blocker.end();
    await ledger.batches.put(aBatch());
    await ledger.close();
  });

  test('what is held up inside its transaction until its moment is past leaves nothing, and the ledger goes on', async () => {
    const url = await freshDatabase(postgres);
    const ledger = await openPostgresLedger({ url });
    const blocker = new Client({ connectionString: url });
    await blocker.connect();
    await blocker.query('begin; lock table relais.offers in exclusive mode');
    const until = (await ledger.now()) + 500;
    const writing = ledger.offers.apply({ vacancies: [aVacancy()], offers: [anOffer()], until });
    await expect.poll(async () => await ledger.now(), { timeout: 10_000 }).toBeGreaterThan(until);
    await blocker.query('rollback');
    expect(await writing).toBe(false);
    expect(await ledger.isEmpty()).toBe(true);
    await blocker.end();
    expect(await ledger.offers.apply({ vacancies: [aVacancy()], offers: [anOffer()] })).toBe(true);
    await ledger.close();
  });

  test('processes that start at the same time on an empty database make its tables once', async () => {
    const url = await freshDatabase(postgres);
    const ledgers = await Promise.all(Array.from({ length: 6 }, async () => await openPostgresLedger({ url })));
    await Promise.all(ledgers.map(async (ledger) => await ledger.close()));
    expect(await administer(url, 'select step from relais.schema_steps')).toEqual([{ step: 1 }, { step: 2 }]);
  });

  test('a schema that an administrator made is enough for a user who may not make one', async () => {
    const url = new URL(await freshDatabase(postgres));
    const user = `user_${url.pathname.slice(1)}`;
    const grants = `create role ${user} login password 'p'; create schema offers_ledger authorization ${user}`;
    await administer(url.href, grants);
    url.username = user;
    url.password = 'p';
    await expect(openPostgresLedger({ url: url.href })).rejects.toMatchObject({ code: 'LEDGER_REFUSED' });
    const ledger = await openPostgresLedger({ url: url.href, schema: 'offers_ledger' });
    await ledger.batches.put(aBatch());
    await ledger.close();
    await (await openPostgresLedger({ url: url.href, schema: 'offers_ledger' })).close();
  });

  test('a database of a later version is refused, with both schema numbers', async () => {
    const url = await freshDatabase(postgres);
    await (await openPostgresLedger({ url })).close();
    await administer(url, 'insert into relais.schema_steps (step) values (900)');
    await expect(openPostgresLedger({ url })).rejects.toMatchObject({
      code: 'LEDGER_SCHEMA_NEWER',
      details: { found: 900, known: 2 },
    });
  });
});
