import { describe, expect, test } from 'vitest';
import { shared, within } from '../src/index.ts';

const late = () => new Error('too late');

describe('work that has a limit of time', () => {
  test('comes to what it comes to while there is time, a failure too', async () => {
    expect(await within(60_000, Promise.resolve(7), late)).toBe(7);
    await expect(within(60_000, Promise.reject(new Error('broken')), late)).rejects.toThrow('broken');
  });

  test('is left alone once the time is over, whatever comes of it then', async () => {
    const { promise, reject } = Promise.withResolvers<never>();
    await expect(within(1, promise, late)).rejects.toThrow('too late');
    reject(new Error('afterwards'));
    await expect(promise).rejects.toThrow('afterwards');
  });
});

describe('work that is shared', () => {
  test('is done once for all who ask meanwhile and shortly after', async () => {
    let done = 0;
    const ask = shared(60_000, () => Promise.resolve((done += 1)));
    expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
    expect(await ask()).toBe(1);
  });

  test('is done again after a failure', async () => {
    const outcomes = [Promise.reject(new Error('away')), Promise.resolve(7)];
    const ask = shared(60_000, () => outcomes.shift() ?? Promise.resolve(0));
    await expect(ask()).rejects.toThrow('away');
    expect(await ask()).toBe(7);
  });
});
