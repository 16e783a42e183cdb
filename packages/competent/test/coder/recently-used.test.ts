import { describe, expect, test } from 'vitest';
import { RecentlyUsed } from '../../src/coder/recently-used.ts';

describe('a memory of the recently used', () => {
  test('makes a value once while it remembers it', () => {
    const memory = new RecentlyUsed<number>(2);
    expect([memory.get('a', () => 1), memory.get('a', () => 2)]).toEqual([1, 1]);
  });

  test('forgets what was asked for longest ago', () => {
    const memory = new RecentlyUsed<number>(2);
    memory.get('a', () => 1);
    memory.get('b', () => 1);
    memory.get('a', () => 2);
    memory.get('c', () => 1);
    expect(memory.size).toBe(2);
    expect([memory.get('a', () => 3), memory.get('b', () => 3)]).toEqual([1, 3]);
  });
});
