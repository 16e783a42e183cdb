import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { likeness, sketchOf } from '../src/sketch.ts';

const text = fc
  .array(fc.stringMatching(/^[a-z]{2,8}$/), { minLength: 3, maxLength: 80 })
  .map((words) => words.join(' '));

describe('a sketch of a text', () => {
  test('is short, and most like itself', () => {
    fc.assert(
      fc.property(text, (words) => {
        const sketch = sketchOf(words) ?? '';
        expect(sketch).toHaveLength(64);
        expect(likeness(sketch, sketch)).toBe(1);
      }),
    );
  });

  test('does not see accents, capitals and punctuation', () => {
    expect(sketchOf('Wir suchen: ÜBERSETZER, sofort!')).toBe(sketchOf('wir suchen übersetzer sofort'));
  });

  test('tells how much of two texts is common, within its grain', () => {
    const words = Array.from({ length: 200 }, (_, at) => `word${at}`);
    const half = [...words.slice(0, 100), ...words.slice(0, 100).map((word) => `other${word}`)];
    const [whole, mixed, foreign] = [words, half, words.map((word) => `x${word}`)].map(
      (each) => sketchOf(each.join(' ')) ?? '',
    );
    expect(likeness(whole ?? '', mixed ?? '')).toBeCloseTo(1 / 3, 0);
    expect(likeness(whole ?? '', foreign ?? '')).toBeLessThan(0.1);
  });

  test('is none of a text of two words, and like nothing when it is damaged', () => {
    expect(sketchOf('Bakker gezocht')).toBeNull();
    expect(likeness('AAAA', sketchOf('een twee drie') ?? '')).toBe(0);
  });
});
