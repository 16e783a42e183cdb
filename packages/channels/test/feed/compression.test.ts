import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FeedStore, feedPageSchema } from '../../src/index.ts';
import { batchOf, running, upserts } from '../offers.ts';
import { openWith } from '../surroundings.ts';
import { memoryFeedStore } from './memory-feed-store.ts';
import { KEY, serverFor } from './reader.ts';

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

let feedStore: FeedStore;
let server: FastifyInstance;
let url: string;
beforeEach(async () => {
  feedStore = memoryFeedStore();
  await openWith({ kind: 'feed', apiKeys: [KEY] }, { feedStore }).send(batchOf(upserts(50)), running);
  server = serverFor(feedStore);
  url = await server.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(async () => await server.close());

/** Asks over a socket and takes the bytes as they come: nothing is unpacked on the way. */
async function ask(headers: Record<string, string> = {}, query = '', method = 'GET'): Promise<Answer> {
  const authorization = `Bearer ${KEY}`;
  const asked = request(`${url}/v1/feeds/jobs-all${query}`, { method, headers: { authorization, ...headers } }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: await buffer(answer) };
}

const gzip = { 'accept-encoding': 'gzip' };

describe('a page of the feed', () => {
  test('is compressed for a reader that takes gzip, and is the same page', async () => {
    const [plain, zipped] = [await ask(), await ask(gzip)];
    expect([plain.headers['content-encoding'], zipped.headers['content-encoding']]).toEqual([undefined, 'gzip']);
    expect(gunzipSync(zipped.body)).toEqual(plain.body);
    expect(feedPageSchema.parse(JSON.parse(plain.body.toString())).entries).toHaveLength(50);
    expect(zipped.body.length).toBeLessThan(plain.body.length / 4);
    expect(zipped.headers['content-length']).toBe(String(zipped.body.length));
    expect([plain.headers.vary, zipped.headers.vary]).toEqual(['accept-encoding', 'accept-encoding']);
  });

  test('has one ETag in either form, which is known again in a list, and by `*`', async () => {
    const { headers } = await ask(gzip);
    const etag = headers.etag ?? '';
    expect((await ask()).headers.etag).toBe(etag);
    for (const known of [etag, `W/"other", ${etag}`, '*']) {
      const again = await ask({ ...gzip, 'if-none-match': known });
      expect([again.status, again.body.length, again.headers.vary]).toEqual([304, 0, 'accept-encoding']);
      expect(again.headers['content-encoding']).toBeUndefined();
    }
    expect((await ask({ 'if-none-match': 'W/"other"' })).status).toBe(200);
  });

  test('is not compressed when it is small', async () => {
    expect((await ask(gzip, '?limit=1')).headers['content-encoding']).toBeUndefined();
  });

  test('is answered to HEAD with the headers alone, compressed or not', async () => {
    for (const headers of [{}, gzip] as Record<string, string>[]) {
      const [head, whole] = [await ask(headers, '', 'HEAD'), await ask(headers)];
      expect([head.status, head.body.length]).toEqual([200, 0]);
      for (const name of ['content-encoding', 'content-length', 'etag', 'vary'])
        expect(head.headers[name]).toEqual(whole.headers[name]);
    }
  });

  test('reaches a reader that unpacks by itself', async () => {
    const answer = await fetch(`${url}/v1/feeds/jobs-all`, { headers: { authorization: `Bearer ${KEY}` } });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(feedPageSchema.parse(await answer.json()).entries).toHaveLength(50);
  });

  test('is taken whole by many readers at once', async () => {
    const { body } = await ask();
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask(gzip)));
    for (const answer of answers) expect(gunzipSync(answer.body)).toEqual(body);
  });
});

describe('Accept-Encoding', () => {
  test.each([
    ['gzip, deflate, br', 'gzip'],
    ['GZIP;q=1.0', 'gzip'],
    ['x-gzip', 'gzip'],
    ['*', 'gzip'],
    ['br;q=1, *;q=0.2', 'gzip'],
    ['identity;q=0.5, gzip;q=0.5', 'gzip'],
    ['identity;q=0, gzip', 'gzip'],
    ['*;q=0, gzip', 'gzip'],
    ['', undefined],
    ['br', undefined],
    ['gzip;q=0', undefined],
    ['gzip;q=0.000, *', undefined],
    ['identity, gzip;q=0.5', undefined],
    ['gzip;q=much', undefined],
    ['gzip;q=2', undefined],
    ['gzip gzip', undefined],
    [';;,=,;q=1,,\t', undefined],
    ['a,'.repeat(3_000), undefined],
  ])('%j is answered with the encoding %j', async (value, encoding) => {
    const { status, headers } = await ask({ 'accept-encoding': value });
    expect([status, headers['content-encoding']]).toEqual([200, encoding]);
  });

  test('that refuses plain text gets small pages compressed too', async () => {
    const { headers, body } = await ask({ 'accept-encoding': 'identity;q=0, gzip' }, '?limit=1');
    expect(headers['content-encoding']).toBe('gzip');
    expect(feedPageSchema.parse(JSON.parse(gunzipSync(body).toString())).entries).toHaveLength(1);
  });

  test.each(['identity;q=0', '*;q=0', 'br, identity;q=0'])(
    'that refuses all that there is is told so, and acknowledges nothing: %j',
    async (value) => {
      const { next } = feedPageSchema.parse(JSON.parse((await ask({}, '?limit=2')).body.toString()));
      const { status, body } = await ask({ 'accept-encoding': value }, `?after=${next}`);
      expect([status, JSON.parse(body.toString())]).toMatchObject([406, { code: 'FEED_ENCODING_REFUSED' }]);
      expect(await feedStore.unsettled('jobs-all', 10)).toEqual([]);
    },
  );
});
