import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayIn, parseDay, parseDayOrInstant, parseInstant } from '../../src/index.ts';

const BRUSSELS = 'Europe/Brussels';

describe('a calendar day', () => {
  test.each([
    ['2026-03-29', '2026-03-29'],
    ['29/03/2026', '2026-03-29'],
    ['9.3.2026', '2026-03-09'],
    ['09-03-2026', '2026-03-09'],
    ['29/02/2024', '2024-02-29'],
  ])('%s is read as %s', (raw, day) => {
    expect(parseDay(raw)).toBe(day);
  });

  test.each(['2026-02-30', '29/02/2026', '2026-13-01', '2026-00-10', '31/04/2026', '2026-1-1', '', 'soon'])(
    '%j is no day',
    (raw) => {
      expect(parseDay(raw)).toBeNull();
    },
  );

  test('stays a day: it is never turned into an instant', () => {
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const day = date.toISOString().slice(0, 10);
        const [year, month, dayOfMonth] = day.split('-');
        expect(parseDayOrInstant(` ${day} `, BRUSSELS)).toBe(day);
        expect(parseDayOrInstant(`${dayOfMonth}/${month}/${year}`, BRUSSELS)).toBe(day);
        expect(dayIn(day, BRUSSELS)).toBe(day);
      }),
    );
  });
});

describe('an instant', () => {
  test.each([
    ['2026-03-01T10:00:00Z', '2026-03-01T10:00:00.000Z'],
    ['2026-03-01t10:00:00z', '2026-03-01T10:00:00.000Z'],
    ['2026-03-01T10:00:00+01:00', '2026-03-01T09:00:00.000Z'],
    ['2026-03-01 10:00:00,5+0100', '2026-03-01T09:00:00.500Z'],
    ['2026-03-01T10:00-05:30', '2026-03-01T15:30:00.000Z'],
    ['2026-03-01T10:00:00.123456789Z', '2026-03-01T10:00:00.123Z'],
  ])('with an offset: %s is %s', (raw, utc) => {
    expect(parseInstant(raw, BRUSSELS)).toBe(utc);
  });

  test.each([
    ['2026-01-15T12:00:00', '2026-01-15T11:00:00.000Z'],
    ['2026-07-15 12:00', '2026-07-15T10:00:00.000Z'],
    ['2026-07-15T12:00:00.25', '2026-07-15T10:00:00.250Z'],
    ['2026-03-29T01:59:59', '2026-03-29T00:59:59.000Z'],
    ['2026-03-29T03:00:00', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25T01:59:59', '2026-10-24T23:59:59.000Z'],
    ['2026-10-25T03:00:00', '2026-10-25T02:00:00.000Z'],
    ['2026-10-25T00:00:00', '2026-10-24T22:00:00.000Z'],
  ])('of local time in Brussels, around both clock changes: %s is %s', (raw, utc) => {
    expect(parseInstant(raw, BRUSSELS)).toBe(utc);
  });

  test('in the hour that is skipped is read with the offset before it', () => {
    expect(parseInstant('2026-03-29T02:30:00', BRUSSELS)).toBe('2026-03-29T01:30:00.000Z');
  });

  test('in the hour that comes twice is one of the two', () => {
    const both = ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'];
    expect(both).toContain(parseInstant('2026-10-25T02:30:00', BRUSSELS));
  });

  test.each([
    '2026-02-30T10:00:00Z',
    '2026-02-30T10:00:00',
    '2026-02-28T25:00:00',
    '2026-02-28T10:60:00',
    '2026-02-28T10:00:61',
    '2026-02-28T24:30:00',
    '2026-02-28T10',
    'Sat, 28 Feb 2026',
    '1767225600',
  ])('is refused when it does not exist or is not ISO 8601: %s', (raw) => {
    expect(parseInstant(raw, BRUSSELS)).toBeNull();
  });

  test('of a placeholder in the first century is refused, not moved to another one', () => {
    expect(parseInstant('0001-01-01T00:00:00', BRUSSELS)).toBeNull();
  });

  test('survives the way to local time and back', () => {
    const moments = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: BRUSSELS, dateStyle: 'short', timeStyle: 'medium' });
    fc.assert(
      fc.property(moments, (moment) => {
        const local = format.format(moment);
        const read = parseInstant(local, BRUSSELS);
        expect(read).not.toBeNull();
        expect(format.format(new Date(read ?? 0))).toBe(local);
        expect(dayIn(read ?? '', BRUSSELS)).toBe(local.slice(0, 10));
      }),
    );
  });
});

test('the day of an instant is the day of the zone', () => {
  expect(dayIn('2026-06-30T22:30:00.000Z', BRUSSELS)).toBe('2026-07-01');
  expect(dayIn('2026-06-30T22:30:00.000Z', 'UTC')).toBe('2026-06-30');
});

test.each([null, undefined, '', '  '])('%j is no date', (raw) => {
  expect(parseDayOrInstant(raw, BRUSSELS)).toBeNull();
});

test('no text whatever makes the reader throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (raw) => void parseDayOrInstant(raw, BRUSSELS)));
});
