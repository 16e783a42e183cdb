import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextRound, nextRun, roundIsOwed, type SourceSchedule } from '../src/schedule.ts';

const nightly: SourceSchedule = {
  round: '15 2 * * *',
  zone: 'Europe/Brussels',
  jitterSeconds: 0,
  changesEverySeconds: null,
};
const at = (moment: string) => Date.parse(moment);

describe('a nightly round', () => {
  test.each([
    ['in winter', '2026-01-10T12:00:00Z', '2026-01-11T01:15:00Z'],
    ['in summer', '2026-07-10T12:00:00Z', '2026-07-11T00:15:00Z'],
    ['in the night in which that hour does not exist', '2026-03-28T12:00:00Z', '2026-03-29T01:00:00Z'],
  ])('starts at its local time %s', (_when, now, expected) => {
    expect(new Date(nextRound('vdab', nightly, at(now)) ?? 0).toISOString()).toBe(new Date(expected).toISOString());
  });

  test('wins over changes that fall on the same moment, and waits for them otherwise', () => {
    const both = { ...nightly, changesEverySeconds: 600 };
    expect(nextRun('vdab', both, at('2026-01-10T01:05:00Z'))).toEqual({ scope: 'round', inMs: 600_000 });
    expect(nextRun('vdab', both, at('2026-01-10T01:04:00Z'))).toEqual({ scope: 'changes', inMs: 600_000 });
  });

  test('that is only asked for has no next moment', () => {
    expect(nextRun('vdab', { ...nightly, round: null }, at('2026-01-10T01:05:00Z'))).toBeNull();
  });
});

describe('a round that fell due while nobody was there', () => {
  test.each([
    ['the last one began before the night', '2026-01-09T01:15:00Z', true],
    ['the last one began at the moment itself', '2026-01-10T01:15:00Z', false],
    ['the last one was made by hand after it', '2026-01-10T09:00:00Z', false],
  ])('is owed or not: %s', (_what, lastBegan, expected) => {
    expect(roundIsOwed('vdab', nightly, at('2026-01-10T12:00:00Z'), at(lastBegan))).toBe(expected);
  });

  test('is not owed before its jitter is over, unless the one before it was missed too', () => {
    const late = { ...nightly, jitterSeconds: 3_600 };
    const start = nextRound('vdab', late, at('2026-01-10T00:00:00Z')) ?? 0;
    const before = start - 1;
    expect(roundIsOwed('vdab', late, before, at('2026-01-09T03:00:00Z'))).toBe(false);
    expect(roundIsOwed('vdab', late, before, at('2026-01-08T03:00:00Z'))).toBe(true);
    expect(roundIsOwed('vdab', late, start, at('2026-01-09T03:00:00Z'))).toBe(true);
  });
});

describe('jitter', () => {
  const late = { ...nightly, jitterSeconds: 1_800 };

  test('is the same for every process that asks, at any moment before the start', () => {
    const starts = ['2026-01-09T12:00:00Z', '2026-01-10T00:00:00Z', '2026-01-10T01:15:00Z'].map((now) =>
      nextRound('vdab', late, at(now)),
    );
    expect(new Set(starts).size).toBe(1);
  });

  test('differs between sources and between days', () => {
    const offsets = ['vdab', 'actiris', 'forem', 'adg'].flatMap((source) =>
      [10, 11, 12].map(
        (day) => (nextRound(source, late, at(`2026-01-${day}T00:00:00Z`)) ?? 0) - at(`2026-01-${day}T01:15:00Z`),
      ),
    );
    expect(new Set(offsets).size).toBe(offsets.length);
  });

  test('never reaches its limit nor half the way to the next round', () => {
    const rounds = fc.constantFrom('15 2 * * *', '*/10 * * * *', '0 * * * *');
    fc.assert(
      fc.property(fc.string(), rounds, fc.integer({ min: 0, max: 3_600 }), (source, round, jitterSeconds) => {
        const now = at('2026-05-04T06:00:30Z');
        const plain = nextRound(source, { ...nightly, round }, now) ?? 0;
        const moved = nextRound(source, { ...nightly, round, jitterSeconds }, now - 600_000) ?? 0;
        expect(moved).toBeGreaterThan(now - 600_000);
        expect(moved - plain).toBeLessThanOrEqual(jitterSeconds * 1000);
      }),
    );
  });
});
