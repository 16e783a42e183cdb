import { eventually } from '@relais/testkit';
import { describe, expect, test } from 'vitest';

describe('eventually', () => {
  test('gives the first truthy value', async () => {
    let tries = 0;
    expect(await eventually(() => (++tries < 3 ? undefined : tries), { intervalMs: 1 })).toBe(3);
  });

  test('takes a throwing condition for one that is not yet true', async () => {
    let tries = 0;
    const condition = () => {
      if (++tries < 3) throw new Error('not yet');
      return 'now';
    };
    expect(await eventually(condition, { intervalMs: 1 })).toBe('now');
  });

  test('names what did not come true, and why', async () => {
    const wait = eventually(() => Promise.reject(new Error('connection refused')), {
      deadlineMs: 5,
      intervalMs: 1,
      what: 'the receipt',
    });
    await expect(wait).rejects.toThrow('the receipt did not come true within 5 ms: connection refused');
  });
});
