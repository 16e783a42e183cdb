import { describe, expect, onTestFinished, test } from 'vitest';
import { startControl } from '../../src/control.ts';
import type { FaultKind } from '../../src/model.ts';
import { DAY_MS, heldClock, liveReferences, simulation, temporaryFolder, token, VdabClient } from '../simulation.ts';

interface Vacancy {
  readonly vacatureReferentie: { readonly interneReferentie: string; readonly vdabReferentie: number };
  readonly dubbels?: { readonly parentId: string | null; readonly dubbelIds: readonly number[] };
  readonly versie: number;
  readonly functie: { readonly functieTitel?: string };
  readonly arbeidsovereenkomst: { readonly arbeidsContract: unknown };
  readonly vrijeVereiste: string;
}
interface Details {
  readonly resultaten: readonly Vacancy[];
}

describe('access', () => {
  test('is refused without token, with a wrong one, and without the API key', async () => {
    const simulator = await simulation();
    const { baseUrl, apiKey } = simulator.addresses.vdab;
    const good = await token(simulator.addresses.vdab);
    const status = async (headers: Record<string, string>) =>
      (await fetch(`${baseUrl}/vacatures/initial`, { headers })).status;
    expect(await status({ 'x-ibm-client-id': apiKey })).toBe(401);
    expect(await status({ 'x-ibm-client-id': apiKey, authorization: `Bearer ${good}x` })).toBe(401);
    expect(await status({ authorization: `Bearer ${good}` })).toBe(401);
    expect(await status({ 'x-ibm-client-id': apiKey, authorization: `Bearer ${good}` })).toBe(200);
  });

  test('is given to client credentials in the body and by HTTP Basic, and to no wrong ones', async () => {
    const { vdab } = (await simulation()).addresses;
    const ask = (body: Record<string, string>, headers: Record<string, string> = {}) =>
      fetch(vdab.tokenUrl, { method: 'POST', body: new URLSearchParams(body), headers });
    const basic = Buffer.from(`${vdab.clientId}:${vdab.clientSecret}`).toString('base64');
    const answer = await ask(
      { grant_type: 'client_credentials', scope: 'openid' },
      { authorization: `Basic ${basic}` },
    );
    expect(await answer.json()).toMatchObject({ token_type: 'Bearer', expires_in: 900 });
    const wrong = { grant_type: 'client_credentials', client_id: vdab.clientId, client_secret: 'x' };
    expect((await ask(wrong)).status).toBe(401);
    expect((await ask({ grant_type: 'password' })).status).toBe(400);
  });

  test('ends with the life of the token', async () => {
    const clock = heldClock();
    const client = new VdabClient(await simulation({ clock }));
    clock.move(1000);
    expect((await client.call('/initial')).status).toBe(200);
    clock.move(900_000);
    expect((await client.call('/initial')).status).toBe(401);
  });

  test('is limited to so many calls a minute and endpoint when switched on', async () => {
    const clock = heldClock();
    const client = new VdabClient(await simulation({ clock, rateLimited: 3 }));
    const statuses: number[] = [];
    for (let call = 0; call < 4; call++) statuses.push((await client.call('/initial?aantal=1')).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect((await client.call('/initial?aantal=1')).headers.get('retry-after')).toBe('60');
    expect((await client.call('?aantal=1')).status).toBe(200);
    clock.move(60_000);
    expect((await client.call('/initial?aantal=1')).status).toBe(200);
  });
});

describe('the snapshot', () => {
  test('names every live vacancy once, page by page, and nothing else', async () => {
    const simulator = await simulation();
    await simulator.advance({ times: 3 });
    const rows = await new VdabClient(simulator).rows('/initial', 17);
    const references = rows.map(({ vacatureReferentie }) => vacatureReferentie.interneReferentie);
    expect(references.toSorted()).toEqual(liveReferences(simulator, 'vdab'));
    expect(rows.every(({ status }) => status === 'GEPUBLICEERD')).toBe(true);
  });

  test('refuses pages that are too long and offsets that make no sense', async () => {
    const client = new VdabClient(await simulation());
    for (const query of ['aantal=2001', 'vanaf=-1', 'aantal=0', 'datum=gisteren']) {
      const answer = await client.call(`/initial?${query}`);
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toMatch('application/problem+json');
    }
  });
});

describe('a window of changes', () => {
  test('names what was created, changed and removed within it, with its status', async () => {
    const clock = heldClock();
    const simulator = await simulation({ clock, offers: 2000 });
    const before = new Map(
      simulator.truth().list.flatMap(({ appearances }) => appearances.map((shown) => [shown.reference, shown])),
    );
    const start = clock.now();
    clock.move(3_600_000);
    await simulator.advance();
    const window = `van=${iso(start)}&tot=${iso(clock.now() + 1000)}`;
    const rows = (await new VdabClient(simulator).rows(`/bulk?${window}`, 7)).filter(isNamed);
    const live = new Set(liveReferences(simulator, 'vdab'));
    for (const row of rows) {
      const reference = row.vacatureReferentie.interneReferentie;
      expect(row.status === 'GEPUBLICEERD').toBe(live.has(reference));
    }
    const named = new Set(rows.map(({ vacatureReferentie }) => vacatureReferentie.interneReferentie));
    for (const reference of live) if (!before.has(reference)) expect(named.has(reference)).toBe(true);
    for (const [reference, { service }] of before) {
      if (service === 'vdab' && !live.has(reference)) expect(named.has(reference)).toBe(true);
    }
    expect(rows.some(({ status }) => status === 'NIET_GEPUBLICEERD')).toBe(true);
  });

  test('may not be longer than five days', async () => {
    const client = new VdabClient(await simulation());
    const now = Date.now();
    expect((await client.call(`/bulk?van=${iso(now - 5 * DAY_MS)}&tot=${iso(now)}`)).status).toBe(200);
    expect((await client.call(`/bulk?van=${iso(now - 5 * DAY_MS - 1)}&tot=${iso(now)}`)).status).toBe(400);
    expect((await client.call(`/bulk?van=${iso(now)}&tot=${iso(now - 1)}`)).status).toBe(400);
  });

  test('holds a row that names nothing among many', async () => {
    const clock = heldClock();
    const simulator = await simulation({ clock, offers: 2000 });
    clock.move(1000);
    await simulator.advance({ kind: 'touch' });
    const rows = await new VdabClient(simulator).rows(
      `/bulk?van=${iso(clock.now())}&tot=${iso(clock.now() + 1)}`,
      2000,
    );
    expect(rows.filter((row) => !isNamed(row)).length).toBe(2);
    expect(rows.filter(isNamed).length).toBe(liveReferences(simulator, 'vdab').length);
  });
});

describe('details', () => {
  test('come for each live vacancy that is asked for, and for no vanished one', async () => {
    const simulator = await simulation();
    await simulator.advance({ times: 5 });
    const client = new VdabClient(simulator);
    const live = liveReferences(simulator, 'vdab');
    const gone = simulator
      .truth()
      .list.flatMap(({ appearances }) => appearances.filter((shown) => !shown.live && shown.service === 'vdab'));
    const details = (await (await client.details([...live, gone[0]?.reference ?? ''])).json()) as Details;
    expect(details.resultaten.map(({ vacatureReferentie }) => vacatureReferentie.interneReferentie)).toEqual(live);
    expect((await client.call(`/${live[0]}`)).status).toBe(200);
    const missing = await client.call(`/${gone[0]?.reference}`);
    expect([missing.status, await missing.json()]).toMatchObject([404, { status: 404 }]);
  });

  test('wrap codes in version 4 and leave them bare in version 2, which needs no token', async () => {
    const simulator = await simulation();
    const { legacyBaseUrl, apiKey } = simulator.addresses.vdab;
    const [reference = ''] = liveReferences(simulator, 'vdab');
    const modern = await new VdabClient(simulator).json<Vacancy>(`/${reference}`);
    const answer = await fetch(`${legacyBaseUrl}/vacatures/${reference}`, { headers: { 'x-ibm-client-id': apiKey } });
    const legacy = (await answer.json()) as Vacancy;
    expect(modern.arbeidsovereenkomst.arbeidsContract).toMatchObject({
      code: legacy.arbeidsovereenkomst.arbeidsContract,
    });
  });

  test('name their duplicates as they are named themselves', async () => {
    const simulator = await simulation();
    const answer = await new VdabClient(simulator).details(liveReferences(simulator, 'vdab'));
    const { resultaten } = (await answer.json()) as Details;
    const names = resultaten.flatMap<string | number>(({ vacatureReferentie }) => Object.values(vacatureReferentie));
    const named = resultaten.flatMap(({ dubbels }) => [dubbels?.parentId ?? [], dubbels?.dubbelIds ?? []].flat());
    expect(named.some((each) => typeof each === 'number')).toBe(true);
    expect(named.filter((each) => !names.includes(each))).toEqual([]);
  });

  test('are the same bytes for the same seed and time', async () => {
    const clock = heldClock();
    const read = async () => {
      const simulator = await simulation({ clock, directory: temporaryFolder() });
      return (await new VdabClient(simulator).details(liveReferences(simulator, 'vdab'))).text();
    };
    expect(await read()).toBe(await read());
  });

  test('are refused for more than 500 at once', async () => {
    const client = new VdabClient(await simulation());
    expect((await client.details(Array.from({ length: 501 }, () => 'x'))).status).toBe(400);
  });
});

describe('the search', () => {
  test('gives at most 200 rows with at most five fields', async () => {
    const client = new VdabClient(await simulation());
    const { resultaten } = await client.json('?aantal=20&velden=status&velden=leverancier&filterDubbels=true');
    expect(resultaten.length).toBe(20);
    expect(Object.keys(resultaten[0] ?? {})).toEqual(['vacatureReferentie', 'status', 'leverancier']);
    expect((await client.call('?aantal=201')).status).toBe(400);
    expect((await client.call(`?${'velden=status&'.repeat(6)}`)).status).toBe(400);
  });
});

describe('faults', () => {
  test('pass, strike and end as they were told to', async () => {
    const simulator = await simulation();
    const client = new VdabClient(simulator);
    await simulator.faults.set({ service: 'vdab', kind: 'server-error', after: 1, times: 2 });
    const statuses: number[] = [];
    for (let call = 0; call < 5; call++) statuses.push((await client.call('/initial?aantal=1')).status);
    expect(statuses).toEqual([200, 500, 500, 200, 200]);
    expect(simulator.faults.met()).toEqual([{ service: 'vdab', kind: 'server-error', count: 2 }]);
  });

  test('strike a share of the calls until they are cleared', async () => {
    const simulator = await simulation();
    const client = new VdabClient(simulator);
    await simulator.faults.set({ service: 'vdab', kind: 'too-many-requests', rate: 0.5, retryAfterSeconds: 7 });
    const answers = await Promise.all(Array.from({ length: 60 }, () => client.call('/initial?aantal=1')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(10);
    expect(refused.length).toBeLessThan(50);
    expect(refused[0]?.headers.get('retry-after')).toBe('7');
    await simulator.faults.clear();
    expect((await client.call('/initial')).status).toBe(200);
  });

  test('that a service does not know are refused with those that it knows', async () => {
    const simulator = await simulation();
    const refused = simulator.faults.set({ service: 'vdab', kind: 'entity-bomb' });
    await expect(refused).rejects.toMatchObject({ code: 'FAULT_UNKNOWN' });
    await expect(refused).rejects.toThrow(/server-restart, clock-skew, .*token-expiry/);
  });

  test('are set over HTTP, and names that nobody knows are refused with the list', async () => {
    const simulator = await simulation();
    const control = await startControl(simulator);
    onTestFinished(() => control.close());
    const set = (fault: object) =>
      fetch(`${control.url}/faults`, {
        method: 'POST',
        body: JSON.stringify(fault),
        headers: { 'content-type': 'application/json' },
      });
    const given = { service: 'vdab', kind: 'server-error', status: 503, times: 3 };
    expect((await set(given)).status).toBe(204);
    expect((await new VdabClient(simulator).call('/initial')).status).toBe(503);
    const refused = await set({ service: 'vdab', kind: 'earthquake' });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toMatch(/too-many-requests.*clock-skew.*mass-touch.*disk-full/);
    for (const kind of [
      'clock-skew',
      'vanished-id',
      'mass-touch',
      'unknown-code',
      'server-restart',
    ] satisfies FaultKind[]) {
      expect((await set({ service: 'vdab', kind, skewMs: 5, records: 2, delayMs: 1 })).status).toBe(204);
    }
  });

  test('restart the service: it is gone for a while, and then there again on the same port', async () => {
    const simulator = await simulation();
    const client = new VdabClient(simulator);
    expect((await client.call('/initial?aantal=1')).status).toBe(200);
    await simulator.faults.set({ service: 'vdab', kind: 'server-restart', delayMs: 100 });
    await expect(client.call('/initial?aantal=1')).rejects.toThrow();
    const answers = async () => (await client.call('/initial?aantal=1').catch(() => null))?.status;
    await expect.poll(answers).toBe(200);
    expect(simulator.faults.met()).toEqual([{ service: 'vdab', kind: 'server-restart', count: 1 }]);
  });

  test('let the service close while it restarts', async () => {
    const simulator = await simulation();
    await simulator.faults.set({ service: 'vdab', kind: 'server-restart', delayMs: 50 });
    await expect(new VdabClient(simulator).call('/initial')).rejects.toThrow();
    await simulator.close();
    await expect(new VdabClient(simulator).call('/initial')).rejects.toThrow();
  });

  test('set its clock wrong: its Date header and the stamps of its changes', async () => {
    const clock = heldClock();
    const simulator = await simulation({ clock });
    const client = new VdabClient(simulator);
    clock.move(7_200_000);
    await simulator.advance();
    await simulator.faults.set({ service: 'vdab', kind: 'clock-skew', skewMs: -3_600_000 });
    const namedIn = async (from: number, to: number) =>
      (await client.rows(`/bulk?van=${iso(clock.now() + from)}&tot=${iso(clock.now() + to)}`)).length;
    expect(await namedIn(-1000, 1000)).toBe(0);
    expect(await namedIn(-3_601_000, -3_599_000)).toBeGreaterThan(0);
    const date = (await client.call('/initial?aantal=1')).headers.get('date') ?? '';
    expect(Date.parse(date)).toBe(clock.now() - 3_600_000);
  });

  test('name vacancies that do not exist, and announce them', async () => {
    const simulator = await simulation();
    const client = new VdabClient(simulator);
    await simulator.faults.set({ service: 'vdab', kind: 'vanished-id', records: 3 });
    const rows = await client.rows('/initial', 2000);
    const live = new Set(liveReferences(simulator, 'vdab'));
    const vanished = rows.map((row) => row.vacatureReferentie.interneReferentie).filter((each) => !live.has(each));
    expect([vanished.length, rows.length]).toEqual([3, live.size + 3]);
    for (const reference of vanished) expect((await client.call(`/${reference}`)).status).toBe(404);
  });

  test('name a mass of vacancies as changed that are not, for one window', async () => {
    const clock = heldClock();
    const simulator = await simulation({ clock });
    clock.move(DAY_MS);
    const client = new VdabClient(simulator);
    const window = `/bulk?van=${iso(clock.now() - 1000)}&tot=${iso(clock.now())}`;
    await simulator.faults.set({ service: 'vdab', kind: 'mass-touch', records: 100 });
    expect((await client.rows(window)).length).toBe(100);
    expect((await client.rows(window)).length).toBe(0);
  });

  test('truncate a snapshot so that its total does not tell', async () => {
    const simulator = await simulation();
    await simulator.faults.set({ service: 'vdab', kind: 'truncated-snapshot', remains: 0.5, quiet: true });
    expect((await new VdabClient(simulator).json('/initial')).totaalAantalResultaten).toBe(90);
  });

  test('give records a member more, and a code that is in no list', async () => {
    const simulator = await simulation();
    const client = new VdabClient(simulator);
    const [reference = ''] = liveReferences(simulator, 'vdab');
    await simulator.faults.set({ service: 'vdab', kind: 'unknown-field' });
    await simulator.faults.set({ service: 'vdab', kind: 'unknown-code' });
    const vacancy = await client.json<Vacancy & { newMember: unknown }>(`/${reference}`);
    expect(vacancy.newMember).toEqual({ value: 1 });
    expect(vacancy.arbeidsovereenkomst.arbeidsContract).toMatchObject({ code: 'NEW99' });
  });

  test('reset the connection', async () => {
    const simulator = await simulation();
    const client = new VdabClient(simulator);
    await simulator.faults.set({ service: 'vdab', kind: 'connection-reset' });
    await expect(client.call('/initial')).rejects.toThrow();
    expect((await client.call('/initial')).status).toBe(200);
  });

  test('answer HTML, half of the JSON, and bytes that are no UTF-8', async () => {
    const simulator = await simulation();
    const client = new VdabClient(simulator);
    await simulator.faults.set({ service: 'vdab', kind: 'html-answer' });
    expect(await (await client.call('/initial')).text()).toMatch(/^<!DOCTYPE html>/);
    await simulator.faults.set({ service: 'vdab', kind: 'truncated-json' });
    await expect((await client.call('/initial')).json()).rejects.toThrow(SyntaxError);
    await simulator.faults.set({ service: 'vdab', kind: 'wrong-encoding' });
    const bytes = await (await client.details(liveReferences(simulator, 'vdab').slice(0, 100))).arrayBuffer();
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow(TypeError);
  });

  test('end every token in the middle of the pages', async () => {
    const simulator = await simulation();
    const client = new VdabClient(simulator);
    await simulator.faults.set({ service: 'vdab', kind: 'token-expiry', after: 1 });
    expect((await client.call('/initial?aantal=10')).status).toBe(200);
    expect((await client.call('/initial?aantal=10&vanaf=10')).status).toBe(401);
    expect((await new VdabClient(simulator).call('/initial?aantal=10&vanaf=10')).status).toBe(200);
  });

  test('announce a snapshot and give a part of it, for one run', async () => {
    const simulator = await simulation();
    const client = new VdabClient(simulator);
    await simulator.faults.set({ service: 'vdab', kind: 'truncated-snapshot', remains: 0.25 });
    const { totaalAantalResultaten } = await client.json('/initial?aantal=1');
    expect(totaalAantalResultaten).toBe(180);
    expect((await client.json('/initial?vanaf=44&aantal=10')).resultaten.length).toBe(1);
    expect((await client.rows('/initial')).length).toBe(180);
  });

  test('rename a field that matters, and blow up a record', async () => {
    const simulator = await simulation();
    const client = new VdabClient(simulator);
    const [reference = ''] = liveReferences(simulator, 'vdab');
    await simulator.faults.set({ service: 'vdab', kind: 'renamed-field' });
    expect((await client.json<Vacancy>(`/${reference}`)).functie.functieTitel).toBeUndefined();
    await simulator.faults.set({ service: 'vdab', kind: 'oversized-record' });
    expect((await client.json<Vacancy>(`/${reference}`)).vrijeVereiste.length).toBe(50 * 1024 * 1024);
  });
});

function iso(moment: number): string {
  return new Date(moment).toISOString();
}

function isNamed(row: { vacatureReferentie: { interneReferentie: string } }): boolean {
  return row.vacatureReferentie.interneReferentie !== 'NOT_FOUND';
}
