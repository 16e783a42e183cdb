import { viewText } from '@relais/policy';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, test } from 'vitest';
import { codesOf, tombstoneCodes } from '../../src/feed/filter-codes.ts';
import type { FeedStore } from '../../src/index.ts';
import { batchOf, removal, running, upsert, upserts, view } from '../offers.ts';
import { openWith } from '../surroundings.ts';
import { memoryFeedStore } from './memory-feed-store.ts';
import { KEY, pageOf, serverFor } from './reader.ts';

const authorization = `Bearer ${KEY}`;
let server: FastifyInstance;
afterEach(async () => await server.close());

async function filled(store: FeedStore = memoryFeedStore()): Promise<FeedStore> {
  await openWith({ kind: 'feed', apiKeys: [KEY] }, { feedStore: store }).send(batchOf(upserts(3)), running);
  return store;
}

describe('waiting for news', () => {
  test('holds an empty page back until an entry comes', async () => {
    const store = await filled();
    server = serverFor(store);
    const { next } = await pageOf(server);
    const waiting = pageOf(server, `?after=${next}&wait=30`);
    await openWith({ kind: 'feed', apiKeys: [KEY] }, { feedStore: store }).send(batchOf([upsert('of_new')]), running);
    expect((await waiting).entries.map(({ offerId }) => offerId)).toEqual(['of_new']);
  });

  test('ends with an empty page when the server closes', async () => {
    server = serverFor(await filled());
    const { next } = await pageOf(server);
    const url = await server.listen({ host: '127.0.0.1', port: 0 });
    const waiting = fetch(`${url}/v1/feeds/jobs-all?after=${next}&wait=30`, { headers: { authorization } });
    await new Promise<void>((resolve) => {
      server.server.once('request', () => setImmediate(resolve));
    });
    await server.close();
    expect(await (await waiting).json()).toEqual({ entries: [], next, more: false });
  });

  test('is for ten readers of a subscription: the next is answered at once', async () => {
    server = serverFor(await filled());
    const { next } = await pageOf(server);
    const ends: number[] = [];
    const ask = async (number: number) => {
      await pageOf(server, `?after=${next}&wait=1`);
      ends.push(number);
    };
    await Promise.all(Array.from({ length: 11 }, (_, number) => ask(number)));
    expect(ends[0]).toBe(10);
  });

  test.each(['?wait=31', '?wait=-1', '?wait=x', '?wait=', '?wait=1&wait=2'])(
    'takes whole seconds up to 30: not %s',
    async (query) => {
      server = serverFor(await filled());
      const answer = await server.inject({ url: `/v1/feeds/jobs-all${query}`, headers: { authorization } });
      expect([answer.statusCode, answer.json()]).toMatchObject([400, { code: 'FEED_QUESTION_INVALID' }]);
    },
  );
});

describe('an acknowledgement', () => {
  const acknowledge = async (payload: unknown, headers: Record<string, string> = { authorization }) =>
    await server.inject({
      method: 'POST',
      url: '/v1/feeds/jobs-all/acknowledgement',
      headers,
      payload: payload as object,
    });

  test('of its own is the only one where the subscription says so', async () => {
    const store = await filled();
    server = serverFor(store, {}, { acknowledgement: 'explicit' });
    const { next } = await pageOf(server, '?limit=2');
    await pageOf(server, `?after=${next}`);
    expect(await store.unsettled('jobs-all', 10)).toEqual([]);
    expect((await acknowledge({ cursor: next })).statusCode).toBe(204);
    expect(await store.unsettled('jobs-all', 10)).toHaveLength(2);
  });

  test.each([[{}], [{ cursor: 7 }], [[]], ['no object']])('must name a cursor: not %j', async (payload) => {
    server = serverFor(await filled());
    const answer = await acknowledge(payload, { authorization, 'content-type': 'application/json' });
    expect([answer.statusCode, answer.json()]).toMatchObject([400, { code: 'FEED_QUESTION_INVALID' }]);
  });

  test('needs the key, before its body is looked at', async () => {
    server = serverFor(await filled());
    expect((await acknowledge({ cursor: 'x' }, {})).statusCode).toBe(401);
    expect((await acknowledge({ cursor: 'x' })).json()).toMatchObject({ code: 'FEED_CURSOR_INVALID' });
  });
});

describe('a feed that was built anew', () => {
  test('knows the cursors of before no longer, and says what to do', async () => {
    server = serverFor(await filled(memoryFeedStore('first-build')));
    const { next } = await pageOf(server);
    await server.close();
    const rebuilt = await filled(memoryFeedStore('second-build'));
    server = serverFor(rebuilt);
    const answer = await server.inject({ url: `/v1/feeds/jobs-all?after=${next}`, headers: { authorization } });
    expect([answer.statusCode, answer.json()]).toMatchObject([410, { code: 'FEED_CURSOR_EXPIRED' }]);
    expect(answer.body).toContain('begin again without');
    expect(await rebuilt.unsettled('jobs-all', 10)).toEqual([]);
    expect((await pageOf(server)).entries).toHaveLength(3);
  });
});

describe('a removal', () => {
  test('carries the codes that the offer had last, and nothing of its content', async () => {
    const store = memoryFeedStore();
    server = serverFor(store);
    const channel = openWith({ kind: 'feed', apiKeys: [KEY] }, { feedStore: store });
    await channel.send(batchOf([upsert('of_a', 1)]), running);
    await channel.send(batchOf([removal('of_a', 2), removal('of_never', 1)]), running);
    await channel.send(batchOf([removal('of_a', 3)]), running);
    const { entries } = await pageOf(server);
    const codes = { languages: ['fr'], origins: ['vdab'], countries: ['BE'], contracts: [] };
    expect(entries).toMatchObject([
      { offerId: 'of_never', action: 'remove', offer: null, codes: null },
      { offerId: 'of_a', revision: 3, action: 'remove', offer: null, codes },
    ]);
    expect(JSON.stringify(entries)).not.toContain('Boulanger');
  });
});

describe('a filtered reader', () => {
  const fill = async (...items: Parameters<typeof batchOf>[0][]) => {
    const store = memoryFeedStore();
    const channel = openWith({ kind: 'feed', apiKeys: [KEY] }, { feedStore: store });
    for (const batch of items) await channel.send(batchOf(batch), running);
    server = serverFor(store);
  };
  const heard = async (query: string) =>
    (await pageOf(server, query)).entries.map(({ offerId, action }) => `${action} ${offerId}`);

  test('gets what begins with the codes it asks for, and the cursor behind what it does not want', async () => {
    await fill([upsert('of_a'), upsert('of_b')]);
    expect(await heard('?languages=fr,de&origins=vd')).toEqual(['upsert of_a', 'upsert of_b']);
    expect(await heard('?languages=nl')).toEqual([]);
    const { next } = await pageOf(server, '?languages=nl');
    expect((await pageOf(server, `?after=${next}`)).entries).toEqual([]);
  });

  test('hears of a removal of what it may hold, and not of what it cannot', async () => {
    await fill([upsert('of_a')], [removal('of_a', 2)]);
    expect(await heard('?languages=fr')).toEqual(['remove of_a']);
    expect(await heard('?languages=nl')).toEqual([]);
  });

  test('by municipality hears of the removals there, and of one whose municipality nobody noted', async () => {
    const offer = view('of_a');
    const workplaces = offer.workplaces.map((place) => ({ ...place, municipalityCode: '21004' }));
    await fill([{ offerId: 'of_a', revision: 1, content: viewText({ ...offer, workplaces }) }], [removal('of_a', 2)]);
    expect(await heard('?nis=21')).toEqual(['remove of_a']);
    expect(await heard('?nis=44')).toEqual([]);
    const { nis: _nis, ...before } = codesOf(offer);
    expect(tombstoneCodes(JSON.stringify({ removed: before }))).toBeNull();
  });

  test('hears that an offer is no longer among those it wants', async () => {
    await fill([upsert('of_a', 2)]);
    expect(await heard('?languages=nl')).toEqual(['remove of_a']);
    expect((await pageOf(server, '?languages=nl')).entries[0]?.offer).toBeNull();
  });

  test.each(['?isco=', '?isco=1,,2', '?nuts=BE&nuts=NL', `?rome=${'x'.repeat(600)}`])(
    'must name codes: not %s',
    async (query) => {
      await fill([upsert('of_a')]);
      const answer = await server.inject({ url: `/v1/feeds/jobs-all${query}`, headers: { authorization } });
      expect(answer.json()).toMatchObject({ code: 'FEED_QUESTION_INVALID' });
    },
  );
});
