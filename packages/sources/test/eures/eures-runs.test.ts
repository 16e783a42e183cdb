import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { euresSource } from '../../src/eures/index.ts';
import { sourceContract } from '../source-contract.ts';
import { ofKind, readAll, referencesOf, testContext } from '../test-context.ts';
import { type TinyServer, tinyServer } from '../tiny-server.ts';
import { document, euresSettings, inputApi, type Provided } from './builders.ts';

const HOUR_MS = 3_600_000;
const anHourAgo = () => Date.now() - HOUR_MS;

function provide(count: number, at = anHourAgo()): Provided[] {
  return Array.from({ length: count }, (_, index) => {
    const reference = `ref${index}`;
    return { reference, created: at, modified: at, closed: null, content: document({ number: reference }) };
  });
}

sourceContract('eures', async () => {
  const offers = provide(11);
  const server = await tinyServer(({ path, body }) => inputApi(offers, path, body));
  const settings = euresSettings(server.url);
  return {
    name: 'eures',
    open: (context) => euresSource.open('eures', settings, context),
    parse: (bytes) => euresSource.parseFile('eures', settings, { name: 'raw', bytes }),
    live: () => offers.filter(({ closed }) => closed === null).map(({ reference }) => reference),
    change() {
      const now = Date.now();
      Object.assign(offers[2] ?? {}, { closed: now, modified: now });
      offers.push({
        reference: 'new',
        created: now,
        modified: now,
        closed: null,
        content: document({ number: 'new' }),
      });
      return Promise.resolve();
    },
    close: () => server.close(),
  };
});

describe('a service that answers the calls of the Input API', () => {
  let offers: Provided[];
  let server: TinyServer;
  beforeEach(async () => {
    offers = provide(10);
    server = await tinyServer(({ path, body }) => inputApi(offers, path, body));
  });
  afterEach(() => server.close());

  const opened = (given: object = {}, context = testContext()) =>
    euresSource.open('eures', euresSettings(server.url, given), context);
  const paths = () => server.requests.map(({ path }) => path.replace(/\d{6,}/, '…'));

  test('is asked at night for all references, and for the documents of those that are new or changed', async () => {
    const context = testContext();
    const adapter = opened({}, context);
    const { cursor, runs } = await readAll(adapter, 'round');
    expect(runs[0]).toMatchObject({ announced: 10 });
    for (const { reference } of offers) context.live.add(reference);
    Object.assign(offers[3] ?? {}, { modified: Date.now(), content: document({ number: 'ref3', title: 'Anders' }) });
    server.requests.length = 0;
    const again = await readAll(adapter, 'round', cursor);
    const items = again.runs[0]?.items ?? [];
    expect(referencesOf(ofKind(items, 'vacancy'))).toEqual(['ref3']);
    expect(ofKind(items, 'present').length).toBe(9);
    expect(paths()).toEqual(['/getAll', '/getDetails']);
    expect(again.runs[0]?.run.end().complete).toBe(true);
  });

  test('is asked in between for changes, a little further back than the last time: created, changed, closed, reopened', async () => {
    const adapter = opened();
    const { cursor } = await readAll(adapter, 'round');
    const now = Date.now();
    Object.assign(offers[0] ?? {}, { modified: now });
    Object.assign(offers[1] ?? {}, { modified: now, closed: now });
    offers[2] = { reference: 'ref2', created: now, modified: now, closed: null, content: document({ number: 'ref2' }) };
    server.requests.length = 0;
    const { runs } = await readAll(adapter, 'changes', cursor);
    const items = runs[0]?.items ?? [];
    expect(runs.map(({ run }) => [run.mode, run.end().complete])).toEqual([['delta', false]]);
    expect(referencesOf(ofKind(items, 'vacancy'))).toEqual(['ref0', 'ref2']);
    expect(ofKind(items, 'withdrawn')).toMatchObject([{ reference: 'ref1', reason: 'status' }]);
    expect(Number(/\d+$/.exec(server.requests[0]?.path ?? '')?.[0])).toBeLessThan(now - 4 * 60_000);
  });

  test('moves the cursor by the clock that is behind', async () => {
    const behind = new Date(Date.now() - HOUR_MS);
    await server.close();
    server = await tinyServer(({ path, body }) => ({
      ...inputApi(offers, path, body),
      headers: { date: behind.toUTCString() },
    }));
    const { cursor } = await readAll(opened(), 'round');
    expect((JSON.parse(cursor ?? '') as { until: number }).until).toBe(Math.floor(behind.getTime() / 1000) * 1000);
  });

  test('keeps the moments of provision out of the dates of the vacancy', async () => {
    const { runs } = await readAll(opened(), 'round');
    const [first] = ofKind(runs[0]?.items ?? [], 'vacancy');
    expect(first?.vacancy).toMatchObject({
      sourceVersion: String(offers[0]?.modified),
      publication: { created: null, modified: null },
      descriptions: { nl: { plain: 'Zorg – élke nacht' } },
    });
  });

  test('tells the origin of a document by its handle, its issuer, or the name under which it is listed', async () => {
    const handle = Buffer.from('V-77 3').toString('base64url');
    const at = anHourAgo();
    const shown = { created: at, modified: at, closed: null };
    offers = [
      { ...shown, reference: 'a', content: document({ number: 'a', alternate: handle }) },
      { ...shown, reference: 'b', content: document({ number: 'b', agency: 'BE FOREM' }) },
      { ...shown, reference: 'c', content: document({ number: 'c' }), source: 'EURES' },
      { ...shown, reference: 'd', content: document({ number: 'd' }) },
    ];
    const { runs } = await readAll(opened(), 'round');
    expect(ofKind(runs[0]?.items ?? [], 'vacancy').map(({ vacancy }) => vacancy.origin)).toMatchObject([
      { service: 'vdab', reference: 'V-77', hops: ['vdab', 'eures'] },
      { service: 'forem', reference: 'b', hops: ['forem', 'eures'] },
      { service: 'eures', provenance: 'unknown', hops: ['eures'] },
      { service: 'eures', provenance: 'unknown', channel: 'TEST' },
    ]);
  });

  test('that names a reference without its document leaves it in the books and live', async () => {
    await server.close();
    server = await tinyServer(({ path, body }) =>
      inputApi(path.endsWith('/getDetails') ? offers.slice(1) : offers, path, body),
    );
    const { runs } = await readAll(opened(), 'round');
    expect(ofKind(runs[0]?.items ?? [], 'unreadable')).toMatchObject([
      { reference: 'ref0', code: 'RECORD_NOT_SERVED', stage: 'fetch' },
    ]);
    expect(runs[0]?.run.end().complete).toBe(true);
  });

  test.each([
    ['<PositionOpening', 'FILE_FORMAT'],
    ['', 'RECORD_INVALID'],
    ['<!DOCTYPE x [<!ENTITY a "b">]><PositionOpening xmlns="http://www.hr-xml.org/3"/>', 'FILE_FORMAT'],
  ])('with the document %j has it in the books, and the others are read', async (content, code) => {
    Object.assign(offers[4] ?? {}, { content });
    const { runs } = await readAll(opened(), 'round');
    expect(ofKind(runs[0]?.items ?? [], 'unreadable')).toMatchObject([{ reference: 'ref4' }]);
    expect([code, 'RECORD_MALFORMED', 'FILE_FORMAT']).toContain(ofKind(runs[0]?.items ?? [], 'unreadable')[0]?.code);
    expect(ofKind(runs[0]?.items ?? [], 'vacancy').length).toBe(9);
  });

  test('with a document beyond the limit has it in the books, and the others are read', async () => {
    Object.assign(offers[4] ?? {}, { content: document({ number: 'ref4', title: 'x'.repeat(20_000) }) });
    const { runs } = await readAll(opened({ documentLength: 10_000 }), 'round');
    expect(ofKind(runs[0]?.items ?? [], 'unreadable')).toMatchObject([{ reference: 'ref4' }]);
    expect(ofKind(runs[0]?.items ?? [], 'vacancy').length).toBe(9);
  });

  test('is asked again when it refuses calls for a while', async () => {
    await server.close();
    let calls = 0;
    server = await tinyServer(({ path, body }) => {
      calls += 1;
      return calls % 2 === 1 ? { status: 429, headers: { 'retry-after': '0' } } : inputApi(offers, path, body);
    });
    const { runs } = await readAll(opened(), 'round');
    expect(ofKind(runs[0]?.items ?? [], 'vacancy').length).toBe(10);
  });

  test('has its documents read as the text that they are in JSON, whatever encoding they declare', async () => {
    const { runs } = await readAll(opened(), 'round');
    const vacancies = ofKind(runs[0]?.items ?? [], 'vacancy').map(({ vacancy }) => vacancy);
    expect(offers[0]?.content).toMatch(/encoding="ISO-8859-1"/);
    for (const { descriptions } of vacancies) expect(descriptions['nl']?.plain).toBe('Zorg – élke nacht');
  });

  test('that shows nothing at all is not believed', async () => {
    offers = [];
    const { runs } = await readAll(opened(), 'round');
    expect(runs[0]?.run.end().complete).toBe(false);
  });

  test('whose references or documents got another name stops the batch with a message that names it', async () => {
    await server.close();
    const rename = (answer: { json: unknown }, from: string, to: string) => ({
      json: JSON.parse(JSON.stringify(answer.json).replaceAll(`"${from}"`, `"${to}"`)) as unknown,
    });
    server = await tinyServer(({ path, body }) => rename(inputApi(offers, path, body), 'reference', 'ref'));
    await expect(readAll(opened(), 'round')).rejects.toMatchObject({
      code: 'SOURCE_SCHEMA_CHANGED',
      details: { field: 'reference' },
    });
    await server.close();
    server = await tinyServer(({ path, body }) => rename(inputApi(offers, path, body), 'content', 'xml'));
    await expect(readAll(opened({ detailsPerCall: 10 }), 'round')).rejects.toMatchObject({
      details: { field: 'content' },
    });
  });

  test('counts members that nobody knows', async () => {
    await server.close();
    server = await tinyServer(({ path, body }) => {
      const text = JSON.stringify(inputApi(offers, path, body).json).replaceAll('"status"', '"newMember":1,"status"');
      return { text };
    });
    const { runs } = await readAll(opened(), 'round');
    expect(runs[0]?.run.end().drift).toEqual([{ kind: 'unknown-field', path: 'newMember', count: 20 }]);
  });

  test('that answers anything else is misunderstood aloud', async () => {
    await server.close();
    server = await tinyServer(() => ({ json: { references: [] } }));
    await expect(readAll(opened(), 'round')).rejects.toMatchObject({ code: 'SOURCE_ANSWER_SHAPE' });
    await server.close();
    server = await tinyServer(() => ({ status: 404, json: {} }));
    await expect(readAll(opened(), 'round')).rejects.toMatchObject({ code: 'SOURCE_CALL_NOT_OFFERED' });
  });
});
