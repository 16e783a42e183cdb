import { describe, expect, test } from 'vitest';
import {
  composed,
  groupOf,
  inverse,
  LABEL_LANGUAGES,
  type LabelLanguage,
  RELATIONS,
} from '../../src/release/schemes.ts';

describe('relations', () => {
  test('read from the other end and back are the same', () => {
    for (const relation of RELATIONS) expect(inverse(inverse(relation))).toBe(relation);
    expect(inverse('narrower')).toBe('broader');
  });

  test('keep their meaning along a way of equal concepts', () => {
    for (const relation of RELATIONS) {
      expect(composed('exact', relation)).toBe(relation);
      expect(composed(relation, 'exact')).toBe(relation);
    }
  });

  test('become merely close after a step down and a step up', () => {
    expect(composed('narrower', 'broader')).toBe('close');
    expect(composed('broader', 'narrower')).toBe('close');
    expect(composed('broader', 'broader')).toBe('broader');
    expect(composed('close', 'narrower')).toBe('narrower');
  });
});

describe('languages', () => {
  const group = (...languages: LabelLanguage[]) => groupOf(languages.map((each) => LABEL_LANGUAGES.indexOf(each)));

  test('are of one group where their titles are built alike', () => {
    expect(group('nl', 'de')).toBe('compounding');
    expect(group('en')).toBe('English');
    expect(group('fr', 'fr')).toBe('French');
  });

  test('of several groups, or none, are read as French', () => {
    expect(group('nl', 'en')).toBe('French');
    expect(group('en', 'fr')).toBe('French');
    expect(group()).toBe('French');
  });
});
