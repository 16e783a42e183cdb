import { describe, expect, test } from 'vitest';
import { filled, inWords } from '../../src/commands/explain-words/clauses.ts';
import { de } from '../../src/commands/explain-words/de.ts';
import { en } from '../../src/commands/explain-words/en.ts';
import { fr } from '../../src/commands/explain-words/fr.ts';
import { nl } from '../../src/commands/explain-words/nl.ts';

describe('the words of a story', () => {
  test.each([
    ['nl', nl],
    ['fr', fr],
    ['de', de],
  ])('have in %s the places to fill that they have in English', (_language, words) => {
    expect(placesIn(words)).toEqual(placesIn(en));
  });

  test('leave out a bracket whose part is not known', () => {
    expect(filled('{1} has it[: {2}].', ['Actiris'])).toBe('Actiris has it.');
    expect(filled('{1} has it[: {2}].', ['Actiris', 'late'])).toBe('Actiris has it: late.');
  });

  test('tell every reason of a merge, and show one that they do not know as it is', () => {
    const reasons =
      'the same enterprise number; the same region; titles alike by 84 %; no texts to compare | something new';
    expect(inWords(reasons, fr.clauses, ', ')).toBe(
      'le même numéro d’entreprise, la même région, des intitulés semblables à 84 %, pas de textes à comparer, something new',
    );
  });
});

/** Names of the texts with the numbers that stand in them. */
function placesIn(words: object): unknown {
  return Object.fromEntries(
    Object.entries(words).map(([name, text]: [string, unknown]) => [
      name,
      typeof text === 'string' ? (text.match(/\{\d\}/g) ?? []).toSorted() : placesIn(text as object),
    ]),
  );
}
