import { describeWith, freshDatabase } from '@relais/testkit';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { openPostgresLedger } from '../../src/index.ts';
import { binaryArray } from '../../src/postgres/binary-array.ts';
import { postgresDialect } from '../../src/postgres/dialect.ts';
import { SESSION_OPTIONS } from '../../src/postgres/open.ts';
import { Placeholder } from '../../src/statement.ts';
import { type AnyStatement, allStatements, SMALL_TABLES } from '../statements.ts';

const ROWS = 20_000;

/** Rows enough that reading all of a table is never the cheapest way to a few of them. */
const FILL = `
  insert into relais.deliveries
    select 'sub-' || n % 5, 'of_' || n, (array['due', 'awaiting', 'confirmed', 'confirmed'])[n % 4 + 1], 1, 'h', 1, 1,
      null, null, 0, n, null, null, 'batch-' || n / 100, n, 1 from generate_series(1, ${ROWS}) n;
  insert into relais.attempts
    select 'of_' || n, 'attempt-' || n, 'sub-1', 1, 'b', 'webhook', 'accepted', null, null, n, n from generate_series(1, ${ROWS}) n;
  insert into relais.vacancies
    select 'vdab:' || n, 'vdab', n::text, 'o' || n, 1, 'c', 1, 'of_' || n, '[]', 'b', n, '{}' from generate_series(1, ${ROWS}) n;
  insert into relais.offers
    select 'of_' || n, 1, 1, (array['open', 'closed'])[n % 2 + 1], 1, 'automatic', 'vdab', n::text, n, '{}', null
    from generate_series(1, ${ROWS}) n;
  insert into relais.feed_entries
    select 'sub-' || n % 5, n, 'of_' || n, 1, null, n from generate_series(1, ${ROWS}) n;
  insert into relais.feed_heads select 'sub-' || n, ${ROWS} from generate_series(0, 4) n;
  insert into relais.feed_readers select 'sub-' || n, 10000, 9000 from generate_series(0, 4) n;
  insert into relais.batches
    select 'batch-' || n, 'vdab', 'delta', 'closed', n, n, 1, 1, 1, 0, 0, 0, 0, null, '[]', null from generate_series(1, ${ROWS}) n;
  insert into relais.batch_absences select 'batch-' || n % 5, 'r' || n from generate_series(1, ${ROWS}) n;
  insert into relais.quarantine
    select 'q-' || n, 'batch-' || n / 100, 'vdab', null, 'C', 'r', 'parse', null, n from generate_series(1, ${ROWS}) n;
  analyze`;

const GIVEN: Readonly<Record<string, string | number>> = {
  subscription: 'sub-1',
  now: 500,
  limit: 100,
  offset: 0,
  position: 15_000,
  batchId: 'batch-7',
  offerId: 'of_77',
  after: 'of_5',
  text: '77',
  id: 'batch-7',
  source: 'vdab',
  status: 'open',
};

await describeWith(['postgres'], 'with PostgreSQL', ({ postgres }) => {
  test('no question that is asked while offers flow reads the whole of a large table', async () => {
    const url = await freshDatabase(postgres);
    await (await openPostgresLedger({ url })).close();
    const client = new Client({ connectionString: url, options: SESSION_OPTIONS });
    await client.connect();
    await client.query(FILL);
    const whole: string[] = [];
    const indexes = new Map<string, readonly string[]>();
    for (const [name, statement] of allStatements(postgresDialect('relais'))) {
      const plan = await planOf(client, statement);
      whole.push(...wholeTables(plan).map((table) => `${name}: ${table}`));
      indexes.set(name, indexesOf(plan));
    }
    await client.end();
    expect(whole).toEqual([]);
    expect(indexes.get('deliveries.due')).toEqual(['deliveries_pending']);
    expect(indexes.get('deliveries.overdue')).toEqual(['deliveries_pending']);
    expect(indexes.get('deliveries.scan')).toEqual(['deliveries_pkey']);
    expect(indexes.get('offers.scanOfStatus')).toEqual(['offers_status']);
    expect(indexes.get('batches.held')).toEqual(['batches_of_status']);
    expect(indexes.get('feed.after')).toEqual(['feed_entries_pkey']);
  });
});

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly Plan[];
}

async function planOf(client: Client, statement: AnyStatement): Promise<Plan> {
  const values = statement.slots.map((slot) => (slot instanceof Placeholder ? exampleOf(slot) : slot));
  const { rows } = await client.query<{ 'QUERY PLAN': readonly [{ Plan: Plan }] }>({
    text: `explain (format json) ${statement.text}`,
    values,
  });
  const plan = rows[0]?.['QUERY PLAN'][0].Plan;
  if (plan === undefined) throw new Error('the server gave no plan');
  return plan;
}

/** 500 rows, as a busy process writes and reads them. */
function exampleOf({ name, column }: Placeholder): unknown {
  if (column === null) return GIVEN[name];
  const cells = Array.from({ length: 500 }, (_, index) => (column === 'text' ? `of_${index}` : index));
  return binaryArray(column, cells);
}

/** Tables that are read from end to end: row after row, or by an index without a condition that no limit stops. */
function wholeTables(plan: Plan, limited = false): string[] {
  const table = plan['Relation Name'] ?? plan['Index Name'];
  const kind = plan['Node Type'];
  const unguided =
    kind.includes('Index') && plan['Index Cond'] === undefined && !limited && kind !== 'Bitmap Heap Scan';
  const own = table !== undefined && !SMALL_TABLES.includes(table) && (kind === 'Seq Scan' || unguided) ? [table] : [];
  return [...own, ...(plan.Plans ?? []).flatMap((part) => wholeTables(part, limited || kind === 'Limit'))];
}

function indexesOf(plan: Plan): string[] {
  const own = plan['Index Name'];
  return [...(own === undefined ? [] : [own]), ...(plan.Plans ?? []).flatMap(indexesOf)];
}
