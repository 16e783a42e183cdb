import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LabelSearch } from '../../src/lexical/label-search.ts';
import { ReleaseBuilder } from '../../src/release/builder.ts';
import { LABEL_LANGUAGES } from '../../src/release/schemes.ts';

const FRENCH = LABEL_LANGUAGES.indexOf('fr');
const words = fc.array(fc.stringMatching(/^[a-z]{3,9}$/), { minLength: 1, maxLength: 4 }).map((each) => each.join(' '));

function searchOver(labels: readonly string[]): LabelSearch {
  const builder = new ReleaseBuilder();
  for (const [at, label] of labels.entries()) {
    builder.label(builder.concept('esco', `urn:${at}`), 'fr', label, true);
  }
  return new LabelSearch(builder.compile().sections);
}

describe('the search among labels', () => {
  test('finds every label exactly, and as most like itself', () => {
    fc.assert(
      fc.property(fc.uniqueArray(words, { minLength: 1, maxLength: 40 }), (labels) => {
        const search = searchOver(labels);
        for (const [at, label] of labels.entries()) {
          const exact = search.exact(label).flatMap((key) => search.conceptsOf(key));
          if (exact.some(({ concept }) => concept === at)) {
            const likeness = search.similar(label, FRENCH, 3)[0]?.similarity;
            expect(likeness).toBeCloseTo(1, 4);
            expect(likeness).toBeLessThanOrEqual(1);
          }
        }
        expect(search.exact('zzzz never a label 9')).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('gives likenesses between 0 and 1, best first, and the same each time', () => {
    const search = searchOver(['boulanger', 'boulanger patissier', 'boucher', 'plombier', 'chauffeur poids lourd']);
    fc.assert(
      fc.property(words, (title) => {
        const hits = search.similar(title, FRENCH, 5);
        const likenesses = hits.map(({ similarity }) => similarity);
        expect(likenesses.every((likeness) => likeness > 0 && likeness <= 1)).toBe(true);
        expect(likenesses).toEqual(likenesses.toSorted((a, b) => b - a));
        expect(search.similar(title, FRENCH, 5)).toEqual(hits);
      }),
    );
  });

  test('bears a typing error and another word order', () => {
    const search = searchOver(['boulanger patissier', 'boucher charcutier', 'infirmier']);
    const best = (title: string) => search.conceptsOf(search.similar(title, FRENCH, 1)[0]?.key ?? -1)[0]?.concept;
    expect(best('patissier boulangr')).toBe(0);
    expect(best('infirmmier')).toBe(2);
  });

  test('knows which languages know the words', () => {
    const search = searchOver(['boulanger patissier']);
    expect(search.knownWords('boulanger industriel')[FRENCH]).toBe(0.5);
    expect(search.schemesIn(FRENCH)).toEqual(new Set(['esco']));
  });

  test('answers nothing over an empty release', () => {
    const search = new LabelSearch(new ReleaseBuilder().compile().sections);
    expect(search.exact('boulanger')).toEqual([]);
    expect(search.similar('boulanger', FRENCH, 5)).toEqual([]);
  });
});
