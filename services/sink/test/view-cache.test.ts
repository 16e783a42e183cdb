import type { StoredDelivery } from '@relais/ledger';
import { describe, expect, test } from 'vitest';
import { ViewCache } from '../src/view-cache.ts';

const running = new AbortController().signal;
let now = 0;

function cacheOf(most: number, ...subscriptions: string[]): ViewCache {
  now = 0;
  const views = new ViewCache(most, () => now);
  for (const subscription of subscriptions) views.open(subscription);
  return views;
}

/** A delivery that became due, for a view that is its own hash. */
function due(subscription: string, offerId: string, view: string | null, known = {}): StoredDelivery {
  const delivery = {
    subscription,
    offerId,
    revision: 1,
    state: 'due',
    desiredHash: view,
    offerVersion: 1,
    offerFence: 1,
  };
  const settled = {
    confirmedRevision: null,
    confirmedHash: null,
    attempts: 0,
    reason: null,
    detail: null,
    batchId: null,
  };
  return { mark: 1, delivery: { ...delivery, ...settled, state: 'due', nextAt: 7, changedAt: 7, ...known } };
}

function keep(views: ViewCache, ...deliveries: StoredDelivery[]): void {
  const hashes = deliveries.flatMap(({ delivery }) => delivery.desiredHash ?? []);
  views.keep(deliveries, new Map(hashes.map((hash) => [hash, hash])));
}

test('a view is there for one attempt of each lane that it was kept for', () => {
  const views = cacheOf(100, 'one', 'other');
  const [one, other] = [due('one', 'a', 'view'), due('other', 'a', 'view')];
  keep(views, one, other);
  expect([one, other, one].map(({ delivery }) => views.take(delivery))).toEqual(['view', 'view', undefined]);
});

test('a view that several lanes have is kept, and takes room, once', () => {
  const views = cacheOf(10, 'one', 'other', 'third');
  const [one, other] = [due('one', 'a', 'aaaaaa'), due('other', 'a', 'aaaaaa')];
  const [third, late] = [due('third', 'b', 'bbbb'), due('third', 'c', 'cccccc')];
  keep(views, one, other, third, late);
  expect([third, late, one].map(({ delivery }) => views.take(delivery))).toEqual(['bbbb', undefined, 'aaaaaa']);
  keep(views, late);
  expect([late, other].map(({ delivery }) => views.take(delivery))).toEqual([undefined, 'aaaaaa']);
});

test('nothing is kept for a lane that another process works', () => {
  const views = cacheOf(100, 'one');
  const [one, other] = [due('one', 'a', 'view'), due('other', 'a', 'view')];
  keep(views, one, other);
  views.close('one');
  views.open('one');
  expect([other, one].map(({ delivery }) => views.take(delivery))).toEqual([undefined, undefined]);
});

test('nothing is kept of what is not sent at once', () => {
  const views = cacheOf(100, 'one');
  const later = [due('one', 'a', 'view', { state: 'confirmed' }), due('one', 'b', 'view', { nextAt: 8 })];
  keep(views, ...later);
  expect(later.map(({ delivery }) => views.take(delivery))).toEqual([undefined, undefined]);
});

test.each(['newer', null])('a view that is overtaken by %s leaves', (newer) => {
  const views = cacheOf(5, 'one');
  const [old, next] = [due('one', 'a', 'older'), due('one', 'a', newer)];
  keep(views, old);
  keep(views, next);
  expect([views.take(old.delivery), views.take(next.delivery)]).toEqual([undefined, undefined]);
  keep(views, next);
  expect(views.take(next.delivery)).toBe(newer ?? undefined);
});

test('what is there stays when there is no room, until it is taken', () => {
  const views = cacheOf(20, 'one');
  const [a, b, c] = [due('one', 'a', 'a'.repeat(10)), due('one', 'b', 'b'.repeat(9)), due('one', 'c', 'cc')];
  keep(views, a, b, c);
  expect([views.take(c.delivery), views.take(a.delivery)]).toEqual([undefined, 'a'.repeat(10)]);
  keep(views, c);
  expect([views.take(b.delivery), views.take(c.delivery)]).toEqual(['b'.repeat(9), 'cc']);
});

describe('room', () => {
  const [slow, quick] = [due('slow', 'a', 'aaaaaa'), due('quick', 'b', 'bbb')];

  test('is there at once while half of the cache is free', async () => {
    const views = cacheOf(10, 'quick');
    keep(views, quick);
    await views.room(running);
  });

  test('is waited for while lanes take what is there', async () => {
    const views = cacheOf(10, 'slow');
    keep(views, slow);
    const order: string[] = [];
    const judging = async () => {
      await views.room(running);
      order.push('judged');
    };
    const waiting = judging();
    order.push(`taken ${views.take(slow.delivery)}`);
    await waiting;
    expect(order).toEqual(['taken aaaaaa', 'judged']);
  });

  test('is made at the cost of the lane that takes nothing, which is passed over for a while', async () => {
    const views = cacheOf(10, 'slow', 'quick');
    keep(views, slow, quick);
    const waiting = views.room(running);
    now = 400;
    views.take(quick.delivery);
    keep(views, quick);
    now = 500;
    await waiting;
    expect([slow, quick].map(({ delivery }) => views.take(delivery))).toEqual([undefined, 'bbb']);
    keep(views, slow);
    expect(views.take(slow.delivery)).toBeUndefined();
    now += 120_000;
    keep(views, slow);
    expect(views.take(slow.delivery)).toBe('aaaaaa');
  });

  test('is made at the cost of the fullest lane where those that take make none in time', async () => {
    const views = cacheOf(10, 'slow', 'quick');
    keep(views, slow, quick);
    const waiting = views.room(running);
    now = 2_900;
    for (const each of [slow, quick]) {
      views.take(each.delivery);
      keep(views, each);
    }
    now = 3_000;
    await waiting;
    expect([slow, quick].map(({ delivery }) => views.take(delivery))).toEqual([undefined, 'bbb']);
  });

  test('is not waited for when told to stop', async () => {
    const views = cacheOf(10, 'slow');
    keep(views, slow);
    await views.room(AbortSignal.abort());
    expect(views.take(slow.delivery)).toBe('aaaaaa');
  });
});
