import { describe, expect, test } from 'vitest';
import { mixed } from '../../src/coder/mixed-ranking.ts';
import { MEASURE_COUNT, type Ranking } from '../../src/model/ranking.ts';

/** Candidates whose measures are all the number of their concept. */
function ranking(chances: Readonly<Record<number, number>>): Ranking {
  const concepts = Object.keys(chances).map(Number);
  return {
    candidates: {
      regime: 1,
      concepts,
      relations: concepts.map(() => 'close'),
      measures: Float32Array.from(concepts.flatMap((concept) => Array.from({ length: MEASURE_COUNT }, () => concept))),
      bestLikeness: 0.5,
    },
    chances: Float64Array.from(Object.values(chances)),
  };
}

describe('two rankings as one', () => {
  test('gives the second the part that the first leaves open, and its candidates a place', () => {
    const { candidates, chances } = mixed(ranking({ 3: 0.6, 5: 0.4 }), ranking({ 5: 0.25, 8: 0.75 }), 0.5);
    expect(candidates.concepts).toEqual([3, 5, 8]);
    expect([...chances]).toEqual([0.3, 0.325, 0.375]);
    expect([...candidates.concepts.keys()].map((at) => candidates.measures[at * MEASURE_COUNT])).toEqual([3, 5, 8]);
    expect(candidates.relations).toHaveLength(3);
  });

  test('is the first where nothing is open', () => {
    const first = ranking({ 3: 0.6, 5: 0.4 });
    expect([...mixed(first, ranking({ 5: 1 }), 0).chances]).toEqual([...first.chances]);
  });
});
