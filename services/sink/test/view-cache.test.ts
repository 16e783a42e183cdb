import { expect, test } from 'vitest';
import { ViewCache } from '../src/view-cache.ts';

test('a view is there for as many attempts as it was put for', () => {
  const views = new ViewCache<string>(10);
  views.put('a', 'view');
  views.put('a', 'view');
  expect([views.take('a'), views.take('a'), views.take('a')]).toEqual(['view', 'view', undefined]);
});

test('what is there stays when there is no room, until it is taken', () => {
  const views = new ViewCache<string>(2);
  for (const hash of ['a', 'b', 'c']) views.put(hash, hash);
  expect([views.take('c'), views.take('a')]).toEqual([undefined, 'a']);
  views.put('c', 'c');
  expect([views.take('b'), views.take('c')]).toEqual(['b', 'c']);
});

test('what nobody takes for a while makes room', () => {
  let now = 0;
  const views = new ViewCache<string>(1, () => now);
  views.put('a', 'a');
  now = 4_999;
  views.put('b', 'b');
  now = 5_000;
  views.put('c', 'c');
  expect([views.take('a'), views.take('b'), views.take('c')]).toEqual([undefined, undefined, 'c']);
});
