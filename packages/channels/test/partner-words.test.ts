import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partnerWords } from '../src/partner-words.ts';

describe("a partner's own words", () => {
  test.each([
    ['mail jan.peeters+hr@example.co.uk now', 'mail [e-mail] now'],
    ['call +32 (0)2 555 12 34 now', 'call [telephone] now'],
    ['0475/12.34.56', '[telephone]'],
    ['(02) 555 12 34', '[telephone]'],
    ['offer of_123456789012345678901234 unknown', 'offer of_123456789012345678901234 unknown'],
    ['date 2026-11-22 is in the past', 'date 2026-11-22 is in the past'],
    ['code 1234567 not known', 'code 1234567 not known'],
    ['  two\n\tlines\u0000 ', 'two lines'],
    ['\u009B31m\u202Eder\u202C', '31m der'],
    ['', null],
    [' \n', null],
    [null, null],
  ])('%j become %j', (text, kept) => {
    expect(partnerWords(text)).toBe(kept);
  });

  test('are at most 500 characters on one line, whatever they were', () => {
    expect(partnerWords('x'.repeat(100_000))).toHaveLength(500);
    assert(
      property(string({ maxLength: 2000, unit: 'binary' }), (text) => {
        const words = partnerWords(text) ?? '';
        expect(words.length).toBeLessThanOrEqual(500);
        // oxlint-disable-next-line no-control-regex -- these are the characters in question
        expect(words).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/);
      }),
    );
  });
});
