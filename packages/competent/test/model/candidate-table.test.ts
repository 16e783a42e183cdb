import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SortedIndex } from '../../src/lexical/grams.ts';
import { BestOf } from '../../src/model/candidate-table.ts';
import { CountTable } from '../../src/model/feature-counts.ts';

describe('the best of a stream', () => {
  test('are those that sorting all of it gives', () => {
    const scored = fc.array(fc.nat(20), { maxLength: 60 });
    fc.assert(
      fc.property(scored, fc.integer({ min: 1, max: 12 }), (scores, most) => {
        const best = new BestOf(most);
        for (const [item, score] of scores.entries()) best.offer(item, score, item);
        const sorted = [...scores.keys()].toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
        expect(best.items).toEqual(sorted.slice(0, most));
      }),
    );
  });
});

describe('sums by feature and concept', () => {
  test('are those that a map gives, whatever the order of features', () => {
    const added = fc.array(fc.tuple(fc.nat(0xffff_ffff), fc.nat(0xffff), fc.nat(9)), { maxLength: 5_000 });
    fc.assert(
      fc.property(added, (all) => {
        const table = new CountTable();
        const sums = new Map<string, number>();
        for (const [feature, concept, share] of all) {
          table.add(feature, concept, share);
          sums.set(`${feature} ${concept}`, (sums.get(`${feature} ${concept}`) ?? 0) + share);
        }
        const listed = [...table.features()].flatMap(({ feature, concepts, counts }) =>
          concepts.map((concept, at) => [`${feature} ${concept}`, counts[at]] as const),
        );
        expect(new Map(listed)).toEqual(sums);
      }),
      { numRuns: 20 },
    );
  });
});

describe('positions in a sorted array', () => {
  test('are those of a plain search', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(0xffff_ffff)), fc.nat(0xffff_ffff), (values, other) => {
        const sorted = Uint32Array.from(values).toSorted();
        const index = new SortedIndex(sorted, 32);
        for (const value of [...values, other]) expect(index.positionOf(value)).toBe(sorted.indexOf(value));
      }),
    );
  });
});
