import fc from 'fast-check';
import { expect, test } from 'vitest';
import { givenText, storedText } from '../src/stored-text.ts';

const unit = fc.oneof(
  fc.constantFrom('\0', '\ud83d', '\udd25', '🔥', '\uffff', '\uffff0000', '\ufffd', '0', 'f'),
  fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }),
);
const text = fc.string({ unit });

test('any text comes back from what is stored for it, which every database can keep', () => {
  fc.assert(
    fc.property(text, fc.boolean(), (given, keepsNul) => {
      const stored = storedText(given, keepsNul);
      expect(givenText(stored)).toBe(given);
      expect(stored.isWellFormed()).toBe(true);
      if (!keepsNul) expect(stored).not.toContain('\0');
    }),
  );
});

test('two texts are never stored as the same one', () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      expect(storedText(one) === storedText(other)).toBe(one === other);
    }),
  );
});
