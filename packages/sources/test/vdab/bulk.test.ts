import { afterEach, expect, test } from 'vitest';
import { openVdab } from '../../src/vdab/runs.ts';
import { patientHttp, settingsOf } from '../simulated.ts';
import { ofKind, readAll, referencesOf, testContext } from '../test-context.ts';
import { type TinyServer, tinyServer } from '../tiny-server.ts';
import { vacancyV4 } from './builders.ts';

let server: TinyServer;
afterEach(async () => await server.close());

const now = Date.parse('2026-02-13T12:00:00.000Z');
const row = (interneReferentie: string, status: string) => ({ vacatureReferentie: { interneReferentie }, status });

async function changesWith(
  rows: readonly object[],
  cursor: string,
  whileRead: (from: number) => readonly object[] = () => rows,
) {
  server = await tinyServer(({ method, path, query, body }) => {
    if (path === '/vacatures/bulk') {
      const from = Number(query.get('vanaf'));
      const listed = whileRead(from);
      return { json: { aantal: listed.length, resultaten: listed.slice(from, from + 2) } };
    }
    const posted = method === 'POST' ? (JSON.parse(body) as { interneReferenties: string[] }).interneReferenties : null;
    const asked = posted ?? [path.split('/').at(-1) ?? ''];
    const resultaten = asked.map((reference) => vacancyV4({ vacatureReferentie: { interneReferentie: reference } }));
    return { json: { resultaten } };
  });
  const settings = settingsOf('vdab', { baseUrl: server.url, http: patientHttp, pageSize: 2, details: { perCall: 2 } });
  return await readAll(openVdab('vdab', settings, testContext({ now: () => now })), 'changes', cursor);
}

test('a window is in UTC, reaches back by the overlap, and the cursor moves to its end', async () => {
  const { cursor } = await changesWith([], JSON.stringify({ until: '2026-02-12T10:00:00.000Z' }));
  const bulk = server.requests.find(({ path }) => path === '/vacatures/bulk');
  expect([bulk?.query.get('van'), bulk?.query.get('tot')]).toEqual([
    '2026-02-12T09:45:00.000Z',
    '2026-02-13T12:00:00.000Z',
  ]);
  expect(JSON.parse(cursor ?? '')).toEqual({ until: '2026-02-13T12:00:00.000Z' });
});

test('a cursor in the future, after a clock was set back, still gives a window', async () => {
  const { runs } = await changesWith([], JSON.stringify({ until: '2026-02-14T00:00:00.000Z' }));
  expect(runs[0]?.run.subject).toBe('bulk 2026-02-13T11:45:00.000Z to 2026-02-13T12:00:00.000Z');
});

test('a moment with an offset is a cursor too, as a person writes it', async () => {
  const { runs } = await changesWith([], JSON.stringify({ until: '2026-02-13T12:30:00+01:00' }));
  expect(runs[0]?.run.subject).toBe('bulk 2026-02-13T11:15:00.000Z to 2026-02-13T12:00:00.000Z');
});

test('a vacancy that was removed and published again within a window is shown, whatever the order of its rows', async () => {
  const rows = [
    row('back', 'GEPUBLICEERD'),
    row('gone', 'NIET_GEPUBLICEERD'),
    row('NOT_FOUND', 'NIET_GEPUBLICEERD'),
    row('back', 'NIET_GEPUBLICEERD'),
  ];
  const { runs } = await changesWith(rows, JSON.stringify({ until: '2026-02-13T11:00:00.000Z' }));
  expect(referencesOf(ofKind(runs[0]?.items ?? [], 'vacancy'))).toEqual(['back']);
  expect(ofKind(runs[0]?.items ?? [], 'withdrawn')).toMatchObject([{ reference: 'gone', reason: 'status' }]);
});

test('changes that a moving list hides are read with it again, and the cursor stays where it never stands still', async () => {
  const since = JSON.stringify({ until: '2026-02-13T11:00:00.000Z' });
  const rows = ['a', 'b', 'c', 'd', 'e'].map((reference) => row(reference, 'GEPUBLICEERD'));
  let calls = 0;
  const once = await changesWith(rows, since, () => (++calls > 1 ? rows.slice(1) : rows));
  expect(referencesOf(ofKind(once.runs[0]?.items ?? [], 'vacancy')).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(once.cursor).toContain('2026-02-13T12:00:00.000Z');
  await server.close();
  const always = await changesWith(rows, since, (from) => (from === 0 ? rows : rows.slice(1)));
  expect(referencesOf(ofKind(always.runs[0]?.items ?? [], 'vacancy'))).toContain('d');
  expect(always.cursor).toBe(since);
});
