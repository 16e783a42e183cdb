import { silentLogger } from '@relais/runtime';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FeedServerOptions, type FeedStore, feedPageSchema, feedServer } from '../../src/index.ts';
import { batchOf, NOW, removal, running, upsert, upserts } from '../offers.ts';
import { openWith } from '../surroundings.ts';
import { memoryFeedStore } from './memory-feed-store.ts';

const KEY = 'k'.repeat(32);
const NEXT_KEY = 'n'.repeat(32);
let feedStore: FeedStore;
let server: FastifyInstance;
let now: number;

function start(known: Partial<FeedServerOptions> = {}): FastifyInstance {
  const subscriptions = new Map([
    ['jobs-all', { apiKeys: [KEY, NEXT_KEY] }],
    ['other', { apiKeys: ['o'.repeat(32)] }],
  ]);
  return feedServer({ feedStore, subscriptions, logger: silentLogger, clock: { now: () => now }, ...known });
}

beforeEach(async () => {
  now = NOW;
  feedStore = memoryFeedStore();
  server = start();
  const channel = openWith({ kind: 'feed', apiKeys: [KEY] }, { feedStore });
  await channel.send(batchOf([...upserts(5), removal('of_gone')]), running);
});
afterEach(async () => await server.close());

async function ask(query = '', headers: Record<string, string> = {}, path = '/v1/feeds/jobs-all') {
  return await server.inject({ url: `${path}${query}`, headers: { authorization: `Bearer ${KEY}`, ...headers } });
}

describe('a page of the feed', () => {
  test('holds the entries after the cursor, and where to go on', async () => {
    const first = feedPageSchema.parse((await ask('?limit=4')).json());
    expect(first.entries.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
    expect(first.more).toBe(true);
    const second = feedPageSchema.parse((await ask(`?limit=4&after=${first.next}`)).json());
    expect(second).toMatchObject({
      more: false,
      entries: [{ position: 5 }, { position: 6, action: 'remove', offer: null }],
    });
    const third = feedPageSchema.parse((await ask(`?after=${second.next}`)).json());
    expect(third).toEqual({ entries: [], next: second.next, more: false });
  });

  test('ends early when offers are large, and says that there is more', async () => {
    const long = 'x'.repeat(3 * 1024 * 1024);
    const entries = ['a', 'b', 'c', 'd'].map((offerId) => ({
      offerId,
      revision: 1,
      content: `{"t":"${long}"}`,
      at: NOW,
    }));
    await feedStore.append('other', entries);
    const answer = await ask('?limit=1000', { authorization: `Bearer ${'o'.repeat(32)}` }, '/v1/feeds/other');
    const page = answer.json<{ entries: unknown[]; more: boolean; next: string }>();
    expect([page.entries.length, page.more]).toEqual([3, true]);
    const rest = await ask(`?after=${page.next}`, { authorization: `Bearer ${'o'.repeat(32)}` }, '/v1/feeds/other');
    expect(rest.json<{ entries: unknown[] }>().entries).toHaveLength(1);
  });

  test('acknowledges what lies before the cursor, and nothing else', async () => {
    const first = feedPageSchema.parse((await ask('?limit=2')).json());
    expect(await feedStore.unsettled('jobs-all', 10)).toEqual([]);
    await ask(`?after=${first.next}`);
    expect((await feedStore.unsettled('jobs-all', 10)).map(({ position }) => position)).toEqual([1, 2]);
  });

  test('that is asked for again and again acknowledges once', async () => {
    await server.close();
    const heard: number[] = [];
    const acknowledge = async (subscription: string, position: number) => {
      heard.push(position);
      await feedStore.acknowledge(subscription, position);
    };
    server = start({ feedStore: { ...feedStore, acknowledge } });
    const { next } = feedPageSchema.parse((await ask()).json());
    for (let times = 0; times < 3; times++) await ask(`?after=${next}`);
    expect(heard).toEqual([6]);
  });

  test('is not sent again while it is the same', async () => {
    const { etag } = (await ask()).headers as { etag: string };
    const same = await ask('', { 'if-none-match': etag });
    expect([same.statusCode, same.body]).toEqual([304, '']);
    await feedStore.append('jobs-all', [{ offerId: 'of_new', revision: 1, content: null, at: NOW }]);
    expect((await ask('', { 'if-none-match': etag })).statusCode).toBe(200);
  });
});

describe('the door of the feed', () => {
  test.each([
    ['no key', {}, undefined],
    ['a wrong key', { authorization: `Bearer ${'x'.repeat(32)}` }, undefined],
    ['another scheme', { authorization: `Basic ${KEY}` }, undefined],
    ['the key of another feed', { authorization: `Bearer ${KEY}` }, '/v1/feeds/other'],
    ['a key for a feed that does not exist', { authorization: `Bearer ${KEY}` }, '/v1/feeds/nobody'],
    ['a name of an object', { authorization: `Bearer ${KEY}` }, '/v1/feeds/__proto__'],
  ])('stays shut for %s, always in the same words', async (_case, headers, url = '/v1/feeds/jobs-all') => {
    const answer = await server.inject({ url, headers });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(answer.json()).toEqual({
      code: 'FEED_UNAUTHORIZED',
      message: 'a valid API key of this subscription is needed',
    });
  });

  test('opens for the old key and the next one', async () => {
    for (const key of [KEY, NEXT_KEY]) {
      expect((await ask('', { authorization: `Bearer ${key}` })).statusCode).toBe(200);
    }
  });

  test.each(['?limit=0', '?limit=1001', '?limit=ten', '?limit=-1', '?limit=1&limit=2', '?limit='])(
    'refuses the limit of %s',
    async (query) => {
      expect((await ask(query)).json()).toMatchObject({ code: 'FEED_LIMIT_INVALID' });
    },
  );

  test.each([
    'x',
    '',
    Buffer.from('2:other::3').toString('base64url'),
    Buffer.from('2:jobs-all::-3').toString('base64url'),
    Buffer.from('2:jobs-all::1e9').toString('base64url'),
    Buffer.from(`2:jobs-all::${'9'.repeat(40)}`).toString('base64url'),
  ])('refuses the cursor %j', async (cursor) => {
    const answer = await ask(`?after=${cursor}`);
    expect([answer.statusCode, answer.json()]).toMatchObject([400, { code: 'FEED_CURSOR_INVALID' }]);
    expect(await feedStore.unsettled('jobs-all', 10)).toEqual([]);
  });

  test.each(['/', '/v1/feeds', '/v1/feeds/a/b', '/v1/feeds/%', `/v1/feeds/${'x'.repeat(300)}`])(
    'has nothing at %s',
    async (url) => {
      const answer = await server.inject({ url });
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(answer.statusCode).toBeLessThan(500);
      expect(answer.json()).toMatchObject({ code: 'FEED_NOT_FOUND' });
    },
  );

  test('refuses a cursor that it never gave out, which confirms nothing, now or later', async () => {
    const ahead = Buffer.from('2:jobs-all::999999').toString('base64url');
    const answer = await ask(`?after=${ahead}`);
    expect([answer.statusCode, answer.json()]).toMatchObject([410, { code: 'FEED_CURSOR_EXPIRED' }]);
    expect(await feedStore.unsettled('jobs-all', 10)).toEqual([]);
    const { next } = feedPageSchema.parse((await ask()).json());
    expect((await ask(`?after=${next}`)).statusCode).toBe(200);
    expect(await feedStore.unsettled('jobs-all', 10)).toHaveLength(6);
  });

  test('lets in no more questions of a subscription than it has room for, until answers are taken', async () => {
    const held = Promise.withResolvers<void>();
    const after: FeedStore['after'] = async (...question) => {
      await held.promise;
      return await feedStore.after(...question);
    };
    await server.close();
    server = start({ feedStore: { ...feedStore, after } });
    const underWay = Array.from({ length: 12 }, () => ask());
    const refused = await ask();
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '1']);
    held.resolve();
    const other = await ask('', { authorization: `Bearer ${'o'.repeat(32)}` }, '/v1/feeds/other');
    expect(other.statusCode).toBe(200);
    expect((await Promise.all(underWay)).map(({ statusCode }) => statusCode)).toEqual(Array(12).fill(200));
    expect((await ask()).statusCode).toBe(200);
  });

  test('slows down who asks too often, each subscription by itself, and says for how long', async () => {
    await server.close();
    server = start({ rate: { perSecond: 0.5, burst: 2 } });
    expect((await ask()).statusCode).toBe(200);
    expect((await ask()).statusCode).toBe(200);
    const third = await ask();
    expect([third.statusCode, third.headers['retry-after']]).toEqual([429, '2']);
    const other = await ask('', { authorization: `Bearer ${'o'.repeat(32)}` }, '/v1/feeds/other');
    expect(other.statusCode).toBe(200);
    now += 2000;
    expect((await ask()).statusCode).toBe(200);
  });

  test('slows down who tries keys, without slowing down the holder of the right one', async () => {
    await server.close();
    server = start({ strangerRate: { perSecond: 1, burst: 3 } });
    const statuses: number[] = [];
    for (let index = 0; index < 5; index++) {
      statuses.push((await ask('', { authorization: `Bearer guess-${index}` })).statusCode);
    }
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    expect((await ask()).statusCode).toBe(200);
  });
});

test('a store that fails is a fault of the server that gives nothing away', async () => {
  await server.close();
  server = start({ feedStore: { ...feedStore, after: () => Promise.reject(new Error('password=hunter2')) } });
  const answer = await ask();
  expect(answer.statusCode).toBe(500);
  expect(answer.json()).toEqual({ code: 'FEED_UNAVAILABLE', message: 'the feed cannot be read at the moment' });
});

test('an offer that changed stands in the feed once, under its newest revision', async () => {
  const channel = openWith({ kind: 'feed', apiKeys: [KEY] }, { feedStore });
  await channel.send(batchOf([upsert('of_x', 1), upsert('of_x', 2, 'Nouveau')]), running);
  const { entries } = feedPageSchema.parse((await ask('?limit=1000')).json());
  expect(entries.filter(({ offerId }) => offerId === 'of_x')).toMatchObject([{ revision: 2 }]);
});
