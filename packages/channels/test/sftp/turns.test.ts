import { describe, expect, test } from 'vitest';
import { Turns } from '../../src/sftp/turns.ts';
import { running } from '../offers.ts';

describe('turns', () => {
  test('let in no more than agreed, and in the order of asking', async () => {
    const turns = new Turns(2);
    const entered: number[] = [];
    let inside = 0;
    const work = async (index: number) => {
      entered.push(index);
      expect(++inside).toBeLessThanOrEqual(2);
      await new Promise(setImmediate);
      inside--;
    };
    await Promise.all([0, 1, 2, 3, 4].map((index) => turns.hold(running, () => work(index))));
    expect(entered).toEqual([0, 1, 2, 3, 4]);
  });

  test('are given back by work that fails, and given up by one that no longer waits', async () => {
    const turns = new Turns(1);
    await expect(turns.hold(running, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    const stop = new AbortController();
    const { promise: blocked, resolve: unblock } = Promise.withResolvers<void>();
    const first = turns.hold(running, () => blocked);
    const waiting = turns.hold(stop.signal, () => Promise.resolve('in'));
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    unblock();
    await first;
    expect(await turns.hold(running, () => Promise.resolve('in'))).toBe('in');
  });
});
