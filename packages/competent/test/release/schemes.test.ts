import { describe, expect, test } from 'vitest';
import { composed, inverse, RELATIONS } from '../../src/release/schemes.ts';

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
