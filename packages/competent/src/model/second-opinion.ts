import type { Crosswalks } from '../coder/crosswalks.ts';
import { type Candidates, isFar } from './ranking.ts';
import { affinityOdds, type SecondOpinion } from './signs.ts';

/** Place of the largest chance; -1 where there is none. */
export function firstOf(chances: Float64Array): number {
  let first = -1;
  let most = 0;
  for (const [at, chance] of chances.entries()) {
    if (chance <= most) continue;
    most = chance;
    first = at;
  }
  return first;
}

/** What ROME says of a title beside its Competent occupation; null where no label of ROME is near the title. */
export function secondOpinion(
  crosswalks: Crosswalks,
  competent: number,
  rome: { readonly candidates: Candidates; readonly chances: Float64Array } | null,
): SecondOpinion | null {
  if (rome === null || isFar(rome.candidates.regime)) return null;
  const at = firstOf(rome.chances);
  const sheet = rome.candidates.concepts[at];
  const agreeing = crosswalks.walk(competent, 'rome').find(({ concept }) => concept === sheet)?.share ?? 0;
  return { first: rome.chances[at] ?? 0, agreeing, affinity: affinityOdds(rome.candidates, at) };
}
