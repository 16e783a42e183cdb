import { afterEach, describe, expect, test } from 'vitest';
import { openVdab } from '../../src/vdab/runs.ts';
import { patientHttp, type SimulatedWorld, settingsOf, simulatedWorld, vdabSettings } from '../simulated.ts';
import { ofKind, readAll, referencesOf, testContext } from '../test-context.ts';

let world: SimulatedWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

describe('reading VDAB', () => {
  test('the very first round is the snapshot alone', async () => {
    world = await simulatedWorld();
    const { runs, cursor } = await readAll(openVdab('vdab', vdabSettings(world), testContext()), 'round');
    expect(runs.map(({ run }) => run.mode)).toEqual(['snapshot']);
    expect(runs[0]?.run.end().complete).toBe(true);
    expect(runs[0]?.announced).toBe(world.live('vdab').length);
    expect(cursor).toMatch(/^\{"until":"[^"]+Z"\}$/);
  });

  test('a later round reads the changes, then the list, and details of unknown references only', async () => {
    world = await simulatedWorld();
    const context = testContext();
    const adapter = openVdab('vdab', vdabSettings(world), context);
    const first = await readAll(adapter, 'round');
    for (const reference of world.live('vdab')) context.live.add(reference);
    context.buckets.length = 0;
    const later = await readAll(adapter, 'round', first.cursor);
    expect(later.runs.map(({ run }) => run.mode)).toEqual(['delta', 'snapshot']);
    expect(referencesOf(ofKind(later.runs[1]?.items ?? [], 'present'))).toEqual(world.live('vdab').toSorted());
    const deltaItems = later.runs[0]?.items.length ?? 0;
    expect(context.buckets.filter((bucket) => bucket === 'vdab:details').length).toBe(Math.ceil(deltaItems / 7));
    expect(later.runs[1]?.run.end()).toEqual({ cursor: null, complete: true, drift: [] });
  });

  test('changes are what was created, edited and removed since, and nothing else', async () => {
    const clock = { time: Date.parse('2026-11-20T12:00:00.000Z'), now: () => clock.time };
    world = await simulatedWorld({ clock });
    const adapter = openVdab('vdab', vdabSettings(world), testContext(clock));
    const { cursor } = await readAll(adapter, 'round');
    const before = new Set(world.live('vdab'));
    clock.time += 60_000;
    await world.simulator.advance();
    clock.time += 60_000;
    const after = new Set(world.live('vdab'));
    const changes = await readAll(adapter, 'changes', cursor);
    expect(changes.runs.map(({ run }) => run.mode)).toEqual(['delta']);
    const items = changes.runs.flatMap((run) => run.items);
    const shown = new Set(referencesOf(ofKind(items, 'vacancy')));
    expect([...after].filter((reference) => !before.has(reference) && !shown.has(reference))).toEqual([]);
    const gone = [...before].filter((reference) => !after.has(reference));
    expect(gone.length).toBeGreaterThan(0);
    expect(referencesOf(ofKind(items, 'withdrawn'))).toEqual(expect.arrayContaining(gone));
    expect(Date.parse(JSON.parse(changes.cursor ?? '').until)).toBeGreaterThan(
      Date.parse(JSON.parse(cursor ?? '').until),
    );
  });

  test('a gap that bulk does not reach back over makes everything be read again, known or not', async () => {
    world = await simulatedWorld({ offers: 40 });
    const context = testContext();
    for (const reference of world.live('vdab')) context.live.add(reference);
    const old = JSON.stringify({ until: new Date(Date.now() - 5 * 86_400_000).toISOString() });
    for (const scope of ['changes', 'round'] as const) {
      const { runs } = await readAll(openVdab('vdab', vdabSettings(world), context), scope, old);
      expect(runs.map(({ run }) => run.mode)).toEqual(['snapshot']);
      expect(referencesOf(ofKind(runs[0]?.items ?? [], 'vacancy'))).toEqual(world.live('vdab').toSorted());
    }
  });

  test('a token that ends in the middle of the pages is renewed before, without a refusal', async () => {
    const clock = { time: Date.parse('2026-11-20T12:00:00.000Z'), now: () => clock.time };
    world = await simulatedWorld({ clock, offers: 60 });
    const context = testContext(clock);
    const throttle: typeof context.throttle = async (bucket, limit, signal) => {
      clock.time += 300_000;
      await context.throttle(bucket, limit, signal);
    };
    const settings = vdabSettings(world, { pageSize: 10, details: { perCall: 10, parallel: 1 } });
    const { runs } = await readAll(openVdab('vdab', settings, { ...context, throttle }), 'round');
    expect(referencesOf(ofKind(runs[0]?.items ?? [], 'vacancy'))).toEqual(world.live('vdab').toSorted());
    expect(context.buckets.length).toBeGreaterThan(6);
  });

  test('calls stay far below what VDAB allows where the settings say nothing else', () => {
    const { http } = settingsOf('vdab', { baseUrl: 'https://example.org' });
    expect(http.callsPerSecond * 60 + http.burst).toBeLessThanOrEqual(2000 * 0.65);
  });

  test('a cursor that is none is refused by name', async () => {
    world = await simulatedWorld({ offers: 8 });
    const adapter = openVdab('vdab', vdabSettings(world), testContext());
    await expect(readAll(adapter, 'changes', 'yesterday')).rejects.toMatchObject({ code: 'SOURCE_CURSOR_INVALID' });
  });

  test('version 2 is read by its API key alone', async () => {
    world = await simulatedWorld({ offers: 40 });
    const settings = vdabSettings(world, { baseUrl: world.simulator.addresses.vdab.legacyBaseUrl, oauth: null });
    const { runs } = await readAll(openVdab('vdab', settings, testContext()), 'round');
    expect(referencesOf(ofKind(runs[0]?.items ?? [], 'vacancy'))).toEqual(world.live('vdab').toSorted());
  });
});

describe('reading VDAB while it fails', () => {
  const vdab = { service: 'vdab' } as const;

  async function readWith(fault: object, given: object = {}) {
    world = await simulatedWorld({ offers: 60 });
    await world.simulator.faults.set({ ...vdab, ...fault } as Parameters<typeof world.simulator.faults.set>[0]);
    const { runs } = await readAll(openVdab('vdab', vdabSettings(world, given), testContext()), 'round');
    expect(world.simulator.faults.met().length).toBeGreaterThan(0);
    return { items: runs[0]?.items ?? [], end: runs[0]?.run.end(), live: world.live('vdab').toSorted() };
  }

  test.each([
    ['token-expiry', { times: 2, after: 1 }],
    ['server-error', { times: 2, after: 1 }],
    ['too-many-requests', { times: 1, after: 2, retryAfterSeconds: 0 }],
    ['connection-reset', { times: 2, after: 1 }],
    ['html-answer', { times: 1, after: 2 }],
    ['truncated-json', { times: 3 }],
    ['wrong-encoding', { times: 3, after: 1 }],
  ])('%s in the middle loses nothing', async (kind, when) => {
    const { items, end, live } = await readWith({ kind, ...when }, { details: { perCall: 5, parallel: 1 } });
    expect(referencesOf(ofKind(items, 'vacancy'))).toEqual(live);
    expect(end?.complete).toBe(true);
  });

  test('a storm of refusals, failures and broken connections loses nothing', async () => {
    world = await simulatedWorld({ offers: 60 });
    const { faults } = world.simulator;
    await faults.set({ ...vdab, kind: 'too-many-requests', rate: 0.3, retryAfterSeconds: 0 });
    await faults.set({ ...vdab, kind: 'server-error', rate: 0.15, status: 503 });
    await faults.set({ ...vdab, kind: 'token-expiry', rate: 0.1 });
    const http = { ...patientHttp, attempts: 12, backoffMs: 1 };
    const given = { http, pageSize: 5, details: { perCall: 2, parallel: 3 } };
    const { runs } = await readAll(openVdab('vdab', vdabSettings(world, given), testContext()), 'round');
    expect(referencesOf(ofKind(runs[0]?.items ?? [], 'vacancy'))).toEqual(world.live('vdab').toSorted());
    expect(faults.met().length).toBe(3);
  });

  test('a restart of the service in the middle loses nothing', async () => {
    const given = { http: { ...patientHttp, attempts: 10, backoffMs: 40 }, pageSize: 20 };
    const { items, live } = await readWith({ kind: 'server-restart', after: 3, delayMs: 100 }, given);
    expect(referencesOf(ofKind(items, 'vacancy'))).toEqual(live);
  });

  test('an answer that comes too late is asked for again', async () => {
    const given = { http: { ...patientHttp, timeoutMs: 2000 } };
    const { items, live } = await readWith({ kind: 'slow-answer', after: 2, delayMs: 10_000 }, given);
    expect(referencesOf(ofKind(items, 'vacancy'))).toEqual(live);
  });

  test('vacancies that lists show and that do not exist are withdrawn, and no others', async () => {
    const { items, live } = await readWith({ kind: 'vanished-id', records: 4 });
    expect(referencesOf(ofKind(items, 'vacancy'))).toEqual(live);
    expect(ofKind(items, 'withdrawn').map(({ reason }) => reason)).toEqual(Array(4).fill('not-found'));
  });

  test('a renamed field stops the run with its name, an unknown one is counted', async () => {
    await expect(readWith({ kind: 'renamed-field', rate: 1 })).rejects.toMatchObject({ code: 'SOURCE_SCHEMA_CHANGED' });
    await world?.close();
    const { end } = await readWith({ kind: 'unknown-field', times: 3 });
    expect(end?.drift).toContainEqual({ path: 'newMember', count: 3, kind: 'unknown-field' });
    await world?.close();
    const unlisted = await readWith({ kind: 'unknown-code', times: 2 });
    const path = 'arbeidsovereenkomst.arbeidsContract=NEW99';
    expect(unlisted.end?.drift).toContainEqual({ path, count: 2, kind: 'unknown-code' });
  });

  test('a clock of the service that is two hours behind hides no change', async () => {
    const clock = { time: Date.parse('2026-11-20T12:00:00.000Z'), now: () => clock.time };
    world = await simulatedWorld({ clock });
    await world.simulator.faults.set({ ...vdab, kind: 'clock-skew', skewMs: -7_200_000 });
    clock.time += 60_000;
    const adapter = openVdab('vdab', vdabSettings(world), testContext(clock));
    const { cursor } = await readAll(adapter, 'round');
    const before = new Set(world.live('vdab'));
    clock.time += 3_600_000;
    await world.simulator.advance();
    clock.time += 60_000;
    const { runs } = await readAll(adapter, 'changes', cursor);
    const shown = new Set(referencesOf(ofKind(runs[0]?.items ?? [], 'vacancy')));
    const created = world.live('vdab').filter((reference) => !before.has(reference));
    expect(created.length).toBeGreaterThan(0);
    expect(created.filter((reference) => !shown.has(reference))).toEqual([]);
  });

  test('an answer of 50 MB in the place of a list costs no other vacancy', async () => {
    const given = { http: { attempts: 2, backoffMs: 1, callsPerSecond: 1000, burst: 1000, maxAnswerBytes: 2_000_000 } };
    const fault = { kind: 'oversized-record', rate: 0.03 };
    const { items, live } = await readWith(fault, given);
    expect(referencesOf(items)).toEqual(live);
    for (const { code } of ofKind(items, 'unreadable')) expect(code).toBe('RECORD_TOO_LARGE');
  });

  test('a list that ends too early withdraws nothing', async () => {
    const { items, end } = await readWith({ kind: 'truncated-snapshot', rate: 1, remains: 0.5 });
    expect(end?.complete).toBe(false);
    expect(ofKind(items, 'withdrawn')).toEqual([]);
  });

  test('a service that is down for good fails the run, and the cursor stays', async () => {
    world = await simulatedWorld({ offers: 20 });
    await world.simulator.faults.set({ ...vdab, kind: 'server-error', rate: 1 });
    const adapter = openVdab('vdab', vdabSettings(world), testContext());
    await expect(readAll(adapter, 'round')).rejects.toMatchObject({ code: 'HTTP_STATUS_RETRIABLE', retriable: true });
  });

  test('a mass of vacancies that were only touched is read through, a token for each call, and none is dropped', async () => {
    world = await simulatedWorld({ offers: 400 });
    const context = testContext();
    const adapter = openVdab('vdab', vdabSettings(world), context);
    const { cursor } = await readAll(adapter, 'round');
    await world.simulator.faults.set({ ...vdab, kind: 'mass-touch' });
    context.buckets.length = 0;
    const { runs } = await readAll(adapter, 'changes', cursor);
    expect(referencesOf(ofKind(runs[0]?.items ?? [], 'vacancy'))).toEqual(world.live('vdab').toSorted());
    const details = context.buckets.filter((bucket) => bucket === 'vdab:details').length;
    expect(details).toBe(Math.ceil(world.live('vdab').length / 7));
  });
});
