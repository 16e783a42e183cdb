import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashOf } from '../../src/lexical/grams.ts';
import { asWritten } from '../../src/model/as-written.ts';
import { Random } from '../../src/model/random.ts';
import { wordFeatures } from '../../src/model/word-features.ts';

const known = new Set(['vrachtwagen', 'bestuurder', 'kunde', 'verkauf', 'leiter'].map(hashOf));
const isWord = (hash: number) => known.has(hash);

describe('the features of a title', () => {
  test.each([
    ['vrachtwagenbestuurder', ['vrachtwagen', 'bestuurder']],
    ['verkaufsleiter', ['verkauf', 'leiter']],
  ])('read %s as a compound', (title, parts) => {
    expect(wordFeatures(title, isWord).all).toEqual(expect.arrayContaining(parts.map(hashOf)));
  });

  test('leave alone what is no compound of known words', () => {
    expect(wordFeatures('boekhouder', isWord).all).toHaveLength(3);
  });

  test('are the same each time, without repeats', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,12}( [a-z]{1,12}){0,5}$/), (title) => {
        const { all, head } = wordFeatures(title, isWord);
        expect(new Set(all).size).toBe(all.length);
        expect(wordFeatures(title, isWord)).toEqual({ all, head });
      }),
    );
  });
});

describe('a label as an employer might write it', () => {
  test('depends on nothing but the seed', () => {
    const written = (seed: number) => {
      const random = new Random(seed);
      return Array.from({ length: 50 }, () => asWritten('bestuurder vrachtwagen ce', 'kok grootkeuken', random));
    };
    expect(written(7)).toEqual(written(7));
    expect(written(7)).not.toEqual(written(8));
  });
});
