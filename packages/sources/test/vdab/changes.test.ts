import { afterEach, describe, expect, test } from 'vitest';
import { openVdab } from '../../src/vdab/runs.ts';
import { patientHttp, settingsOf } from '../simulated.ts';
import { ofKind, readAll, readRun, referencesOf, type TestContext, testContext } from '../test-context.ts';
import { type TinyAnswer, type TinyServer, tinyServer } from '../tiny-server.ts';
import { vacancyV4 } from './builders.ts';

let server: TinyServer;
afterEach(async () => await server.close());

const now = Date.parse('2026-02-13T12:00:00.000Z');
const cursor = JSON.stringify({ until: '2026-02-13T11:00:00.000Z' });

interface Row {
  readonly reference: string;
  readonly version?: number;
}

interface Service {
  bulk?: readonly Row[] | TinyAnswer;
  initial?: readonly Row[] | TinyAnswer;
  detail?(reference: string): TinyAnswer;
}

function listOf(rows: readonly Row[] | TinyAnswer | undefined, query: URLSearchParams): TinyAnswer {
  if (!Array.isArray(rows)) return (rows as TinyAnswer | undefined) ?? { status: 404 };
  const from = Number(query.get('vanaf'));
  const resultaten = rows.slice(from, from + Number(query.get('aantal'))).map(({ reference, version }: Row) => ({
    vacatureReferentie: { interneReferentie: reference },
    status: 'GEPUBLICEERD',
    ...(version === undefined ? {} : { versie: version }),
  }));
  return { json: { totaalAantalResultaten: rows.length, resultaten } };
}

/** A service without a call for lists of details. */
async function open(given: Service, settings: object = {}) {
  server = await tinyServer(({ method, path, query }) => {
    if (path === '/vacatures/bulk') return listOf(given.bulk, query);
    if (path === '/vacatures/initial') return listOf(given.initial, query);
    if (method === 'POST') return { status: 405 };
    const reference = path.split('/').at(-1) ?? '';
    const vacatureReferentie = { interneReferentie: reference };
    return given.detail?.(reference) ?? { json: vacancyV4({ vacatureReferentie }) };
  });
  const http = { ...patientHttp, attempts: 2, backoffMs: 1 };
  const context = testContext({ now: () => now });
  const checked = settingsOf('vdab', { baseUrl: server.url, http, ...settings });
  return { context, open: (around: TestContext = context) => openVdab('vdab', checked, around) };
}

const detailCalls = () => server.requests.filter(({ path }) => /\/vacatures(?:\/r\d+)?$/.test(path));

function remembering(context: TestContext, versions: Readonly<Record<string, string>>) {
  for (const reference of Object.keys(versions)) context.live.add(reference);
  const knownVersions = (references: readonly string[]) =>
    Promise.resolve(
      new Map(references.flatMap((one) => (one in versions ? [[one, versions[one] ?? ''] as const] : []))),
    );
  return { ...context, knownVersions };
}

describe('the version of a vacancy', () => {
  const rows = [
    { reference: 'r1', version: 3 },
    { reference: 'r2', version: 4 },
    { reference: 'r3' },
    { reference: 'r4', version: 1 },
  ];

  test('decides in a snapshot whether a known vacancy is read again', async () => {
    const { context, open: opened } = await open({ initial: rows, bulk: [] });
    const around = remembering(context, { r1: '3', r2: '3', r3: '9' });
    const { runs } = await readAll(opened(around), 'round', cursor);
    expect(referencesOf(ofKind(runs[1]?.items ?? [], 'present'))).toEqual(['r1', 'r3']);
    expect(referencesOf(ofKind(runs[1]?.items ?? [], 'vacancy'))).toEqual(['r2', 'r4']);
  });

  test('spares what is unchanged from being read again after a gap that bulk does not reach over', async () => {
    const { context, open: opened } = await open({ initial: rows });
    const { runs } = await readAll(opened(remembering(context, { r1: '3', r2: '3', r3: '9' })), 'round', null);
    expect(referencesOf(ofKind(runs[0]?.items ?? [], 'present'))).toEqual(['r1']);
    expect(referencesOf(ofKind(runs[0]?.items ?? [], 'vacancy'))).toEqual(['r2', 'r3', 'r4']);
  });

  test('tells touched from changed: of 60,000 vacancies that a window names the changed ones alone are read', async () => {
    const many = Array.from({ length: 60_000 }, (_, number) => ({
      reference: `r${number}`,
      version: number === 7 ? 2 : 1,
    }));
    const { context, open: opened } = await open({ bulk: many });
    const around = remembering(context, Object.fromEntries(many.map(({ reference }) => [reference, '1'])));
    const { runs } = await readAll(opened(around), 'changes', cursor);
    expect(ofKind(runs[0]?.items ?? [], 'present').length).toBe(59_999);
    expect(referencesOf(ofKind(runs[0]?.items ?? [], 'vacancy'))).toEqual(['r7']);
    expect(context.buckets.filter((bucket) => bucket === 'vdab:bulk').length).toBe(30);
  });

  test('that nobody remembers, or that no row gives, lets everything that a window names be read', async () => {
    const { open: opened } = await open({ bulk: rows });
    const { runs } = await readAll(opened(), 'changes', cursor);
    expect(referencesOf(ofKind(runs[0]?.items ?? [], 'vacancy'))).toEqual(['r1', 'r2', 'r3', 'r4']);
  });
});

test('an unchanged snapshot of 208,000 references costs its 104 pages and no detail', async () => {
  const many = Array.from({ length: 208_000 }, (_, number) => ({ reference: `r${number}`, version: 1 }));
  const { context, open: opened } = await open({ initial: many, bulk: [] });
  const versions = { get: () => '1' } as unknown as ReadonlyMap<string, string>;
  const known = () => Promise.resolve(new Set<string>());
  let present = 0;
  const adapter = opened({ ...context, known, knownVersions: () => Promise.resolve(versions) });
  for await (const run of adapter.runs({ scope: 'round', cursor, signal: new AbortController().signal })) {
    for await (const { items } of run.pages(new AbortController().signal)) present += ofKind(items, 'present').length;
    expect(run.end().complete).toBe(run.mode === 'snapshot');
  }
  expect([present, server.requests.length]).toEqual([208_000, 105]);
});

describe('details that the service does not serve', () => {
  const detail = (reference: string): TinyAnswer =>
    reference === 'r2'
      ? { status: 500 }
      : { json: vacancyV4({ vacatureReferentie: { interneReferentie: reference } }) };

  test('are in the books, and are asked for again with the next changes', async () => {
    const { open: opened } = await open({ bulk: [{ reference: 'r1' }, { reference: 'r2' }], detail });
    const first = await readAll(opened(), 'changes', cursor);
    expect(ofKind(first.runs[0]?.items ?? [], 'unreadable')).toMatchObject([
      { reference: 'r2', code: 'RECORD_NOT_SERVED' },
    ]);
    expect(JSON.parse(first.cursor ?? '')).toMatchObject({ owed: ['r2'] });
    await server.close();
    const later = await open({ bulk: [] });
    const next = await readAll(later.open(), 'changes', first.cursor);
    expect(referencesOf(ofKind(next.runs[0]?.items ?? [], 'vacancy'))).toEqual(['r2']);
    expect(JSON.parse(next.cursor ?? '')).not.toHaveProperty('owed');
  });

  test('fail the run when they come in a row: the cursor stays where it was', async () => {
    const many = Array.from({ length: 12 }, (_, number) => ({ reference: `r${number}` }));
    const { open: opened } = await open(
      { bulk: many, detail: () => ({ status: 500 }) },
      { details: { mostUnserved: 5 } },
    );
    const adapter = opened();
    for await (const run of adapter.runs({ scope: 'changes', cursor, signal: new AbortController().signal })) {
      await expect(readRun(run)).rejects.toMatchObject({ code: 'HTTP_STATUS_RETRIABLE' });
      expect(run.end()).toMatchObject({ cursor: null, complete: false });
    }
    expect(detailCalls().length).toBeLessThan(30);
  });
});

describe('changes that cannot be read', () => {
  const broken = { bulk: { status: 500 }, initial: [{ reference: 'r1' }] };

  test('do not keep the night from its comparison: it follows them, and neither moves their cursor', async () => {
    const { open: opened } = await open(broken);
    const ends: unknown[] = [];
    for await (const run of opened().runs({ scope: 'round', cursor, signal: new AbortController().signal })) {
      const read = await readRun(run).catch(() => null);
      ends.push([run.mode, read?.items.length ?? null, run.end().cursor, run.end().complete]);
    }
    expect(ends).toEqual([
      ['delta', null, null, false],
      ['snapshot', 1, null, true],
    ]);
  });

  test('come after the comparison the next time, where the first failure ends a round', async () => {
    const { open: opened } = await open(broken);
    const adapter = opened();
    await expect(readAll(adapter, 'round', cursor)).rejects.toMatchObject({ code: 'HTTP_STATUS_RETRIABLE' });
    const modes: string[] = [];
    for await (const run of adapter.runs({ scope: 'round', cursor, signal: new AbortController().signal })) {
      modes.push(run.mode);
      await readRun(run).catch(() => null);
    }
    expect(modes).toEqual(['snapshot', 'delta']);
  });
});

test('a service whose clock is behind keeps the cursor behind too; one that is ahead does not move it', async () => {
  const at = (seconds: number) => ({ date: new Date(now + seconds * 1000).toUTCString() });
  const empty = { totaalAantalResultaten: 0, resultaten: [] };
  for (const [skew, until] of [
    [-3600, '2026-02-13T11:00:00.000Z'],
    [3600, '2026-02-13T12:00:00.000Z'],
    [-90_000, '2026-02-13T12:00:00.000Z'],
  ] as const) {
    const { open: opened } = await open({ bulk: { headers: at(skew), json: empty } });
    const read = await readAll(opened(), 'changes', cursor);
    expect(JSON.parse(read.cursor ?? '')).toEqual({ until });
    await server.close();
  }
});
