import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { CloseStack, createHttpClient, type HttpClientOptions, isAbort, parseRetryAfter } from '../src/index.ts';

const opened = new CloseStack();
afterEach(() => opened.close());

type Answer = (response: ServerResponse, request: IncomingMessage, body: string) => void;

/** A server that gives these answers in turn, the last one for ever, and remembers what it was asked. */
async function serving(options: Partial<HttpClientOptions>, ...answers: readonly Answer[]) {
  const asked: { url: string; headers: IncomingMessage['headers']; body: string }[] = [];
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('latin1');
      asked.push({ url: request.url ?? '', headers: request.headers, body });
      answers[Math.min(asked.length, answers.length) - 1]?.(response, request, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  opened.defer(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => void server.close(() => resolve()));
  });
  const client = opened.use(createHttpClient({ baseUrl, backoffMs: 1, timeoutMs: 10_000, ...options }));
  return { client, asked, baseUrl };
}

function status(code: number, headers: Record<string, string> = {}, body: string | Buffer = ''): Answer {
  return (response) => void response.writeHead(code, headers).end(body);
}
const reset: Answer = (_response, request) => void request.socket.resetAndDestroy();
const silence: Answer = () => undefined;
const drip: Answer = (response) => {
  response.writeHead(200);
  const drop = setInterval(() => response.write('.'), 20);
  response.on('close', () => clearInterval(drop));
};
const GET = { method: 'GET', path: '/offers' } as const;

describe('a call', () => {
  test('carries method, query, headers and body, and brings the answer back', async () => {
    const { client, asked } = await serving({ headers: { 'x-key': 'k' } }, status(201, { 'X-Total': '3' }, 'made'));
    const body = new Uint8Array([0xff, 0x00, 0x41]).subarray(1);
    const query = { page: 2, id: ['a', 'b c'] };
    const headers = { 'content-type': 'application/octet-stream' };
    const answer = await client.call({ method: 'POST', path: '/offers', query, headers, body });
    expect(answer).toMatchObject({ status: 201, headers: { 'x-total': '3' } });
    expect(new TextDecoder().decode(answer.body)).toBe('made');
    expect(asked).toMatchObject([{ body: '\u0000A', headers: { 'x-key': 'k', ...headers } }]);
    expect(new URL(asked[0]?.url ?? '', 'http://x').searchParams.getAll('id')).toEqual(['a', 'b c']);
  });

  test.each([
    ['429 with Retry-After', status(429, { 'retry-after': '0' })],
    ['503', status(503)],
    ['a reset connection', reset],
  ])('is made again after %s', async (_name, failure) => {
    const { client, asked } = await serving({}, failure, failure, status(200, {}, 'there'));
    expect((await client.call(GET)).status).toBe(200);
    expect(asked).toHaveLength(3);
  });

  test('gives up after its last attempt', async () => {
    const { client, asked } = await serving({ attempts: 2 }, status(503));
    const details = { method: 'GET', path: '/offers', status: 503, attempts: 2 };
    await expect(client.call(GET)).rejects.toMatchObject({ code: 'HTTP_STATUS_RETRIABLE', retriable: true, details });
    expect(asked).toHaveLength(2);
  });

  test.each([400, 401, 403, 409, 501])('with status %i fails at once', async (code) => {
    const { client, asked } = await serving({}, status(code));
    await expect(client.call(GET)).rejects.toMatchObject({ code: 'HTTP_STATUS', retriable: false });
    expect(asked).toHaveLength(1);
  });

  test.each([204, 302, 304, 404, 410])('with status %i is answered', async (code) => {
    const { client, asked } = await serving({}, status(code, { location: '/elsewhere' }));
    expect((await client.call(GET)).status).toBe(code);
    expect(asked).toHaveLength(1);
  });

  test('never leaves its server, whatever the path says', async () => {
    const elsewhere = await serving({}, status(200));
    const { client, asked } = await serving({ headers: { authorization: 'Bearer s3cret' } }, status(200));
    await client.call({ method: 'GET', path: `${elsewhere.baseUrl}/offers` });
    await client.call({ method: 'GET', path: elsewhere.baseUrl.replace('http:', '') });
    expect(asked).toHaveLength(2);
    expect(elsewhere.asked).toHaveLength(0);
  });
});

describe('an attempt', () => {
  test('is one, whatever the status', async () => {
    const { client, asked } = await serving({}, status(503));
    expect((await client.attempt(GET)).status).toBe(503);
    expect(asked).toHaveLength(1);
  });

  test.each([
    ['says nothing', silence],
    ['never ends', drip],
  ])('ends at its time limit when the answer %s', async (_name, answer) => {
    const { client } = await serving({ timeoutMs: 150 }, answer);
    await expect(client.attempt(GET)).rejects.toMatchObject({ code: 'HTTP_TIMEOUT', details: { limitMs: 150 } });
  });

  test.each([
    ['a large answer', status(200, {}, 'x'.repeat(5000))],
    [
      'an answer that grows when it is unpacked',
      status(200, { 'content-encoding': 'gzip' }, gzipSync('x'.repeat(5000))),
    ],
  ])('refuses %s', async (_name, answer) => {
    const { client } = await serving({ maxResponseBytes: 1000 }, answer);
    const refusal = { code: 'HTTP_TOO_LARGE', retriable: false, details: { limitBytes: 1000 } };
    await expect(client.attempt(GET)).rejects.toMatchObject(refusal);
  });

  test('that is cut off in the middle is a broken connection', async () => {
    const { client } = await serving({}, (response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    await expect(client.attempt(GET)).rejects.toMatchObject({ code: 'HTTP_CONNECTION', retriable: true });
  });
});

describe('an abort signal', () => {
  test.each([
    ['an answer', silence],
    ['the rest of an answer', drip],
    ['the next attempt', status(429, { 'retry-after': '3600' })],
  ])('ends the wait for %s at once', async (_name, answer) => {
    const controller = new AbortController();
    const { client, asked } = await serving({}, (...asking) => {
      answer(...asking);
      setImmediate(() => controller.abort(new DOMException('the service stops', 'AbortError')));
    });
    const error: unknown = await client.call({ ...GET, signal: controller.signal }).catch((reason: unknown) => reason);
    expect(isAbort(error)).toBe(true);
    expect(asked).toHaveLength(1);
  });

  test('that is aborted already keeps the call from being made', async () => {
    const { client, asked } = await serving({}, status(200));
    const signal = AbortSignal.abort('stopped');
    await expect(client.call({ ...GET, signal })).rejects.toBe('stopped');
    expect(asked).toHaveLength(0);
  });
});

test.each([
  ['a refusal', status(400, {}, 's3cret')],
  ['an overload', status(503)],
  ['a reset', reset],
  ['a timeout', silence],
])('an error after %s holds no header, query or body', async (_name, answer) => {
  const { client } = await serving(
    { attempts: 1, timeoutMs: 150, headers: { authorization: 'Bearer s3cret' } },
    answer,
  );
  const error: unknown = await client
    .call({
      method: 'POST',
      path: '/token?key=s3cret#s3cret',
      query: { secret: 's3cret' },
      headers: { cookie: 's3cret' },
      body: 's3cret',
    })
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({ details: { method: 'POST', path: '/token' } });
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('s3cret');
});

test('a server that is not there is a broken connection', async () => {
  const client = opened.use(createHttpClient({ baseUrl: 'http://127.0.0.1:1', attempts: 2, backoffMs: 1 }));
  const message = 'GET 127.0.0.1:1/offers failed: ECONNREFUSED';
  await expect(client.call(GET)).rejects.toMatchObject({ code: 'HTTP_CONNECTION', retriable: true, message });
});

test.each([
  ['120', 120_000],
  [' 0 ', 0],
  ['Mon, 02 Mar 2026 09:00:10 GMT', 10_000],
  ['Mon, 02 Mar 2026 08:00:00 GMT', 0],
  ['soon', null],
  ['', null],
  [undefined, null],
])('Retry-After %j is %j milliseconds', (value, milliseconds) => {
  expect(parseRetryAfter(value, Date.parse('2026-03-02T09:00:00Z'))).toBe(milliseconds);
});
