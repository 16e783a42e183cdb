import { describe, expect, test } from 'vitest';
import { LabelSearch } from '../../src/lexical/label-search.ts';
import { LABEL_LANGUAGES } from '../../src/release/schemes.ts';
import { compileStarter } from '../../src/starter/compile-starter.ts';
import { starterRelease } from '../../src/starter/starter-release.ts';

describe('the starter set', () => {
  const release = starterRelease();
  const occupations = [...release.occupations()];

  test('has at least 150 occupations, each with a title in four languages', () => {
    expect(occupations.length).toBeGreaterThanOrEqual(150);
    for (const { code, labels } of occupations)
      expect(Object.keys(labels).toSorted(), code).toEqual(['de', 'en', 'fr', 'nl']);
  });

  test('has at least two labels per language for nearly all of them', () => {
    const search = new LabelSearch(release.sections);
    const { keyLanguages } = release.sections;
    for (const language of LABEL_LANGUAGES.keys()) {
      const labels = new Map<number, number>();
      for (let key = keyLanguages[language] ?? 0; key < (keyLanguages[language + 1] ?? 0); key++) {
        for (const { concept } of search.conceptsOf(key)) labels.set(concept, (labels.get(concept) ?? 0) + 1);
      }
      const several = [...labels.values()].filter((count) => count >= 2).length;
      expect(several / occupations.length).toBeGreaterThan(0.9);
    }
  });

  test('cannot be taken for Competent: own codes, and UUIDs of another version', () => {
    for (const { code, uuid } of occupations) {
      expect(code).toMatch(/^RS-\d+$/);
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
    expect(new Set(occupations.map(({ uuid }) => uuid)).size).toBe(occupations.length);
    expect(new Set(occupations.map(({ code }) => code)).size).toBe(occupations.length);
  });

  test('links each occupation to one ISCO-08 group and one ROME sheet', () => {
    for (const { code } of occupations) {
      const concept = release.find('competent2', code) ?? -1;
      const groups = release.steps(concept, 'isco08').map(({ target }) => release.codeOf(target));
      const sheets = release.steps(concept, 'rome').map(({ target }) => release.codeOf(target));
      expect(groups, code).toEqual([expect.stringMatching(/^\d{4}$/)]);
      expect(sheets, code).toEqual([expect.stringMatching(/^[A-N]\d{4}$/)]);
    }
  });

  test('is compiled from its labels as they are now (else run test/programs/write-starter.ts)', () => {
    expect(compileStarter().facts).toEqual(release.facts);
    expect(release.occupation('RS-360')?.uuid).toBe(release.occupation('rs-360')?.uuid);
  });
});
