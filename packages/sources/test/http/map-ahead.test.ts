import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mapAhead } from '../../src/http/map-ahead.ts';

async function* from<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  for (const item of items) yield await Promise.resolve(item);
}

const never = new AbortController().signal;

test('results come in the order of their inputs, whichever is done first, and never more are under way than allowed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(5), { maxLength: 20 }), fc.integer({ min: 1, max: 5 }), async (delays, ahead) => {
      let running = 0;
      let most = 0;
      const work = async (delay: number) => {
        most = Math.max(most, ++running);
        for (let turn = 0; turn < delay; turn++) await new Promise(setImmediate);
        running--;
        return delay;
      };
      const results: number[] = [];
      for await (const result of mapAhead(from(delays), ahead, never, work)) results.push(result);
      expect(results).toEqual(delays);
      expect(most).toBeLessThanOrEqual(ahead);
    }),
  );
});

test('a failure comes when its turn does, and aborts the rest', async () => {
  const aborted: number[] = [];
  const work = async (input: number, signal: AbortSignal) => {
    if (input === 1) throw new Error('one failed');
    if (input > 1) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    if (signal.aborted) aborted.push(input);
    return input;
  };
  const results: number[] = [];
  const reading = async () => {
    for await (const result of mapAhead(from([0, 1, 2, 3]), 4, never, work)) results.push(result);
  };
  await expect(reading()).rejects.toThrow('one failed');
  expect([results, new Set(aborted)]).toEqual([[0], new Set([2, 3])]);
});

test('a consumer that leaves stops the work and the inputs', async () => {
  let ended = false;
  async function* inputs() {
    try {
      for (let input = 0; ; input++) yield await Promise.resolve(input);
    } finally {
      ended = true;
    }
  }
  let started = 0;
  for await (const result of mapAhead(inputs(), 3, never, (input) => Promise.resolve((started++, input)))) {
    if (result === 2) break;
  }
  expect(ended).toBe(true);
  expect(started).toBeLessThan(8);
});
