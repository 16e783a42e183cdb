import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openApi } from '../../src/http/api.ts';
import { openTokenSource } from '../../src/http/token.ts';
import { httpSettings, oauthSettings } from '../../src/settings.ts';
import { testContext } from '../test-context.ts';
import { type TinyAnswer, type TinyRequest, type TinyServer, tinyServer } from '../tiny-server.ts';

const signal = new AbortController().signal;
const clock = { time: 0, now: () => clock.time };
let server: TinyServer;
let answer: (request: TinyRequest) => TinyAnswer;
let issued = 0;

beforeEach(async () => {
  issued = 0;
  clock.time = 1_000_000;
  answer = () => ({ json: { fine: true } });
  server = await tinyServer((request) =>
    request.path === '/token' ? { json: { access_token: `token-${++issued}`, expires_in: 900 } } : answer(request),
  );
});
afterEach(async () => await server.close());

function open(given: object = {}) {
  const http = httpSettings.parse({ attempts: 4, backoffMs: 1, callsPerSecond: 5, burst: 2 });
  const oauth = { tokenUrl: `${server.url}/token`, clientId: 'client', clientSecret: 'secret', ...given };
  const context = testContext(clock);
  const tokens = openTokenSource('test', oauthSettings.parse(oauth), http, clock);
  return { context, api: openApi({ source: 'test', baseUrl: server.url, http, tokens }, context) };
}

const get = (path: string) => ({ method: 'GET', path, endpoint: 'page' }) as const;
const tokensOf = () => server.requests.filter(({ path }) => path !== '/token').map((one) => one.headers.authorization);

describe.each(['body', 'basic'])('calls with credentials in the %s style', (style) => {
  test('carry one token until it nears its end, in the middle of the pages too', async () => {
    const { api } = open({ style });
    for (const page of ['/1', '/2', '/3']) {
      expect((await api.call(get(page), signal)).json).toEqual({ ok: true, value: { fine: true } });
      clock.time += 500_000;
    }
    expect(tokensOf()).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
    api.close();
  });

  test('take a new token where one is refused before its time', async () => {
    const { api } = open({ style });
    answer = ({ headers }) => (headers.authorization === 'Bearer token-1' ? { status: 401 } : { json: [1] });
    expect((await api.call(get('/1'), signal)).status).toBe(200);
    expect(tokensOf()).toEqual(['Bearer token-1', 'Bearer token-2']);
    api.close();
  });
});

test('a service that refuses every token is not asked for ever', async () => {
  const { api } = open();
  answer = () => ({ status: 401 });
  await expect(api.call(get('/1'), signal)).rejects.toMatchObject({ code: 'HTTP_STATUS', retriable: false });
  expect(tokensOf()).toEqual(['Bearer token-1', 'Bearer token-2', 'Bearer token-3']);
  api.close();
});

test('many calls that meet a dead token share the next one', async () => {
  const { api } = open();
  answer = ({ headers }) => (headers.authorization === 'Bearer token-1' ? { status: 401 } : { json: [1] });
  await Promise.all(Array.from({ length: 8 }, (_, page) => api.call(get(`/${page}`), signal)));
  expect(issued).toBe(2);
  api.close();
});

test.each([429, 500, 502, 503, 504])(
  '%i is passing: the call is made again, and takes one token of its bucket',
  async (status) => {
    const { api, context } = open();
    let calls = 0;
    answer = () => (++calls < 3 ? { status, headers: { 'retry-after': '0' } } : { json: [1] });
    expect((await api.call(get('/1'), signal)).status).toBe(200);
    expect(context.buckets).toEqual(['test:page']);
    api.close();
  },
);

test('the words of a refusal can be had, and no more than their beginning', async () => {
  const { api } = open();
  answer = () => ({ status: 500, text: `x is geen bestaande vacature ${'!'.repeat(9000)}` });
  const words = await api.refusal(get('/1'), signal);
  expect(words).toMatch(/^x is geen bestaande vacature/);
  expect(words.length).toBe(2000);
  api.close();
});
