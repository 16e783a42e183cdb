import { viewText } from '@relais/policy';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { positionBefore } from '../../src/eures/search.ts';
import { maskedOffer } from '../../src/formats/port.ts';
import type { Channel, DeliveryItem, FeedStore } from '../../src/index.ts';
import { memoryFeedStore } from '../feed/memory-feed-store.ts';
import { KEY, serverFor } from '../feed/reader.ts';
import { fullOffer } from '../formats/arbitrary-offer.ts';
import { readXml, textNamed } from '../formats/read-xml.ts';
import { batchOf, NOW, removal, running } from '../offers.ts';
import { openWith } from '../surroundings.ts';

const BASE = '/eures/jobs-all/input/api/jv/v0.1';
const authorization = `Bearer ${KEY}`;
const HANDED_OVER = { kind: 'handed-over', receiptWithinMs: 604_800_000 };

let now: number;
let store: FeedStore;
let channel: Channel;
let server: FastifyInstance;

beforeEach(() => {
  now = NOW;
  start(memoryFeedStore());
});
afterEach(async () => await server.close());

function start(feedStore: FeedStore): void {
  const clock = { now: () => now };
  store = feedStore;
  channel = openWith({ kind: 'eures', apiKeys: [KEY] }, { feedStore, clock });
  server = serverFor(feedStore, { clock }, { kind: 'eures' });
}

const provided = (offerId: string, revision = 1, known = {}): DeliveryItem => ({
  offerId,
  revision,
  content: viewText({ ...fullOffer(known), id: offerId }),
});
const provide = async (...items: DeliveryItem[]) => await channel.send(batchOf(items), running);
const get = async (path: string) => (await server.inject({ url: `${BASE}${path}`, headers: { authorization } })).json();
const detailsOf = async (...references: string[]) => {
  const url = `${BASE}/getDetails`;
  const answer = await server.inject({ method: 'POST', url, headers: { authorization }, payload: references });
  return answer.json<{ details: Record<string, Record<string, unknown> & { content: string }> }>().details;
};
const receipts = async () => (await channel.receipts(running)).flatMap((batch) => batch.receipts);

const T1 = NOW;
const T2 = NOW + 1000;
const T3 = NOW + 2000;
const T4 = NOW + 3000;
const timestamps = (creationTimestamp: number, lastModificationTimestamp: number) => ({
  creationTimestamp,
  lastModificationTimestamp,
});

describe('the moments of a reference', () => {
  const changesSince = async (since: number) =>
    await (get(`/getChanges/${since}`) as Promise<Record<string, { reference: string }[]>>);
  const none = { createdReferences: [], modifiedReferences: [], closedReferences: [] };

  test('first provided: creation and modification are one moment', async () => {
    await provide(provided('of_a'));
    const reference = { reference: 'of_a', source: 'VDAB', status: 'ACTIVE', ...timestamps(T1, T1) };
    expect(await changesSince(T1)).toEqual({ ...none, createdReferences: [reference] });
    expect(await get('/getAll')).toEqual({ allReferences: [reference] });
    expect((await detailsOf('of_a'))['of_a']).toMatchObject({ ...reference, contentFormatVersion: '1.3' });
  });

  test('modified: the creation is kept', async () => {
    await provide(provided('of_a'));
    now = T2;
    await provide(provided('of_a', 2, { positions: 9 }));
    expect(await changesSince(T2)).toMatchObject({ ...none, modifiedReferences: [timestamps(T1, T2)] });
    expect(await changesSince(T1)).toMatchObject({ ...none, modifiedReferences: [timestamps(T1, T2)] });
    expect(await get('/getAll')).toMatchObject({ allReferences: [timestamps(T1, T2)] });
  });

  test('closed: it has left getAll, and its details still answer, without content', async () => {
    await provide(provided('of_a'));
    now = T3;
    await provide(removal('of_a', 2));
    const closed = { status: 'CLOSED', source: 'VDAB', ...timestamps(T1, T3), closingTimestamp: T3 };
    expect(await changesSince(T3)).toMatchObject({ ...none, closedReferences: [closed] });
    expect(await get('/getAll')).toEqual({ allReferences: [] });
    const detail = (await detailsOf('of_a'))['of_a'];
    expect(detail).toMatchObject(closed);
    expect(detail?.content).toContain('>Closed<');
    expect(detail?.content).not.toContain('Boulang');
  });

  test('provided again: a new creation', async () => {
    await provide(provided('of_a'));
    now = T3;
    await provide(removal('of_a', 2));
    now = T4;
    await provide(provided('of_a', 3));
    expect(await changesSince(T4)).toMatchObject({ ...none, createdReferences: [timestamps(T4, T4)] });
    expect(await get('/getAll')).toMatchObject({ allReferences: [{ status: 'ACTIVE', ...timestamps(T4, T4) }] });
  });

  test('the boundary belongs to the answer; what lies before it does not', async () => {
    await provide(provided('of_a'));
    expect(await changesSince(T1 + 1)).toEqual(none);
  });

  test('a repeat changes nothing, and two changes in one millisecond are two moments', async () => {
    await provide(provided('of_a'));
    await provide(provided('of_a'));
    expect(await changesSince(T1)).toMatchObject({ createdReferences: [timestamps(T1, T1)] });
    await provide(provided('of_a', 2));
    expect(await changesSince(T1)).toMatchObject({
      createdReferences: [],
      modifiedReferences: [timestamps(T1, T1 + 1)],
    });
  });

  test('what was never provided is not closed either', async () => {
    expect(await provide(removal('of_a', 1))).toEqual([{ kind: 'accepted' }]);
    expect(await changesSince(0)).toEqual(none);
  });
});

describe('the details', () => {
  test('hold the offer as HR-Open, for every reference that is known', async () => {
    await provide(provided('of_a'), provided('of_b'));
    const details = await detailsOf('of_a', 'of_b', 'of_c');
    expect(Object.keys(details).toSorted()).toEqual(['of_a', 'of_b']);
    const opening = readXml(details['of_a']?.content ?? '');
    expect([textNamed(opening, 'DocumentID'), textNamed(opening, 'PositionTitle')]).toEqual([
      'of_a',
      'Boulanger & pâtissier',
    ]);
  });

  test.each([[{ a: 1 }], [[1]], [Array.from({ length: 1001 }, () => 'x')]])(
    'are asked for by a list of references',
    async (payload) => {
      const answer = await server.inject({
        method: 'POST',
        url: `${BASE}/getDetails`,
        headers: { authorization },
        payload,
      });
      expect([answer.statusCode, answer.json()]).toMatchObject([400, { code: 'FEED_QUESTION_INVALID' }]);
    },
  );

  test('come from a store that finds entries, and from one that has to be read', async () => {
    const { latest: _without, ...plain } = memoryFeedStore();
    start(plain);
    await provide(...Array.from({ length: 450 }, (_, index) => provided(`of_${index}`)));
    expect(Object.keys(await detailsOf('of_1', 'of_449'))).toHaveLength(2);
    expect(((await get('/getAll')) as { allReferences: unknown[] }).allReferences).toHaveLength(450);
  });
});

describe('a receipt', () => {
  const accepted = { kind: 'accepted' };

  test('comes for what was read, in any order, until it is settled', async () => {
    expect(await provide(provided('of_a'), provided('of_b'), provided('of_c'))).toEqual([
      HANDED_OVER,
      HANDED_OVER,
      HANDED_OVER,
    ]);
    expect(await receipts()).toEqual([]);
    await detailsOf('of_c', 'of_a');
    const found = await receipts();
    expect(found.toSorted((a, b) => (a.offerId < b.offerId ? -1 : 1))).toEqual([
      { offerId: 'of_a', revision: 1, outcome: accepted },
      { offerId: 'of_c', revision: 1, outcome: accepted },
    ]);
    for (const batch of await channel.receipts(running)) await batch.settle();
    expect(await receipts()).toEqual([]);
    await detailsOf('of_b');
    expect(await receipts()).toMatchObject([{ offerId: 'of_b' }]);
  });

  test('is at hand at once when what was read is provided again', async () => {
    await provide(provided('of_a'));
    await detailsOf('of_a');
    for (const batch of await channel.receipts(running)) await batch.settle();
    expect(await provide(provided('of_a'))).toEqual([accepted]);
  });

  test('comes for a closing once the changes told of it', async () => {
    await provide(provided('of_a'));
    now = T2;
    await provide(removal('of_a', 2));
    await get('/getAll');
    expect(await receipts()).toEqual([]);
    await get(`/getChanges/${T1}`);
    expect(await receipts()).toEqual([{ offerId: 'of_a', revision: 2, outcome: accepted }]);
  });
});

describe('an offer that EURES does not get', () => {
  test.each([
    ['an echo', { origin: { service: 'eures', reference: '1' } }, 'not-wanted'],
    ['an echo from another country', { origin: { service: 'eures-121', reference: '1' } }, 'not-wanted'],
    ['one without a title', { titles: [] }, 'invalid'],
    ['one without a country', { workplaces: [] }, 'invalid'],
  ])('is %s', async (_case, known, reason) => {
    expect(await provide(provided('of_a', 1, known))).toMatchObject([{ kind: 'rejected', reason }]);
    expect(await get('/getAll')).toEqual({ allReferences: [] });
  });

  test('is closed when it was provided before', async () => {
    await provide(provided('of_a'));
    expect(await provide({ offerId: 'of_a', revision: 2, content: viewText(maskedOffer('of_a')) })).toMatchObject([
      { kind: 'rejected' },
    ]);
    expect(await get('/getAll')).toEqual({ allReferences: [] });
    expect(await detailsOf('of_a')).toMatchObject({ of_a: { status: 'CLOSED' } });
  });
});

describe('the door', () => {
  test('opens for the key of the subscription, and answers a ping', async () => {
    const answer = await server.inject({ url: `${BASE}/ping`, headers: { authorization } });
    expect([answer.statusCode, answer.body]).toEqual([200, 'pong']);
  });

  test.each(['/ping', '/getAll', '/getChanges/0'])('stays shut without it: %s', async (path) => {
    expect((await server.inject({ url: `${BASE}${path}` })).statusCode).toBe(401);
  });

  test('of the feed is another one', async () => {
    const answer = await server.inject({ url: '/v1/feeds/jobs-all', headers: { authorization } });
    expect(answer.statusCode).toBe(401);
  });

  test.each(['/getChanges/x', '/getChanges/-1', '/getChanges/1.5'])('takes milliseconds: not %s', async (path) => {
    expect(await get(path)).toMatchObject({ code: 'FEED_QUESTION_INVALID' });
  });

  test('slows down who asks too often', async () => {
    await server.close();
    server = serverFor(store, { rate: { perSecond: 1, burst: 1 } }, { kind: 'eures' });
    await server.inject({ url: `${BASE}/ping`, headers: { authorization } });
    expect((await server.inject({ url: `${BASE}/ping`, headers: { authorization } })).statusCode).toBe(429);
  });
});

test('a store that fails is an outcome of every offer, and no receipts', async () => {
  const fail = () => Promise.reject(new Error('the disk is gone'));
  start({ append: fail, after: fail, latest: fail, acknowledge: fail, unsettled: fail, settle: fail });
  expect(await provide(provided('of_a'))).toMatchObject([{ kind: 'failed', reason: 'internal', retriable: true }]);
  expect(await receipts()).toEqual([]);
});

test.each([0, 1, 2, 3, 7, 64, 100])(
  'the search among %i entries passes over none that is young enough',
  async (count) => {
    const entries = Array.from({ length: count }, (_, index) => index);
    await store.append(
      'jobs-all',
      entries.map((index) => ({ offerId: `of_${index}`, revision: 1, content: null, at: index * 3_600_000 })),
    );
    for (const index of [0, 1, Math.floor(count / 2), count - 1, count + 5]) {
      const position = await positionBefore(store, 'jobs-all', index * 3_600_000);
      const behind = await store.after('jobs-all', position, 1000);
      expect(behind).toHaveLength(Math.max(0, Math.min(count, count - index)));
    }
  },
);
