import { SOURCES, type SourceSettings } from '@relais/sources';
import { expect, test } from 'vitest';
import { cursorSince } from '../src/cursors-since.ts';

const MOMENT = '2026-11-22T23:30:00.000Z';
const settingsOf = (kind: string) => ({ kind, zone: 'Europe/Brussels' }) as SourceSettings;

test.each([
  ['vdab', { until: MOMENT }],
  ['france-travail', { until: MOMENT }],
  ['actiris', { since: '2026-11-23' }],
  ['forem', { since: '2026-11-23' }],
  ['eures', { until: Date.parse(MOMENT) }],
])(
  '%s is asked for changes since a moment in its own words, by the day of its zone where it knows days only',
  (kind, cursor) => {
    expect(JSON.parse(cursorSince(settingsOf(kind), MOMENT) ?? '')).toEqual(cursor);
  },
);

test('a drop alone cannot be asked for changes since a moment', () => {
  expect(Object.keys(SOURCES).filter((kind) => cursorSince(settingsOf(kind), MOMENT) === null)).toEqual(['drop']);
});
