import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchesAllowed, HEALTHY, type Health, healthAfter, isWholesaleFailure, restsNoLonger } from '../src/health.ts';

const RULES = { failures: 3, waitSeconds: 10, mostWaitSeconds: 60, budgetHours: 1, pauseWhenSpent: false };
const NOON = Date.parse('2026-11-22T12:00:00Z');
const MINUTE = 60_000;

function failedAt(...moments: readonly number[]): { health: Health; alerts: (number | null)[] } {
  const alerts: (number | null)[] = [];
  const health = moments.reduce<Health>((before, at) => {
    const after = healthAfter(before, RULES, { failed: true, at });
    alerts.push(after.alert);
    return after.health;
  }, HEALTHY);
  return { health, alerts };
}

describe('a partner that fails as a whole', () => {
  test('is left alone after some batches in a row, for longer each time, up to a bound', () => {
    expect(failedAt(NOON, NOON + 1).health.restUntil).toBeNull();
    expect(failedAt(NOON, NOON + 1, NOON + 2).health.restUntil).toBe(NOON + 2 + 10_000);
    expect(failedAt(NOON, NOON, NOON, NOON).health.restUntil).toBe(NOON + 20_000);
    expect(failedAt(...Array.from({ length: 30 }, () => NOON)).health.restUntil).toBe(NOON + 60_000);
  });

  test('gets one batch after the rest, and all of them again once that one arrived', () => {
    const { health } = failedAt(NOON, NOON, NOON);
    expect(batchesAllowed(health, NOON + 9_999, 4)).toBe(0);
    expect(batchesAllowed(health, NOON + 10_000, 4)).toBe(1);
    const after = healthAfter(health, RULES, { failed: false, at: NOON + 10_001 });
    expect(batchesAllowed(after.health, NOON + 10_001, 4)).toBe(4);
  });

  test('is not left alone for longer than the bound because a clock was wrong when it failed', () => {
    const { health } = failedAt(NOON, NOON, NOON);
    expect(restsNoLonger(health, RULES, NOON)).toBe(health);
    expect(restsNoLonger(health, RULES, NOON - 24 * 60 * MINUTE).restUntil).toBe(NOON - 24 * 60 * MINUTE + 60_000);
  });

  test('is told of once at 50, 70, 90 and 100 percent of the budget', () => {
    const moments = [0, 20, 30, 31, 42, 54, 55, 60, 90].map((minute) => NOON + minute * MINUTE);
    expect(failedAt(...moments).alerts).toEqual([null, null, 50, null, 70, 90, null, 100, null]);
  });

  test('that was silent for long is told of at the rung it has reached, not at all those it passed', () => {
    expect(failedAt(NOON, NOON + 95 * MINUTE).alerts).toEqual([null, 100]);
  });
});

describe('a batch', () => {
  const timeout = { kind: 'failed', reason: 'timeout', detail: null, retriable: true, retryAfterMs: null } as const;

  test('with one answer says that the partner is there', () => {
    expect(isWholesaleFailure([timeout, { kind: 'accepted' }])).toBe(false);
    expect(isWholesaleFailure([timeout, { kind: 'rejected', reason: 'invalid', detail: null }])).toBe(false);
    expect(isWholesaleFailure([timeout, timeout])).toBe(true);
    expect(isWholesaleFailure([])).toBe(false);
  });

  test('that failed for the sake of its offers says nothing of the partner', () => {
    expect(isWholesaleFailure([{ ...timeout, reason: 'too-large' }])).toBe(false);
  });
});

test('whatever the story, one success makes the partner healthy', () => {
  const batch = fc.record({ failed: fc.boolean(), at: fc.integer({ min: NOON, max: NOON + 9e7 }) });
  fc.assert(
    fc.property(fc.array(batch), (story) => {
      const before = story.reduce<Health>((health, one) => healthAfter(health, RULES, one).health, HEALTHY);
      expect(healthAfter(before, RULES, { failed: false, at: NOON }).health).toEqual(HEALTHY);
    }),
  );
});
