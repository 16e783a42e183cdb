import { afterEach, describe, expect, test } from 'vitest';
import { openForem } from '../../src/forem/runs.ts';
import { type SimulatedWorld, simulatedWorld } from '../simulated.ts';
import { ofKind, readAll, referencesOf, testContext } from '../test-context.ts';
import { type TinyServer, tinyServer } from '../tiny-server.ts';
import { foremSettings, row, simulatedForem } from './builders.ts';

let world: SimulatedWorld | undefined;
let server: TinyServer | undefined;
afterEach(async () => {
  await world?.close();
  await server?.close();
  world = undefined;
  server = undefined;
});

const SERVICE = 'forem-open-data';

/** A portal that announces a number of rows, and exports these texts one after the other. */
async function portal(totals: readonly number[], exports: readonly string[]): Promise<TinyServer> {
  let [asked, exported] = [0, 0];
  return await tinyServer(({ path }) => {
    if (path.endsWith('/records')) return { json: { total_count: totals[Math.min(asked++, totals.length - 1)] } };
    return { text: exports[Math.min(exported++, exports.length - 1)] ?? '' };
  });
}

const rowsOf = (count: number) => Array.from({ length: count }, (_, index) => row(String(1_800_000 + index)));

describe("reading Le Forem's open data", () => {
  test('knows an echo by its channel, with the reference that it has at its origin', async () => {
    world = await simulatedWorld({ offers: 1500 });
    const { runs } = await readAll(openForem('forem', simulatedForem(world), testContext()), 'round');
    const truth = new Map(
      world.simulator.truth().list.flatMap(({ appearances }) => {
        const first = appearances.find(({ service, kind }) => service === 'vdab' && kind !== 'channel-twin');
        return appearances
          .filter(({ service, kind }) => service === 'forem' && kind === 'echo')
          .map(({ reference }) => [reference, first?.reference] as const);
      }),
    );
    expect(truth.size).toBeGreaterThan(0);
    for (const { vacancy } of ofKind(runs[0]?.items ?? [], 'vacancy')) {
      const { provenance, service, reference, hops } = vacancy.origin;
      expect(provenance === 'echo').toBe(truth.has(vacancy.reference));
      if (provenance === 'echo')
        expect([service, reference, hops]).toEqual(['vdab', truth.get(vacancy.reference), ['vdab', 'forem']]);
    }
  });

  test('carries the attribution and the share-alike of CC BY-SA with each offer', async () => {
    world = await simulatedWorld();
    const { runs } = await readAll(openForem('forem', simulatedForem(world), testContext()), 'round');
    for (const { vacancy } of ofKind(runs[0]?.items ?? [], 'vacancy')) {
      expect(vacancy.licence).toMatchObject({ identifier: 'CC-BY-SA-4.0', shareAlike: true });
      expect(vacancy.licence?.attribution).toMatch(/Le Forem/);
    }
  });

  test('asks in between for what began to be published since, a day of overlap included', async () => {
    world = await simulatedWorld();
    const context = testContext();
    const adapter = openForem('forem', simulatedForem(world), context);
    const { cursor } = await readAll(adapter, 'round');
    const before = new Set(world.live('forem'));
    await world.simulator.advance();
    const { runs } = await readAll(adapter, 'changes', cursor);
    expect(runs.map(({ run }) => [run.mode, run.end().complete])).toEqual([['delta', false]]);
    const shown = new Set(referencesOf(runs[0]?.items ?? []));
    expect(world.live('forem').filter((reference) => !before.has(reference) && !shown.has(reference))).toEqual([]);
    expect(shown.size).toBeLessThan(world.live('forem').length);
  });

  test.each([
    ['server-error', { times: 2 }],
    ['server-error', { times: 2, after: 1 }],
    ['too-many-requests', { times: 1, after: 1, retryAfterSeconds: 0 }],
    ['connection-reset', { times: 2, after: 1 }],
    ['html-answer', { times: 1, after: 1 }],
    ['truncated-json', { times: 1, after: 1 }],
    ['truncated-json', { times: 1 }],
  ] as const)('%s (%j) loses nothing', async (kind, when) => {
    world = await simulatedWorld();
    await world.simulator.faults.set({ service: SERVICE, kind, ...when });
    const { runs } = await readAll(openForem('forem', simulatedForem(world), testContext()), 'round');
    expect(referencesOf(runs[0]?.items ?? [])).toEqual(world.live('forem').toSorted());
    expect(runs[0]?.run.end().complete).toBe(true);
  });

  test('an export in another encoding is in the books row by row, repaired by nobody, and not complete', async () => {
    world = await simulatedWorld();
    await world.simulator.faults.set({ service: SERVICE, kind: 'wrong-encoding', after: 1 });
    const { runs } = await readAll(openForem('forem', simulatedForem(world), testContext()), 'round');
    const items = runs[0]?.items ?? [];
    const damaged = ofKind(items, 'unreadable').filter(({ code }) => code === 'RECORD_DAMAGED');
    expect(damaged.length).toBeGreaterThan(0);
    expect(damaged.length + ofKind(items, 'vacancy').length).toBe(world.live('forem').length);
    expect(runs[0]?.run.end().complete).toBe(false);
  });

  test('an offer that is shown again is read again, with the same reference', async () => {
    const rows = rowsOf(10);
    server = await portal(
      [10, 9, 9, 10],
      [rows, rows.slice(1), rows].map((each) => JSON.stringify(each)),
    );
    const adapter = openForem('forem', foremSettings(server.url), testContext());
    const shown: number[] = [];
    for (let night = 0; night < 3; night++) {
      const { runs } = await readAll(adapter, 'round');
      expect(runs[0]?.run.end().complete).toBe(true);
      shown.push(ofKind(runs[0]?.items ?? [], 'vacancy').filter(({ reference }) => reference === '1800000').length);
    }
    expect(shown).toEqual([1, 0, 1]);
  });

  test('an export that is shorter than announced is not complete', async () => {
    world = await simulatedWorld();
    await world.simulator.faults.set({ service: SERVICE, kind: 'truncated-snapshot', remains: 0.95 });
    const { runs } = await readAll(openForem('forem', simulatedForem(world), testContext()), 'round');
    expect(runs[0]?.run.end().complete).toBe(false);
    expect(runs[0]?.announced).toBe(world.live('forem').length);
  });

  test('rows that went while the export ran are no shortage: what is announced afterwards counts', async () => {
    server = await portal([10, 8], [JSON.stringify(rowsOf(8))]);
    const { runs } = await readAll(openForem('forem', foremSettings(server.url), testContext()), 'round');
    expect(runs[0]?.run.end().complete).toBe(true);
  });

  test('an export of nothing is never complete, whatever is announced', async () => {
    server = await portal([0], ['[]']);
    const { runs } = await readAll(openForem('forem', foremSettings(server.url), testContext()), 'round');
    expect(runs[0]?.run.end().complete).toBe(false);
  });

  test('an export that breaks off is begun again, and shows of the rows before it those that changed', async () => {
    const rows = rowsOf(20);
    const whole = JSON.stringify(rows.with(2, row('1800002', { nombrepostes: 9 })));
    server = await portal([20], [JSON.stringify(rows).slice(0, -700), whole]);
    const { runs } = await readAll(openForem('forem', foremSettings(server.url), testContext()), 'round');
    const shown = ofKind(runs[0]?.items ?? [], 'vacancy');
    expect(shown.length).toBe(21);
    expect(shown.filter(({ reference }) => reference === '1800002').map(({ vacancy }) => vacancy.positions)).toEqual([
      2, 9,
    ]);
    expect(runs[0]?.run.end().complete).toBe(true);
  });

  test('an export that breaks off every time fails in passing, and moves no cursor', async () => {
    server = await portal([20], [JSON.stringify(rowsOf(20)).slice(0, -700)]);
    const adapter = openForem('forem', foremSettings(server.url), testContext());
    await expect(readAll(adapter, 'round')).rejects.toMatchObject({
      code: 'SOURCE_ANSWER_UNREADABLE',
      retriable: true,
    });
    expect(server.requests.filter(({ path }) => path.endsWith('/exports/json')).length).toBe(3);
  });

  test('a row that is too long, damaged or no JSON stays alone with its fault', async () => {
    const [first, second, third] = rowsOf(3).map((each) => JSON.stringify(each));
    const text = Buffer.concat([
      Buffer.from(`[${first},{"numerooffreforem":"2",${'"x":"y"'.padEnd(2000)}},{"a":tru},`),
      Buffer.from('{"numerooffreforem":"4","titreoffre":"caf\xe9"}', 'latin1'),
      Buffer.from(`,${second},17,${third}]`),
    ]);
    server = await tinyServer(({ path }) => (path.endsWith('/records') ? { json: { total_count: 7 } } : { text }));
    const settings = foremSettings(server.url, { limits: { rowBytes: 1500 } });
    const { runs } = await readAll(openForem('forem', settings, testContext()), 'round');
    const items = runs[0]?.items ?? [];
    expect(referencesOf(ofKind(items, 'vacancy'))).toEqual(['1800000', '1800001', '1800002']);
    expect(
      ofKind(items, 'unreadable')
        .map(({ code }) => code)
        .toSorted(),
    ).toEqual(['RECORD_DAMAGED', 'RECORD_MALFORMED', 'RECORD_TOO_LARGE', 'RECORD_WITHOUT_REFERENCE']);
    expect(runs[0]?.run.end().complete).toBe(false);
  });

  test('unknown columns and labels are counted once for the run, and lose nothing', async () => {
    world = await simulatedWorld();
    await world.simulator.faults.set({ service: SERVICE, kind: 'unknown-field', times: 4 });
    await world.simulator.faults.set({ service: SERVICE, kind: 'unknown-code', times: 2, after: 6 });
    const { runs } = await readAll(openForem('forem', simulatedForem(world), testContext()), 'round');
    expect(referencesOf(runs[0]?.items ?? [])).toEqual(world.live('forem').toSorted());
    // The first row goes to the question for the total.
    expect(runs[0]?.run.end().drift).toEqual([
      { kind: 'unknown-field', path: 'newMember', count: 3 },
      { kind: 'unknown-code', path: 'typecontrat=NEW99', count: 2 },
    ]);
  });

  test('a key that got another name stops the batch with a message that names it', async () => {
    world = await simulatedWorld();
    await world.simulator.faults.set({ service: SERVICE, kind: 'renamed-field', rate: 1 });
    const adapter = openForem('forem', simulatedForem(world), testContext());
    await expect(readAll(adapter, 'round')).rejects.toMatchObject({
      code: 'SOURCE_SCHEMA_CHANGED',
      message: expect.stringContaining('numerooffreforem') as string,
    });
  });

  test('a portal that does not know the data set says so', async () => {
    server = await tinyServer(() => ({ status: 404, json: {} }));
    const adapter = openForem('forem', foremSettings(server.url), testContext());
    await expect(readAll(adapter, 'round')).rejects.toMatchObject({ code: 'SOURCE_CALL_NOT_OFFERED' });
  });

  test('an export beyond the limit of bytes is given up', async () => {
    server = await portal([20], [JSON.stringify(rowsOf(20))]);
    const settings = foremSettings(server.url, { limits: { exportBytes: 4000 } });
    const adapter = openForem('forem', settings, testContext());
    await expect(readAll(adapter, 'round')).rejects.toMatchObject({ code: 'SOURCE_ANSWER_SHAPE' });
  });
});
