import { AFFINITY, type Candidates, groupOfRegime, MEASURE_COUNT, MEASURES, type Ranking } from './ranking.ts';

/**
 * Measures of the first candidate that tell how well the labels explain the title. They make confidence better in
 * languages that write compounds in one word, and are left out in the others, where they make it worse.
 */
const TELLING = (
  [
    'near likeness',
    'near mass',
    'words',
    'head word',
    'exact near',
    'exact near, preferred',
    'near those that words speak for',
    'near those that labels speak for',
  ] as const
).map((name) => MEASURES.indexOf(name));

/** Signs of whether a ranking is right, for the confidence in it. */
export const SIGN_COUNT = 8 + TELLING.length;
/** Signs of whether a whole coding is right: those of its Competent occupation, and what ROME says of the same title. */
export const VERDICT_SIGN_COUNT = SIGN_COUNT + 5;

/** @param known share of the title's words that some label has, 0–1 */
export function signsOf(candidates: Candidates, chances: Float64Array, known: number): number[] {
  const [first, second] = firstTwo(chances);
  const from = chances.indexOf(first) * MEASURE_COUNT;
  const telling = Number(groupOfRegime(candidates.regime) === 'compounding');
  return [
    1,
    logOdds(first),
    first - second,
    candidates.bestLikeness,
    known,
    Math.log1p(candidates.concepts.length) / 4,
    scatter({ candidates, chances }),
    affinityOdds(candidates, chances.indexOf(first)),
    ...TELLING.map((measure) => telling * (candidates.measures[from + measure] ?? 0)),
  ];
}

/** What ROME says of a title beside its Competent occupation. */
export interface SecondOpinion {
  /** Chance of the first sheet. */
  readonly first: number;
  /** Share of the first Competent occupation in which it stands for that sheet, by the crosswalks. */
  readonly agreeing: number;
  /** What affinity alone says for that sheet. */
  readonly affinity: number;
}

/**
 * @param rome null where the title's language has no labels of ROME like it
 * @param scattered how widely the chances of ROME's sheets are scattered, whatever the language
 */
export function verdictSignsOf(own: readonly number[], rome: SecondOpinion | null, scattered: number): number[] {
  if (rome === null) return [...own, scattered, 0, 0, 1, 0];
  return [...own, scattered, logOdds(rome.first), rome.agreeing, 0, rome.affinity];
}

/** What affinity alone says for a candidate: the logarithm of its odds against all others. */
export function affinityOdds({ concepts, measures }: Candidates, candidate: number): number {
  const own = measures[candidate * MEASURE_COUNT + AFFINITY] ?? 0;
  let total = 0;
  for (let at = 0; at < concepts.length; at++) total += Math.exp((measures[at * MEASURE_COUNT + AFFINITY] ?? 0) - own);
  return logOdds(1 / total);
}

/**
 * How widely chances are scattered over candidates (entropy): between two of them the first is right more often than among
 * ten. Nothing in languages that write compounds in one word, where it makes confidence no better.
 */
export function scatter({ candidates, chances }: Ranking): number {
  if (groupOfRegime(candidates.regime) === 'compounding') return 0;
  let entropy = 0;
  for (const chance of chances) if (chance > 0) entropy -= chance * Math.log(chance);
  return entropy;
}

function firstTwo(chances: Float64Array): [number, number] {
  let first = 0;
  let second = 0;
  for (const chance of chances) {
    if (chance > first) {
      second = first;
      first = chance;
    } else if (chance > second) second = chance;
  }
  return [first, second];
}

function logOdds(chance: number): number {
  const bounded = Math.min(0.9995, Math.max(0.0005, chance));
  return Math.log(bounded / (1 - bounded));
}
