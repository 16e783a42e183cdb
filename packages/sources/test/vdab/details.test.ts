import { afterEach, describe, expect, test } from 'vitest';
import { openVdab } from '../../src/vdab/runs.ts';
import { patientHttp, settingsOf } from '../simulated.ts';
import { ofKind, readAll, referencesOf, testContext } from '../test-context.ts';
import { type TinyAnswer, type TinyRequest, type TinyServer, tinyServer } from '../tiny-server.ts';
import { vacancyV4 } from './builders.ts';

const references = ['r1', 'r2', 'r3', 'r4', 'r5'];
const detail = (reference: string, given: object = {}) =>
  vacancyV4({ vacatureReferentie: { interneReferentie: reference }, ...given });
const listed = (rows: readonly string[]): TinyAnswer => ({
  json: {
    totaalAantalResultaten: rows.length,
    resultaten: rows.map((interneReferentie) => ({
      vacatureReferentie: { interneReferentie },
      status: 'GEPUBLICEERD',
    })),
  },
});
const problem: TinyAnswer = { status: 404, json: { title: 'Not Found' } };

let server: TinyServer;
afterEach(async () => await server.close());

interface Answers {
  list?(asked: readonly string[]): TinyAnswer;
  detail?(reference: string): TinyAnswer;
  initial?(): TinyAnswer;
}

async function readWith(answers: Answers, given: object = {}) {
  server = await tinyServer((request) => answerOf(request, answers));
  const settings = settingsOf('vdab', { baseUrl: `${server.url}/v4`, apiKey: 'the-key', http: patientHttp, ...given });
  const adapter = openVdab('vdab', settings, testContext());
  const { runs } = await readAll(adapter, 'round');
  await adapter.close();
  return { items: runs[0]?.items ?? [], end: runs[0]?.run.end() };
}

function answerOf({ method, path, body }: TinyRequest, answers: Answers): TinyAnswer {
  if (path === '/v4/vacatures/initial') return answers.initial?.() ?? listed(references);
  if (method === 'GET') return answers.detail?.(path.split('/').at(-1) ?? '') ?? problem;
  const asked = (JSON.parse(body) as { interneReferenties: string[] }).interneReferenties;
  return answers.list?.(asked) ?? { json: { resultaten: asked.map((reference) => detail(reference)) } };
}

describe('details of VDAB', () => {
  test('are asked for by list, in the member that the settings name, with the API key', async () => {
    await readWith({}, { details: { perCall: 2 } });
    const lists = server.requests.filter(({ method }) => method === 'POST');
    expect(lists.map(({ body }) => body)).toEqual([
      '{"interneReferenties":["r1","r2"]}',
      '{"interneReferenties":["r3","r4"]}',
    ]);
    expect(server.requests.every(({ headers }) => headers['x-ibm-client-id'] === 'the-key')).toBe(true);
    expect(server.requests[0]?.query.get('datum')).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  test.each([404, 405, 501])('are read one by one where a list answers %i', async (status) => {
    const { items } = await readWith({
      list: () => ({ status, json: {} }),
      detail: (reference) => ({ json: detail(reference) }),
    });
    expect(referencesOf(ofKind(items, 'vacancy'))).toEqual(references);
    expect(server.requests.filter(({ method }) => method === 'POST').length).toBe(1);
  });

  test('that a list leaves out are asked for one by one: gone only when that says so', async () => {
    const { items } = await readWith({
      list: (asked) => ({ json: { resultaten: asked.slice(0, 2).map((reference) => detail(reference)) } }),
      detail: (reference) => (reference === 'r4' ? problem : { json: detail(reference) }),
    });
    expect(referencesOf(ofKind(items, 'vacancy'))).toEqual(['r1', 'r2', 'r3', 'r5']);
    expect(ofKind(items, 'withdrawn')).toMatchObject([{ reference: 'r4', reason: 'not-found' }]);
  });

  test('version 2 says with a client error that a vacancy does not exist any more', async () => {
    const { items } = await readWith({
      list: () => ({ json: { resultaten: [] } }),
      detail: () => ({ status: 400, json: {} }),
    });
    expect(referencesOf(ofKind(items, 'withdrawn'))).toEqual(references);
  });

  test('of a list that is refused are asked for in smaller ones', async () => {
    const sizes: number[] = [];
    const { items } = await readWith({
      list(asked) {
        sizes.push(asked.length);
        return asked.length > 2
          ? { status: 413, json: {} }
          : { json: { resultaten: asked.map((reference) => detail(reference)) } };
      },
      detail: (reference) => ({ json: detail(reference) }),
    });
    expect(referencesOf(ofKind(items, 'vacancy'))).toEqual(references);
    expect(Math.max(...sizes.slice(1))).toBeLessThanOrEqual(3);
  });

  test('of one vacancy that breaks every answer it is in cost that vacancy alone', async () => {
    const broken = { text: '{"resultaten":[{"vacatureReferentie":' };
    const { items, end } = await readWith({
      list: (asked) =>
        asked.includes('r3') ? broken : { json: { resultaten: asked.map((reference) => detail(reference)) } },
      detail: (reference) => (reference === 'r3' ? broken : { json: detail(reference) }),
    });
    expect(referencesOf(ofKind(items, 'vacancy'))).toEqual(['r1', 'r2', 'r4', 'r5']);
    expect(ofKind(items, 'unreadable')).toMatchObject([{ reference: 'r3', code: 'ANSWER_UNREADABLE', stage: 'parse' }]);
    expect(end?.complete).toBe(true);
  });

  test('of one vacancy of many megabytes cost that vacancy alone', async () => {
    const huge = (reference: string) =>
      detail(reference, { vrijeVereiste: reference === 'r3' ? 'x'.repeat(3_000_000) : null });
    const { items } = await readWith(
      {
        list: (asked) => ({ json: { resultaten: asked.map(huge) } }),
        detail: (reference) => ({ json: huge(reference) }),
      },
      { http: { ...patientHttp, maxAnswerBytes: 1_000_000 } },
    );
    expect(referencesOf(ofKind(items, 'vacancy'))).toEqual(['r1', 'r2', 'r4', 'r5']);
    expect(ofKind(items, 'unreadable')).toMatchObject([{ reference: 'r3', code: 'RECORD_TOO_LARGE', stage: 'fetch' }]);
  });

  test('that say they are not published are withdrawals', async () => {
    const { items } = await readWith({
      list: (asked) => ({
        json: { resultaten: asked.map((reference) => detail(reference, { status: 'AFGESLOTEN' })) },
      }),
    });
    expect(referencesOf(ofKind(items, 'withdrawn'))).toEqual(references);
  });

  test('that were not asked for are passed over', async () => {
    const { items } = await readWith({
      list: (asked) => ({ json: { resultaten: [...asked, 'stranger', 'r1'].map((reference) => detail(reference)) } }),
    });
    expect(referencesOf(items)).toEqual(references);
  });
});

describe('lists of VDAB', () => {
  test('hold rows that name no vacancy: they are passed over and count as read', async () => {
    const { items, end } = await readWith({ initial: () => listed(['r1', 'NOT_FOUND', 'r2']) });
    expect(referencesOf(items)).toEqual(['r1', 'r2']);
    expect(end?.complete).toBe(true);
  });

  test('with a row of another shape are incomplete, and the row is in the books', async () => {
    const initial = { json: { totaalAantalResultaten: 2, resultaten: [{ ref: 'r1' }, listedRow('r2')] } };
    const { items, end } = await readWith({
      initial: () => initial,
      detail: (reference) => ({ json: detail(reference) }),
    });
    expect(ofKind(items, 'unreadable')).toMatchObject([{ code: 'RECORD_WITHOUT_REFERENCE', reference: null }]);
    expect(referencesOf(ofKind(items, 'vacancy'))).toEqual(['r2']);
    expect(end?.complete).toBe(false);
  });

  test('without the member that holds them stop the run with its name', async () => {
    const renamed = { json: { totaalAantalResultaten: 2, vacatureLijst: [] } };
    const reading = readWith({ initial: () => renamed });
    await expect(reading).rejects.toMatchObject({ code: 'SOURCE_ANSWER_SHAPE', retriable: false });
    await expect(reading).rejects.toThrow(/resultaten/);
  });

  test('that stay unreadable fail the run, so that nothing is withdrawn', async () => {
    await expect(readWith({ initial: () => ({ text: '{"totaal' }) })).rejects.toMatchObject({
      code: 'SOURCE_ANSWER_UNREADABLE',
      retriable: true,
    });
  });

  test('that the service does not have are named', async () => {
    await expect(readWith({ initial: () => problem })).rejects.toMatchObject({ code: 'SOURCE_CALL_NOT_OFFERED' });
  });
});

function listedRow(interneReferentie: string) {
  return { vacatureReferentie: { interneReferentie }, status: { code: 'GEPUBLICEERD', label: 'Gepubliceerd' } };
}
