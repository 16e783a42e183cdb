import { describe, expect, test } from 'vitest';
import { formsOf, marksIn } from '../src/word-forms.ts';

describe('the forms of words', () => {
  test.each([
    ['capitals and accents', 'L’ÉTÉ à Liège', "l'ete a liege"],
    ['words in one and in two', 'Week-end, part time en team leader.', 'weekend parttime en teamleader'],
    ['accents that stand beside their letter', 'e\u0301te\u0301', 'été'],
    ['signs between words', '«Bakker»…slager – kok', 'bakker slager kok'],
    ['ligatures', 'œuvre', 'oeuvre'],
  ])('are the same for %s', (_, one, other) => {
    expect(formsOf(one)).toEqual(formsOf(other));
  });

  test('leave words apart that only stand beside each other', () => {
    expect(formsOf('de week. end')).toHaveLength(3);
    expect(formsOf('week enden')).toHaveLength(2);
    expect(formsOf('')).toEqual([]);
  });

  test('bear the marks of a text, each once', () => {
    expect(marksIn(formsOf('Nachtploeg of nachtdienst in het weekend'))).toBe('nw');
  });

  test('are right however many words came before', () => {
    const before = formsOf('bakker zoekt collega');
    for (let at = 0; at < 70_000; at += 1_000)
      formsOf(Array.from({ length: 1_000 }, (_, more) => `w${at + more}`).join(' '));
    expect(formsOf('bakker zoekt collega')).toEqual(before);
  });
});
