import { type Candidates, MEASURE_COUNT, type Ranking } from '../model/ranking.ts';

/**
 * What a title and another one together say: the other has the part of the word that the title leaves open.
 * @param open chance that the title's own coding is wrong, 0–1
 */
export function mixed(title: Ranking, other: Ranking, open: number): Ranking {
  const concepts = [...title.candidates.concepts];
  const relations = [...title.candidates.relations];
  const own = concepts.length;
  const measures = new Float32Array((own + other.chances.length) * MEASURE_COUNT);
  measures.set(title.candidates.measures);
  const chances = new Float64Array(own + other.chances.length);
  for (let at = 0; at < own; at++) chances[at] = (1 - open) * (title.chances[at] ?? 0);
  for (const [at, concept] of other.candidates.concepts.entries()) {
    const known = title.candidates.concepts.indexOf(concept);
    const place = known < 0 ? concepts.length : known;
    chances[place] = (chances[place] ?? 0) + open * (other.chances[at] ?? 0);
    if (known >= 0) continue;
    concepts.push(concept);
    relations.push(other.candidates.relations[at] ?? 'close');
    measures.set(
      other.candidates.measures.subarray(at * MEASURE_COUNT, (at + 1) * MEASURE_COUNT),
      place * MEASURE_COUNT,
    );
  }
  const candidates: Candidates = { ...title.candidates, concepts, relations, measures };
  return { candidates, chances: chances.subarray(0, concepts.length) };
}
