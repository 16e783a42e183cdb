import { openEmbeddedFile } from '@relais/runtime';
import { openEmbeddedState } from '@relais/state';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Throttle } from '../src/throttle.ts';

const LIMIT = { perSecond: 20, burst: 20 };
let file: ReturnType<typeof openEmbeddedFile>;

beforeEach(() => {
  file = openEmbeddedFile(':memory:');
});
afterEach(() => file.close());

/** Limits whose clock stands still, and how often they were asked. */
function standingLimits() {
  const { limits } = openEmbeddedState(file, { clock: { now: () => 0 } });
  const asked = { times: 0 };
  const take: typeof limits.take = (name, limit, tokens) => {
    asked.times += 1;
    return limits.take(name, limit, tokens);
  };
  return { limits: { take }, asked };
}

async function isHeldUp(throttle: Throttle, limit = LIMIT): Promise<boolean> {
  const impatient = new AbortController();
  const waiting = throttle.wait('calls', limit, impatient.signal);
  impatient.abort();
  return await waiting.then(
    () => false,
    () => true,
  );
}

describe('the throttle of a source', () => {
  test('lets no more through at once than the burst, to all processes together', async () => {
    const { limits } = standingLimits();
    const [one, other] = [new Throttle(limits), new Throttle(limits)];
    const { signal } = new AbortController();
    for (let call = 0; call < LIMIT.burst / 2; call++) {
      await one.wait('calls', LIMIT, signal);
      await other.wait('calls', LIMIT, signal);
    }
    expect([await isHeldUp(one), await isHeldUp(other)]).toEqual([true, true]);
  });

  test('asks the store once for a handful of calls', async () => {
    const { limits, asked } = standingLimits();
    const throttle = new Throttle(limits);
    const { signal } = new AbortController();
    for (let call = 0; call < 100; call++) await throttle.wait('calls', { perSecond: 1_000, burst: 1_000 }, signal);
    expect(asked.times).toBe(2);
  });

  test('takes single tokens where a handful would be too much', async () => {
    const { limits } = standingLimits();
    const throttle = new Throttle(limits);
    await throttle.wait('calls', { perSecond: 5, burst: 1 }, new AbortController().signal);
    expect(await isHeldUp(throttle, { perSecond: 5, burst: 1 })).toBe(true);
  });
});
