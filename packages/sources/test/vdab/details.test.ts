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

  test.each([
    [400, 'Invalid string syntax'],
    [500, 'abc is geen bestaande vacature'],
  ])('version 2 says with an error %i and its words that a vacancy does not exist any more', async (status, text) => {
    const { items } = await readWith({
      list: () => ({ json: { resultaten: [] } }),
      detail: () => ({ status, json: { fout: text } }),
    });
    expect(referencesOf(ofKind(items, 'withdrawn'))).toEqual(references);
  });

  test('that are refused in other words are not taken for gone', async () => {
    const { items } = await readWith({
      list: () => ({ json: { resultaten: [] } }),
      detail: () => ({ status: 400, json: { fout: 'header ontbreekt' } }),
    });
    expect(ofKind(items, 'withdrawn')).toEqual([]);
    expect(ofKind(items, 'unreadable').map(({ code }) => code)).toEqual(Array(5).fill('RECORD_NOT_SERVED'));
  });

  test('that are all refused fail the run, for then it is the call that is refused', async () => {
    const many = Array.from({ length: 30 }, (_, number) => `r${number}`);
    const reading = readWith(
      {
        initial: () => listed(many),
        list: () => ({ status: 405, json: {} }),
        detail: () => ({ status: 400, json: { fout: 'header ontbreekt' } }),
      },
      { details: { mostUnserved: 20 } },
    );
    await expect(reading).rejects.toMatchObject({ code: 'HTTP_STATUS' });
  });

  test('that do not exist although a list shows them are withdrawn while they are few', async () => {
    const many = Array.from({ length: 100 }, (_, number) => `r${number}`);
    const gone = (reference: string) => Number(reference.slice(1)) < 15;
    const { items, end } = await readWith({
      initial: () => listed(many),
      list: (asked) => ({
        json: { resultaten: asked.filter((one) => !gone(one)).map((reference) => detail(reference)) },
      }),
    });
    expect(ofKind(items, 'withdrawn').map(({ reason }) => reason)).toEqual(Array(15).fill('not-found'));
    expect(ofKind(items, 'vacancy').length).toBe(85);
    expect(end?.complete).toBe(true);
  });

  test('under a reference that has no form in an address cost that vacancy alone', async () => {
    const { items, end } = await readWith({
      initial: () => listed(['r1', 'r\uD800', 'r2']),
      list: () => ({ json: { resultaten: ['r1', 'r2'].map((reference) => detail(reference)) } }),
      detail: () => problem,
    });
    expect(referencesOf(ofKind(items, 'vacancy'))).toEqual(['r1', 'r2']);
    expect(ofKind(items, 'withdrawn').map(({ reason }) => reason)).toEqual(['not-found']);
    expect(end?.complete).toBe(true);
  });

  test('that mostly do not exist fail the run, and none of them is withdrawn', async () => {
    const many = Array.from({ length: 30 }, (_, number) => `r${number}`);
    const reading = readWith({ initial: () => listed(many), list: () => ({ status: 404, json: {} }) });
    await expect(reading).rejects.toMatchObject({ code: 'SOURCE_ANSWER_SHAPE' });
    await expect(reading).rejects.toThrow(/30 of 30 vacancies that a list shows do not exist/);
  });

  test('are asked for in growing lists again once a list that was too much is behind', async () => {
    const many = Array.from({ length: 400 }, (_, number) => `r${String(number).padStart(3, '0')}`);
    const sizes: number[] = [];
    const { items } = await readWith(
      {
        initial: () => listed(many),
        list(asked) {
          sizes.push(asked.length);
          if (asked.includes('r003') && asked.length > 2) return { status: 413, json: {} };
          return { json: { resultaten: asked.map((reference) => detail(reference)) } };
        },
      },
      { details: { perCall: 16, parallel: 1 } },
    );
    expect(ofKind(items, 'vacancy').length).toBe(400);
    expect(sizes.slice(0, 5)).toEqual([16, 8, 4, 2, 2]);
    expect(sizes.at(-1)).toBe(16);
  });

  test.each([500, 504])('of a list that the service cannot make (%i) are asked for in smaller ones', async (status) => {
    const { items } = await readWith({
      list: (asked) =>
        asked.length > 2 ? { status, json: {} } : { json: { resultaten: asked.map((reference) => detail(reference)) } },
      detail: (reference) => ({ json: detail(reference) }),
    });
    expect(referencesOf(ofKind(items, 'vacancy'))).toEqual(references);
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

describe('the shape of what VDAB answers', () => {
  const many = Array.from({ length: 30 }, (_, number) => `r${number}`);

  test('may have members and codes that nobody knows: they are counted and the vacancies are kept', async () => {
    const { items, end } = await readWith({
      list: (asked) => ({
        json: {
          resultaten: asked.map((reference) =>
            detail(reference, { nieuw: 1, arbeidsovereenkomst: { arbeidsContract: 'QX', nieuw: { diep: 1 } } }),
          ),
        },
      }),
    });
    expect(referencesOf(ofKind(items, 'vacancy'))).toEqual(references);
    expect(end?.drift).toEqual([
      { path: 'arbeidsovereenkomst.nieuw', count: 5, kind: 'unknown-field' },
      { path: 'nieuw', count: 5, kind: 'unknown-field' },
      { path: 'arbeidsovereenkomst.arbeidsContract=QX', count: 5, kind: 'unknown-code' },
    ]);
    for (const { vacancy } of ofKind(items, 'vacancy')) expect(vacancy.contract.codes[0]?.code).toBe('QX');
  });

  test('may have more in its rows: that is told apart from the details', async () => {
    const resultaten = ['r1', 'r2'].map((reference) => ({ ...listedRow(reference), nieuw: 1 }));
    const { end } = await readWith({ initial: () => ({ json: { totaalAantalResultaten: 2, resultaten } }) });
    expect(end?.drift).toEqual([{ path: 'rows.nieuw', count: 2, kind: 'unknown-field' }]);
  });

  test('may not lack a member that matters in all records: the run stops with its name', async () => {
    const renamed = { functie: { titelFunctie: 'Verkoper', omschrijving: 'Je verkoopt onderdelen.' } };
    const reading = readWith({
      initial: () => listed(many),
      list: (asked) => ({ json: { resultaten: asked.map((reference) => detail(reference, renamed)) } }),
    });
    await expect(reading).rejects.toMatchObject({ code: 'SOURCE_SCHEMA_CHANGED', retriable: false });
    await expect(reading).rejects.toThrow(/functie\.functieTitel is missing from 30 of 30/);
  });

  test('may lack the workplace in a whole delivery, but not have another member in its place', async () => {
    const answering = (given: object) => ({
      initial: () => listed(many),
      list: (asked: readonly string[]) => ({
        json: { resultaten: asked.map((reference) => detail(reference, given)) },
      }),
    });
    const { items } = await readWith(answering({ tewerkstellingsadres: null }));
    expect(ofKind(items, 'vacancy').length).toBe(30);
    await server.close();
    const renamed = readWith(answering({ tewerkstellingsadres: undefined, werkplek: { postcode: '9000' } }));
    await expect(renamed).rejects.toThrow(/tewerkstellingsadres\.postcode/);
  });

  test('may lack a member that matters in some records: each of them stands for itself', async () => {
    const { items } = await readWith({
      initial: () => listed(many),
      list: (asked) => ({
        json: {
          resultaten: asked.map((reference) =>
            detail(reference, reference === 'r7' ? { functie: {}, vrijeVereiste: null, arbeidsovereenkomst: {} } : {}),
          ),
        },
      }),
    });
    expect(ofKind(items, 'vacancy').length).toBe(29);
    expect(ofKind(items, 'unreadable')).toMatchObject([{ reference: 'r7', code: 'RECORD_EMPTY' }]);
  });

  test.each(['status', 'vacatureReferentie'])('may not lack %s in the rows of a list', async (name) => {
    const rows = many.map((interneReferentie) => ({
      vacatureReferentie: { interneReferentie },
      status: 'GEPUBLICEERD',
    }));
    const resultaten = rows.map((row) => ({ ...row, [name]: undefined }));
    const reading = readWith({ initial: () => ({ json: { totaalAantalResultaten: 30, resultaten } }) });
    await expect(reading).rejects.toMatchObject({ code: 'SOURCE_SCHEMA_CHANGED' });
    await expect(reading).rejects.toThrow(new RegExp(name));
  });
});

test('a list that announces nothing is no snapshot that anything could be absent from', async () => {
  const { end } = await readWith({ initial: () => listed([]) });
  expect(end?.complete).toBe(false);
});

function listedRow(interneReferentie: string) {
  return { vacatureReferentie: { interneReferentie }, status: { code: 'GEPUBLICEERD', label: 'Gepubliceerd' } };
}
