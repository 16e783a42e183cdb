import { afterEach, describe, expect, test } from 'vitest';
import { franceTravailSource } from '../../src/france-travail/index.ts';
import { patientHttp, type SimulatedWorld, settingsOf } from '../simulated.ts';
import { ofKind, readAll, referencesOf, testContext } from '../test-context.ts';
import { type TinyAnswer, type TinyServer, tinyServer } from '../tiny-server.ts';
import { offer } from './builders.ts';
import { franceTravailSettings, recordedWorld } from './recorded.ts';

let world: SimulatedWorld | undefined;
let server: TinyServer | undefined;
afterEach(async () => {
  await world?.close();
  await server?.close();
  world = undefined;
  server = undefined;
});

/** Offers created over three years, one after the other. */
function spreadOffers(count: number): Record<string, unknown>[] {
  const first = Date.parse('2023-01-01T00:00:00.000Z');
  const step = (Date.parse('2026-01-01T00:00:00.000Z') - first) / count;
  return Array.from({ length: count }, (_, index) =>
    offer(`ref${index}`, { dateCreation: new Date(first + index * step).toISOString() }),
  );
}

test('a search beyond what can be paged through is split by date until every part can', async () => {
  world = await recordedWorld(spreadOffers(300));
  const context = testContext();
  const settings = franceTravailSettings(world, { searchLimit: 40, pageSize: 20 });
  const { runs } = await readAll(franceTravailSource.open('ft', settings, context), 'round');
  expect(new Set(referencesOf(runs[0]?.items ?? [])).size).toBe(300);
  expect(runs[0]).toMatchObject({ announced: 300 });
  expect(runs[0]?.run.end().complete).toBe(true);
});

test('offers created in one second that are more than can be paged through leave the snapshot incomplete', async () => {
  world = await recordedWorld(Array.from({ length: 60 }, (_, index) => offer(`ref${index}`)));
  const settings = franceTravailSettings(world, { searchLimit: 40, pageSize: 20 });
  const { runs } = await readAll(franceTravailSource.open('ft', settings, testContext()), 'round');
  expect(new Set(referencesOf(runs[0]?.items ?? [])).size).toBe(40);
  expect(runs[0]?.run.end().complete).toBe(false);
});

test('the last rows of a search that is at its limit are asked for within the limits of the interface', async () => {
  world = await recordedWorld(Array.from({ length: 3150 }, (_, index) => offer(`ref${index}`)));
  const settings = franceTravailSettings(world, { pageSize: 100 });
  const { runs } = await readAll(franceTravailSource.open('ft', settings, testContext()), 'round');
  expect(new Set(referencesOf(runs[0]?.items ?? [])).size).toBe(3150);
  expect(runs[0]?.run.end().complete).toBe(true);
});

test('a search that is over the limit is split by date, down to the second if need be', async () => {
  world = await recordedWorld(spreadOffers(3300));
  const settings = franceTravailSettings(world);
  const { runs } = await readAll(franceTravailSource.open('ft', settings, testContext()), 'round');
  expect(new Set(referencesOf(runs[0]?.items ?? [])).size).toBe(3300);
  expect(runs[0]?.run.end().complete).toBe(true);
});

test('parts that do not add up to the whole leave the snapshot incomplete', async () => {
  world = await recordedWorld(spreadOffers(100));
  const settings = franceTravailSettings(world, { searchLimit: 40, pageSize: 20, oldest: '2024-01-01' });
  const { runs } = await readAll(franceTravailSource.open('ft', settings, testContext()), 'round');
  expect(referencesOf(runs[0]?.items ?? []).length).toBeLessThan(100);
  expect(runs[0]?.run.end().complete).toBe(false);
});

describe('an answer', () => {
  const answering = async (answer: (query: URLSearchParams) => TinyAnswer) => {
    server = await tinyServer(({ query }) => answer(query));
    const settings = settingsOf('france-travail', { baseUrl: server.url, http: patientHttp });
    return await readAll(franceTravailSource.open('ft', settings, testContext()), 'round');
  };

  test('of status 206 without a Content-Range is not what the interface promises', async () => {
    await expect(answering(() => ({ status: 206, json: { resultats: [offer('a')] } }))).rejects.toMatchObject({
      code: 'SOURCE_ANSWER_SHAPE',
      message: expect.stringContaining('Content-Range') as string,
    });
  });

  test('of status 200 without a Content-Range is whole by itself', async () => {
    const { runs } = await answering(() => ({ json: { resultats: [offer('a'), offer('b')] } }));
    expect([runs[0]?.announced, runs[0]?.run.end().complete]).toEqual([2, true]);
  });

  test('of status 204 is a catalogue of nothing, which is not believed', async () => {
    const { runs } = await answering(() => ({ status: 204, text: '' }));
    expect([referencesOf(runs[0]?.items ?? []), runs[0]?.run.end().complete]).toEqual([[], false]);
  });

  test('whose offers have lost their title stops the batch with a message that names the field', async () => {
    const offers = Array.from({ length: 8 }, (_, index) => ({
      ...offer(`r${index}`),
      intitule: undefined,
      titre: 'x',
    }));
    await expect(answering(() => ({ json: { resultats: offers } }))).rejects.toMatchObject({
      code: 'SOURCE_SCHEMA_CHANGED',
      details: { field: 'intitule', lacking: 8, records: 8 },
    });
  });

  test('with members and codes that nobody knows is read, and they are counted', async () => {
    const odd = { nouveau: { valeur: 1 }, typeContrat: 'XYZ', entreprise: { nom: 'Atelier', logo: 'x', slogan: 'y' } };
    const { runs } = await answering(() => ({ json: { resultats: [offer('a', odd), offer('b')] } }));
    expect(runs[0]?.items.map(({ kind }) => kind)).toEqual(['vacancy', 'vacancy']);
    expect(runs[0]?.run.end().drift).toEqual([
      { kind: 'unknown-field', path: 'entreprise.slogan', count: 1 },
      { kind: 'unknown-field', path: 'nouveau', count: 1 },
      { kind: 'unknown-code', path: 'typeContrat=XYZ', count: 1 },
    ]);
  });
});

test('changes are the offers created since the cursor, reaching back by the overlap', async () => {
  const recent = offer('new', { dateCreation: new Date(Date.now() - 60_000).toISOString() });
  world = await recordedWorld([...spreadOffers(20), recent]);
  const adapter = franceTravailSource.open('ft', franceTravailSettings(world), testContext());
  const cursor = JSON.stringify({ until: new Date(Date.now() - 30_000).toISOString() });
  const { runs } = await readAll(adapter, 'changes', cursor);
  expect(runs.map(({ run }) => run.mode)).toEqual(['delta']);
  expect(referencesOf(runs[0]?.items ?? [])).toEqual(['new']);
});

test('a snapshot that ends early is not complete', async () => {
  world = await recordedWorld(spreadOffers(100));
  await world.simulator.faults.set({ service: 'france-travail', kind: 'truncated-snapshot', rate: 1, remains: 0.5 });
  const { runs } = await readAll(franceTravailSource.open('ft', franceTravailSettings(world), testContext()), 'round');
  expect(runs[0]?.run.end().complete).toBe(false);
  expect(ofKind(runs[0]?.items ?? [], 'withdrawn')).toEqual([]);
});

test('a token that dies in the middle of paging is replaced', async () => {
  world = await recordedWorld(spreadOffers(90));
  await world.simulator.faults.set({ service: 'france-travail', kind: 'token-expiry', after: 2, times: 2 });
  const settings = franceTravailSettings(world, { pageSize: 10 });
  const { runs } = await readAll(franceTravailSource.open('ft', settings, testContext()), 'round');
  expect(runs[0]?.run.end().complete).toBe(true);
});

test('an offer that a whole search does not show is absent, and one that is shown again is read again', async () => {
  const offers = [offer('a'), offer('b')];
  let shown = offers;
  server = await tinyServer(() => ({ json: { resultats: shown } }));
  const settings = settingsOf('france-travail', { baseUrl: server.url, http: patientHttp });
  const adapter = franceTravailSource.open('ft', settings, testContext());
  const read: string[][] = [];
  for (shown of [offers, offers.slice(1), offers]) {
    const { runs } = await readAll(adapter, 'round');
    expect([runs[0]?.run.mode, runs[0]?.run.end().complete]).toEqual(['snapshot', true]);
    read.push(referencesOf(ofKind(runs[0]?.items ?? [], 'vacancy')));
  }
  expect(read).toEqual([['a', 'b'], ['b'], ['a', 'b']]);
});

test.each([
  ['too-many-requests', { times: 2, after: 1, retryAfterSeconds: 0 }],
  ['server-error', { times: 2, after: 2 }],
  ['truncated-json', { times: 1, after: 1 }],
  ['wrong-encoding', { times: 1, after: 1 }],
] as const)('%s in the middle of the pages loses nothing', async (kind, when) => {
  world = await recordedWorld(spreadOffers(40).map((each) => ({ ...each, intitule: 'Employé de ménage (H/F)' })));
  await world.simulator.faults.set({ service: 'france-travail', kind, ...when });
  const settings = franceTravailSettings(world, { pageSize: 10 });
  const { runs } = await readAll(franceTravailSource.open('ft', settings, testContext()), 'round');
  expect(world.simulator.faults.met().length).toBeGreaterThan(0);
  expect(referencesOf(ofKind(runs[0]?.items ?? [], 'vacancy')).length).toBe(40);
  expect(runs[0]?.run.end().complete).toBe(true);
});
