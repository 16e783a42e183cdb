import { describe, expect, test } from 'vitest';
import { lookUntil } from '../../src/commands/look-until.ts';

/** Looks that find 1, 2, 3 and so on. */
function counting(): () => Promise<number> {
  let count = 0;
  return () => Promise.resolve(++count);
}

const never = new AbortController().signal;

describe('a look', () => {
  test('is repeated until what it finds suffices', async () => {
    const options = { seconds: 60, signal: never, everyMs: 1 };
    expect(await lookUntil(counting(), (found) => found === 4, options)).toBe(4);
  });

  test('is made once where nobody waits, and what it finds is given, sufficient or not', async () => {
    expect(await lookUntil(counting(), () => false, { seconds: 0, signal: never })).toBe(1);
  });

  test('is the last one when the signal aborts, however long there is to wait', async () => {
    const stopping = new AbortController();
    const looking = lookUntil(counting(), () => false, { seconds: 3_600, signal: stopping.signal, everyMs: 3_600_000 });
    setImmediate(() => stopping.abort());
    expect(await looking).toBe(2);
  });
});
