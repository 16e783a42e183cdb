import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Beginnings } from '../../src/lexical/beginnings.ts';
import { hashOf } from '../../src/lexical/grams.ts';
import { textColumn } from '../../src/release/sections.ts';

const phrase = fc.array(fc.stringMatching(/^[a-z0-9+#]{1,9}$/), { minLength: 1, maxLength: 6 });

test('every beginning of a text in whole words may be held', () => {
  fc.assert(
    fc.property(fc.array(phrase, { maxLength: 40 }), (phrases) => {
      const { bytes, starts } = textColumn(phrases.map((words) => words.join(' ')));
      const beginnings = new Beginnings(bytes, starts, 12);
      for (const words of phrases) {
        for (let length = 1; length <= words.length; length++) {
          expect(beginnings.mayHold(hashOf(words.slice(0, length).join(' ')))).toBe(true);
        }
      }
    }),
  );
});

test('other words are told apart where there is room', () => {
  const { bytes, starts } = textColumn(['heavy goods vehicle', 'bus']);
  const beginnings = new Beginnings(bytes, starts, 19);
  expect(['goods', 'heav', 'bus driver', 'heavy vehicle'].map((text) => beginnings.mayHold(hashOf(text)))).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
