import { afterEach, describe, expect, test } from 'vitest';
import { openActiris } from '../../src/actiris/runs.ts';
import { actirisSettings, patientHttp, type SimulatedWorld, settingsOf, simulatedWorld } from '../simulated.ts';
import { ofKind, readAll, referencesOf, testContext } from '../test-context.ts';
import { type TinyServer, tinyServer } from '../tiny-server.ts';

let world: SimulatedWorld | undefined;
let server: TinyServer | undefined;
afterEach(async () => {
  await world?.close();
  await server?.close();
  world = undefined;
  server = undefined;
});

describe('reading Actiris', () => {
  test.each(['A', 'B'] as const)(
    'finds out by itself that generation %s answers, and remembers it',
    async (generation) => {
      world = await simulatedWorld({ actirisGeneration: generation });
      const context = testContext();
      const first = await readAll(openActiris('actiris', actirisSettings(world), context), 'round');
      expect(referencesOf(first.runs[0]?.items ?? [])).toEqual(world.live('actiris').toSorted());
      expect(JSON.parse(first.cursor ?? '')).toMatchObject({ generation });
      context.buckets.length = 0;
      const again = await readAll(openActiris('actiris', actirisSettings(world), context), 'round', first.cursor);
      const pages = Math.ceil(context.buckets.length);
      expect(again.runs[0]?.pages.length).toBe(pages);
    },
  );

  test('goes on with the other generation when the service changes in the middle of its life', async () => {
    world = await simulatedWorld({ actirisGeneration: 'A' });
    const adapter = openActiris('actiris', actirisSettings(world), testContext());
    const { cursor } = await readAll(adapter, 'round');
    world.simulator.switchActiris('B');
    const { runs, cursor: moved } = await readAll(adapter, 'round', cursor);
    expect(referencesOf(runs[0]?.items ?? [])).toEqual(world.live('actiris').toSorted());
    expect(JSON.parse(moved ?? '')).toMatchObject({ generation: 'B' });
  });

  test('knows an echo by the pass it came in, and where it must not go back to', async () => {
    world = await simulatedWorld();
    const { runs } = await readAll(openActiris('actiris', actirisSettings(world), testContext()), 'round');
    const vacancies = ofKind(runs[0]?.items ?? [], 'vacancy').map(({ vacancy }) => vacancy);
    const truth = new Map(
      world.simulator
        .truth()
        .list.flatMap(({ appearances }) => appearances)
        .filter(({ service }) => service === 'actiris')
        .map(({ reference, kind }) => [reference, kind]),
    );
    for (const { reference, origin } of vacancies) {
      expect(origin.provenance === 'echo').toBe(truth.get(reference) === 'echo');
    }
    const echo = vacancies.find(({ origin }) => origin.provenance === 'echo');
    expect(echo?.origin).toMatchObject({ service: 'unknown', reference: null, hops: ['vdab', 'forem', 'actiris'] });
    expect(runs[0]?.announced).toBe(world.live('actiris').length);
  });

  test('reads changes by the day on which the last reading began', async () => {
    world = await simulatedWorld();
    const adapter = openActiris('actiris', actirisSettings(world), testContext());
    const { cursor } = await readAll(adapter, 'round');
    const before = new Set(world.live('actiris'));
    await world.simulator.advance();
    const { runs } = await readAll(adapter, 'changes', cursor);
    expect(runs.map(({ run }) => [run.mode, run.end().complete])).toEqual([['delta', false]]);
    const shown = new Set(referencesOf(runs[0]?.items ?? []));
    expect(world.live('actiris').filter((reference) => !before.has(reference) && !shown.has(reference))).toEqual([]);
  });

  test.each([
    ['server-error', { times: 2 }],
    ['connection-reset', { times: 2, after: 1 }],
    ['html-answer', { times: 1, after: 1 }],
    ['truncated-json', { times: 2, after: 1 }],
    ['wrong-encoding', { times: 1, after: 1 }],
    ['too-many-requests', { times: 1, after: 1, retryAfterSeconds: 0 }],
  ] as const)('%s in the middle loses nothing', async (kind, when) => {
    world = await simulatedWorld();
    await world.simulator.faults.set({ service: 'actiris', kind, ...when });
    const { runs } = await readAll(openActiris('actiris', actirisSettings(world), testContext()), 'round');
    expect(referencesOf(runs[0]?.items ?? [])).toEqual(world.live('actiris').toSorted());
    expect(runs[0]?.run.end().complete).toBe(true);
  });

  test('a pass that ends too early leaves the snapshot incomplete', async () => {
    world = await simulatedWorld();
    await world.simulator.faults.set({ service: 'actiris', kind: 'truncated-snapshot', rate: 1, remains: 0.5 });
    const { runs } = await readAll(openActiris('actiris', actirisSettings(world), testContext()), 'round');
    expect(runs[0]?.run.end().complete).toBe(false);
  });

  test('rows whose reference has another name are in the books, and the snapshot is not complete', async () => {
    world = await simulatedWorld();
    await world.simulator.faults.set({ service: 'actiris', kind: 'renamed-field', times: 3 });
    const settings = actirisSettings(world, { listReadings: 1 });
    const { runs } = await readAll(openActiris('actiris', settings, testContext()), 'round');
    expect(ofKind(runs[0]?.items ?? [], 'unreadable').map(({ code }) => code)).toEqual(
      Array.from({ length: 3 }, () => 'RECORD_WITHOUT_REFERENCE'),
    );
    expect(runs[0]?.run.end().complete).toBe(false);
  });

  test('a reference that got another name in every row stops the batch with a message that names it', async () => {
    world = await simulatedWorld();
    await world.simulator.faults.set({ service: 'actiris', kind: 'renamed-field', rate: 1 });
    const adapter = openActiris('actiris', actirisSettings(world), testContext());
    await expect(readAll(adapter, 'round')).rejects.toMatchObject({
      code: 'SOURCE_SCHEMA_CHANGED',
      retriable: false,
      details: { field: 'reference' },
    });
  });

  test('unknown members and codes are counted once for the run, and lose nothing', async () => {
    world = await simulatedWorld();
    await world.simulator.faults.set({ service: 'actiris', kind: 'unknown-field', times: 3 });
    await world.simulator.faults.set({ service: 'actiris', kind: 'unknown-code', times: 2, after: 4 });
    const { runs } = await readAll(openActiris('actiris', actirisSettings(world), testContext()), 'round');
    expect(referencesOf(runs[0]?.items ?? [])).toEqual(world.live('actiris').toSorted());
    const drift = runs[0]?.run.end().drift ?? [];
    expect(drift).toContainEqual({ kind: 'unknown-field', path: 'newMember', count: 3 });
    expect(drift).toContainEqual({ kind: 'unknown-code', path: 'typeContrat=NEW99', count: 2 });
    expect(drift).toContainEqual({
      kind: 'unknown-code',
      path: 'regimeTravail=NO',
      count: world.live('actiris').length,
    });
  });

  test('each pass asks for one provenance alone, and the changes since a day before the last reading', async () => {
    const offer = { reference: '1', titreFr: 'Cuisinier', titreNl: null };
    server = await tinyServer(() => ({ json: { total: 1, offers: [offer] } }));
    const passes = ['echo', 'own', 'partner', 'disability'];
    const settings = settingsOf('actiris', { baseUrl: server.url, http: patientHttp, passes });
    const cursor = JSON.stringify({ since: '2026-10-26', generation: 'B' });
    await readAll(openActiris('actiris', settings, testContext()), 'changes', cursor);
    const filters = server.requests.map(
      ({ body }) => (JSON.parse(body) as { offreFilter: Record<string, unknown> }).offreFilter,
    );
    const flags = ['isOffreVdabForem', 'isOffreActiris', 'isOfferPartner', 'isOffreHandicap'];
    expect(filters.map((filter) => flags.filter((flag) => filter[flag] === true))).toEqual(flags.map((flag) => [flag]));
    expect(new Set(filters.map((filter) => filter['dateDerniereModification']))).toEqual(new Set(['2026-10-25']));
  });

  test('a catalogue of nothing is not believed', async () => {
    server = await tinyServer(() => ({ json: { total: 0, offers: [] } }));
    const settings = settingsOf('actiris', { baseUrl: server.url, http: patientHttp });
    const { runs } = await readAll(openActiris('actiris', settings, testContext()), 'round');
    expect(runs[0]?.run.end().complete).toBe(false);
  });

  test('an offer that is shown again is read again, with the same reference', async () => {
    const offers = ['1', '2'].map((reference) => ({ reference, titreFr: 'Cuisinier', titreNl: null }));
    const nights = [offers, offers.slice(1), offers];
    let shown = offers;
    server = await tinyServer(() => ({ json: { total: shown.length, offers: shown } }));
    const settings = settingsOf('actiris', { baseUrl: server.url, http: patientHttp, passes: ['own'] });
    const adapter = openActiris('actiris', settings, testContext());
    const read: string[][] = [];
    for (shown of nights) {
      const { runs } = await readAll(adapter, 'round');
      expect(runs[0]?.run.end().complete).toBe(true);
      read.push(referencesOf(ofKind(runs[0]?.items ?? [], 'vacancy')));
    }
    expect(read).toEqual([['1', '2'], ['2'], ['1', '2']]);
  });

  test('an answer of neither generation stops the run with a message that says so', async () => {
    server = await tinyServer(() => ({ json: { total: 1, resultats: [] } }));
    const adapter = openActiris(
      'actiris',
      settingsOf('actiris', { baseUrl: server.url, http: patientHttp }),
      testContext(),
    );
    await expect(readAll(adapter, 'round')).rejects.toMatchObject({ code: 'SOURCE_ANSWER_SHAPE', retriable: false });
  });

  test('an offer that a service shows in two passes is the echo', async () => {
    const offer = { reference: '1', titreFr: 'Cuisinier', titreNl: null };
    server = await tinyServer(() => ({ json: { total: 1, offers: [offer] } }));
    const adapter = openActiris(
      'actiris',
      settingsOf('actiris', { baseUrl: server.url, http: patientHttp }),
      testContext(),
    );
    const { runs } = await readAll(adapter, 'round');
    expect(ofKind(runs[0]?.items ?? [], 'vacancy').map(({ vacancy }) => vacancy.origin.provenance)).toEqual(['echo']);
    expect(runs[0]?.run.end().complete).toBe(true);
  });
});
