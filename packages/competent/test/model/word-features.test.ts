import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashOf } from '../../src/lexical/grams.ts';
import { asWritten } from '../../src/model/as-written.ts';
import { Random } from '../../src/model/random.ts';
import { FeatureReader } from '../../src/model/word-features.ts';

const known = new Set(['vrachtwagen', 'bestuurder', 'kunde', 'verkauf', 'leiter'].map((part) => hashOf(part)));
const reader = new FeatureReader((hash) => known.has(hash));

describe('the features of a title', () => {
  test.each([
    ['vrachtwagenbestuurder', ['vrachtwagen', 'bestuurder']],
    ['verkaufsleiter', ['verkauf', 'leiter']],
  ])('read %s as a compound', (title, parts) => {
    expect(reader.read(title).all).toEqual(expect.arrayContaining(parts.map((part) => hashOf(part))));
  });

  test('leave alone what is no compound of known words', () => {
    expect(reader.read('boekhouder').all).toHaveLength(3);
  });

  test('tell the first word from the same word at the end', () => {
    const [one, other] = [reader.read('chef cuisine'), reader.read('cuisine chef')];
    expect(one.first).not.toBe(other.last);
    expect(reader.read('chef rayon').first).toBe(one.first);
  });

  test('are the same each time, without repeats', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,12}( [a-z]{1,12}){0,5}$/), (title) => {
        const features = reader.read(title);
        expect(new Set(features.all).size).toBe(features.all.length);
        expect(reader.read(title)).toEqual(features);
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
