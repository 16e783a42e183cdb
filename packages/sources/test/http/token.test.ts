import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTokenSource } from '../../src/http/token.ts';
import { httpSettings, oauthSettings } from '../../src/settings.ts';
import { type TinyAnswer, type TinyServer, tinyServer } from '../tiny-server.ts';

let server: TinyServer;
let answer: () => TinyAnswer;
let issued = 0;
const clock = { time: 0, now: () => clock.time };

beforeEach(async () => {
  issued = 0;
  clock.time = 1_000_000;
  answer = () => ({ json: { access_token: `token-${++issued}`, token_type: 'bearer', expires_in: 900 } });
  server = await tinyServer(() => answer());
});
afterEach(async () => await server.close());

function open(given: object = {}) {
  const settings = oauthSettings.parse({
    tokenUrl: `${server.url}/token`,
    clientId: 'a client',
    clientSecret: 's&cret',
    ...given,
  });
  return openTokenSource('test', settings, httpSettings.parse({ attempts: 2, backoffMs: 1 }), clock);
}

test('many callers at once share one request for a token', async () => {
  const tokens = open();
  expect(new Set(await Promise.all(Array.from({ length: 20 }, () => tokens.get())))).toEqual(new Set(['token-1']));
  expect(server.requests.length).toBe(1);
  tokens.close();
});

test('a token is renewed before it expires, and one that was refused is not used again', async () => {
  const tokens = open();
  expect(await tokens.get()).toBe('token-1');
  clock.time += 839_000;
  expect(await tokens.get()).toBe('token-1');
  clock.time += 2_000;
  expect(await tokens.get()).toBe('token-2');
  tokens.discard('token-1');
  expect(await tokens.get()).toBe('token-2');
  tokens.discard('token-2');
  expect(await tokens.get()).toBe('token-3');
  tokens.close();
});

test('credentials stand in the body, or in HTTP Basic and then not in the body', async () => {
  await open({ scope: 'openid', headers: { 'x-extra': 'yes' } }).get();
  await open({ style: 'basic' }).get();
  const [inBody, inHeader] = server.requests;
  expect(Object.fromEntries(new URLSearchParams(inBody?.body))).toEqual({
    grant_type: 'client_credentials',
    scope: 'openid',
    client_id: 'a client',
    client_secret: 's&cret',
  });
  expect(inBody?.headers['x-extra']).toBe('yes');
  expect(inHeader?.body).toBe('grant_type=client_credentials');
  const basic = Buffer.from(inHeader?.headers.authorization?.slice(6) ?? '', 'base64').toString();
  expect(basic).toBe('a%20client:s%26cret');
});

test('refused credentials are named as such, once, and hold no secret', async () => {
  answer = () => ({ status: 401, json: { error: 'invalid_client' } });
  const failure = await open()
    .get()
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'SOURCE_CREDENTIALS_REFUSED', retriable: false });
  expect(String(failure)).not.toContain('s&cret');
  expect(server.requests.length).toBe(1);
});

test.each([
  ['a web page', { text: '<html></html>' }],
  ['an answer without a token', { json: { expires_in: 900 } }],
])('%s in the place of a token is an error that may pass', async (_name, given) => {
  answer = () => given;
  await expect(open().get()).rejects.toMatchObject({ code: 'SOURCE_ANSWER_UNREADABLE', retriable: true });
});
