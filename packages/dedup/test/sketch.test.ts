import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bitsOf, fallsShort, likeness, mayHold, sketchOf, wordSetOf } from '../src/sketch.ts';
import { formsOf } from '../src/word-forms.ts';

const text = fc
  .array(fc.stringMatching(/^[a-z]{2,8}$/), { minLength: 3, maxLength: 80 })
  .map((words) => words.join(' '));

const sketched = (plain: string) => sketchOf(formsOf(plain));
const sketch = (plain: string) => sketched(plain)?.sketch ?? null;

describe('a sketch of a text', () => {
  test('is short, and most like itself', () => {
    fc.assert(
      fc.property(text, (plain) => {
        const own = sketch(plain) ?? '';
        expect(own).toHaveLength(96);
        expect(likeness(own, own)).toBe(1);
      }),
    );
  });

  test('does not see accents, capitals and punctuation', () => {
    expect(sketch('Wir suchen: ÜBERSETZER, sofort!')).toBe(sketch('wir suchen übersetzer sofort'));
  });

  test('tells how much of two texts is common, within its grain', () => {
    const words = Array.from({ length: 200 }, (_, at) => `word${at}`);
    const half = [...words.slice(0, 100), ...words.slice(0, 100).map((word) => `other${word}`)];
    const [whole, mixed, foreign] = [words, half, words.map((word) => `x${word}`)].map(
      (each) => sketch(each.join(' ')) ?? '',
    );
    expect(likeness(whole ?? '', mixed ?? '')).toBeCloseTo(1 / 3, 0);
    expect(likeness(whole ?? '', foreign ?? '')).toBeLessThan(0.1);
  });

  test('falls short of a share exactly where the estimate does', () => {
    fc.assert(
      fc.property(text, text, fc.double({ min: 0.01, max: 1, noNaN: true }), (one, more, least) => {
        const [a, b] = [sketch(one) ?? '', sketch(`${one} ${more}`) ?? ''];
        expect(fallsShort(a, b, least)).toBe((likeness(a, b) ?? 0) < least);
      }),
    );
  });

  test('is none of a text of two words, and cannot be compared when it is damaged', () => {
    expect(sketch('Bakker gezocht')).toBeNull();
    expect(likeness('AAAA', sketch('een twee drie') ?? '')).toBeNull();
  });

  test('gives a text up to four anchors, of which texts with much in common share one', () => {
    const words = Array.from({ length: 200 }, (_, at) => `word${at}`);
    const anchors = (from: number, to: number) => sketched(words.slice(from, to).join(' '))?.anchors.split(' ') ?? [];
    expect(anchors(0, 150)).toHaveLength(4);
    expect(anchors(0, 4).length).toBeLessThanOrEqual(2);
    expect(anchors(0, 150).some((anchor) => anchors(20, 170).includes(anchor))).toBe(true);
    expect(anchors(0, 90).some((anchor) => anchors(100, 190).includes(anchor))).toBe(false);
  });
});

describe('a set of words', () => {
  test('never denies a word that it holds, and mostly denies others', () => {
    const words = Array.from({ length: 100 }, (_, at) => `woord${at}`);
    const set = wordSetOf(words.map((word) => ({ bits: bitsOf(word) })));
    expect(words.every((word) => mayHold(set, word))).toBe(true);
    expect(words.filter((word) => mayHold(set, `geen-${word}`)).length).toBeLessThan(10);
  });
});
