import { Crosswalks } from '../coder/crosswalks.ts';
import { titleEvidence } from '../coder/title-evidence.ts';
import { LabelSearch } from '../lexical/label-search.ts';
import { compoundWords } from '../lexical/vocabulary.ts';
import type { Release } from '../release/release.ts';
import { LABEL_LANGUAGES, LANGUAGE_GROUPS, type LanguageGroup } from '../release/schemes.ts';
import type { LearnedSections } from '../release/sections.ts';
import { Affinity, type AffinityTables, noAffinity } from './affinity.ts';
import { asWritten } from './as-written.ts';
import { keyText, sharesOfKey } from './count-words.ts';
import { chanceOf, type Example, fitConfidence, fitRanking } from './fit.ts';
import { AFFINITY_ROUNDS, fitAffinity, lessonsOf } from './fit-affinity.ts';
import { Random } from './random.ts';
import {
  AFFINITY,
  candidatesOf,
  groupOfRegime,
  isFar,
  MEASURE_COUNT,
  probabilities,
  type RankingEvidence,
  type RankingParts,
  REGIMES,
  rankingParts,
} from './ranking.ts';
import { firstOf, secondOpinion } from './second-opinion.ts';
import { SIGN_COUNT, scatter, signsOf, VERDICT_SIGN_COUNT, verdictSignsOf } from './signs.ts';
import { NEAR, TRAINED_TARGETS, type TrainedTarget } from './targets.ts';
import type { LeftOut } from './word-evidence.ts';
import { partsOf } from './word-features.ts';

/** What is learned from draws: affinity, weights of the ranking and of the confidence, and where automatic coding begins. */
export type Trained = AffinityTables &
  Pick<LearnedSections, 'rankingWeights' | 'confidenceWeights' | 'verdictWeights' | 'thresholds'>;

/** Where training starts. */
const START: readonly number[] = [0.3, 0.4, 0.2, 0.1, 0.3, 0.5, 0, 0.2, 0.4, 0.2, 2, 0.5, 0.5, 0, 0, 0, 0];
/** What stands where a release has too few labels to learn from: likeness decides, and equal labels above all. */
const UNTRAINED: readonly number[] = [1, 1, 0.3, 0.2, 0.3, 0.3, 0, 0.1, 0.3, 0, 4, 0.5, 0.5, 0, 0, 0, 0];
const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);
const UNTRAINED_CONFIDENCE: readonly number[] = [-8.5, 0.25, 3, 8, 0.5, ...zeros(SIGN_COUNT - 5)];
const START_CONFIDENCE: readonly number[] = [-1.2, 0.7, 0.5, 1.5, 0.5, ...zeros(SIGN_COUNT - 5)];
const START_VERDICT: readonly number[] = [...START_CONFIDENCE, ...zeros(VERDICT_SIGN_COUNT - SIGN_COUNT)];
const START_THRESHOLD = 0.8;
/** A code of the source is a decision of somebody: what its crosswalks leave of it is confidence enough. */
const CODE_THRESHOLD = 0.8;
const FEWEST_KEYS = 20_000;
const EXAMPLES = 18_000;
const FEWEST_EXAMPLES = 200;
/** Share of the titles that are looked up with their own label in sight: more than half of the titles of offers equal a label. */
const PRESENT = 0.65;
const LANGUAGE_UNSAID = 0.2;
/** What offers are to reach, and a little more where none are here to tell: draws are not offers. */
const PRECISIONS: Readonly<Record<LanguageGroup, number>> = { French: 0.97, compounding: 0.98, English: 0.98 };
const FEWEST_ABOVE = 100;
const STEM = 6;
/** An occupation counts as right where its share is at least this part of the largest. */
const ABOUT_AS_RIGHT = 0.25;
/** What the title of one occupation counts for another that has it as an alternative, beside the first. */
const ALTERNATIVE = 0.05;
const COMPETENT = TRAINED_TARGETS.indexOf('competent2');
const ROME = TRAINED_TARGETS.indexOf('rome');

/** One title in one target. */
interface Sample extends Example {
  readonly known: number;
}

interface Draw {
  readonly text: string;
  /** Keys that were out of sight. */
  readonly hidden: readonly number[];
  readonly group: LanguageGroup;
  /** By target; null where nothing is known to be right, or nothing was found. */
  readonly samples: readonly (Sample | null)[];
}

export function untrained(): Trained {
  const cells = TRAINED_TARGETS.length * REGIMES.length;
  return {
    ...noAffinity(),
    rankingWeights: repeated(UNTRAINED, cells),
    confidenceWeights: repeated(UNTRAINED_CONFIDENCE, cells),
    verdictWeights: repeated([...UNTRAINED_CONFIDENCE, ...zeros(VERDICT_SIGN_COUNT - SIGN_COUNT)], REGIMES.length),
    thresholds: Float32Array.of(...LANGUAGE_GROUPS.map(() => START_THRESHOLD), CODE_THRESHOLD),
  };
}

function repeated(start: readonly number[], times: number): Float32Array {
  return Float32Array.from({ length: times * start.length }, (_, at) => start[at % start.length] ?? 0);
}

/**
 * Learns to rank from the release's own labels: each drawn label is looked up, written as in offers, while it and all
 * labels whose words begin alike are out of sight (or, for half of them, in sight). Half of the labels are drawn evenly,
 * half as often as people are hired into the occupation. The same release gives the same weights.
 */
export function train(release: Release, count = EXAMPLES): Trained {
  if (release.sections.keyStarts.length < FEWEST_KEYS || count < FEWEST_EXAMPLES) return untrained();
  const crosswalks = new Crosswalks(release);
  const draws = drawsOf(release, crosswalks, count);
  const trained = {
    ...untrained(),
    ...learnAffinity(release, crosswalks, draws, Math.ceil((AFFINITY_ROUNDS * count) / EXAMPLES)),
  };
  for (const target of TRAINED_TARGETS.keys()) {
    for (let regime = 0; regime < REGIMES.length; regime++) {
      const examples = draws
        .flatMap(({ samples }) => samples[target] ?? [])
        .filter(({ candidates }) => candidates.regime === regime);
      if (examples.length < FEWEST_EXAMPLES) continue;
      const cell = target * REGIMES.length + regime;
      const weights = weightsIn(
        examples.filter((_, at) => at % 4 > 0),
        groupOfRegime(regime),
      );
      trained.rankingWeights.set(weights, cell * MEASURE_COUNT);
      trained.confidenceWeights.set(confidenceIn(examples, weights), cell * SIGN_COUNT);
    }
  }
  learnVerdict(trained, verdictsOf(draws, trained, crosswalks));
  return trained;
}

/**
 * In French the middle between weights with affinity and without it: titles of offers are often vaguer than labels, and
 * of what is vague affinity alone is too sure.
 */
function weightsIn(examples: readonly Example[], group: LanguageGroup): Float64Array {
  const weights = fitRanking(examples, START);
  if (group !== 'French') return weights;
  const without = fitRanking(examples.map(withoutAffinity), START);
  return weights.map((weight, at) => (weight + (without[at] ?? 0)) / 2);
}

function withoutAffinity({ candidates, truth }: Example): Example {
  const measures = candidates.measures.map((value, at) => (at % MEASURE_COUNT === AFFINITY ? 0 : value));
  return { candidates: { ...candidates, measures }, truth };
}

function confidenceIn(examples: readonly Sample[], weights: Float64Array): Float64Array {
  const chances = examples.map((each) => probabilities(each.candidates, weights));
  const signs = examples.map((each, at) => signsOf(each.candidates, chances[at] ?? new Float64Array(0), each.known));
  return fitConfidence(
    signs,
    examples.map((each, at) => isRight(each, chances[at] ?? new Float64Array(0))),
    START_CONFIDENCE,
  );
}

/** The best candidate stands for the right occupation, or for another that crosswalks give to the same label. */
function isRight({ truth }: Example, chances: Float64Array): boolean {
  const right = truth[firstOf(chances)] ?? 0;
  return right > 0 && right >= ABOUT_AS_RIGHT * Math.max(...truth);
}

interface Verdict {
  readonly regime: number;
  readonly signs: readonly number[];
  readonly right: boolean;
}

/**
 * Learns affinity, and tells it of the draws. Those whose label was hidden are measured by tables that were learned without
 * the labels of any of them, so that the ranking does not believe more than new titles will bear.
 */
function learnAffinity(
  release: Release,
  crosswalks: Crosswalks,
  draws: readonly Draw[],
  rounds: number,
): AffinityTables {
  const hidden = new Set(draws.flatMap((draw) => draw.hidden));
  const lessons = lessonsOf(release, crosswalks);
  const whole = fitAffinity(lessons, release.size, rounds);
  const without = fitAffinity(
    lessons.filter((_, key) => !hidden.has(key)),
    release.size,
    rounds,
  );
  const [seen, unseen] = [
    new Affinity({ ...release.sections, ...whole }),
    new Affinity({ ...release.sections, ...without }),
  ];
  for (const draw of draws) measureAffinity(draw, draw.hidden.length === 0 ? seen : unseen);
  return whole;
}

function measureAffinity({ text, samples }: Draw, affinity: Affinity): void {
  const point = affinity.pointOf(text);
  for (const sample of samples) {
    if (sample === null) continue;
    const { concepts, measures } = sample.candidates;
    for (const [at, concept] of concepts.entries()) {
      measures[at * MEASURE_COUNT + AFFINITY] = affinity.between(point, concept);
    }
  }
}

/** Whether whole codings are right: the Competent occupation and, for a French title of ROME, its sheet. */
function verdictsOf(draws: readonly Draw[], trained: Trained, crosswalks: Crosswalks): Verdict[] {
  const chancesOf = (sample: Sample, target: number) => {
    const cell = target * REGIMES.length + sample.candidates.regime;
    return probabilities(sample.candidates, trained.rankingWeights.subarray(cell * MEASURE_COUNT));
  };
  return draws.flatMap(({ samples }) => {
    const [own, rome] = [samples[COMPETENT] ?? null, samples[ROME] ?? null];
    if (own === null) return [];
    const chances = chancesOf(own, COMPETENT);
    const others = rome === null ? new Float64Array(0) : chancesOf(rome, ROME);
    const best = own.candidates.concepts[firstOf(chances)] ?? 0;
    const heard = rome === null ? null : { candidates: rome.candidates, chances: others };
    const opinion = secondOpinion(crosswalks, best, heard);
    const scattered = heard === null ? 0 : scatter(heard);
    const signs = verdictSignsOf(signsOf(own.candidates, chances, own.known), opinion, scattered);
    const both = rome === null || isFar(rome.candidates.regime) || isRight(rome, others);
    return [{ regime: own.candidates.regime, signs, right: isRight(own, chances) && both }];
  });
}

function learnVerdict(trained: Trained, verdicts: readonly Verdict[]): void {
  for (let regime = 0; regime < REGIMES.length; regime++) {
    const own = verdicts.filter((each) => each.regime === regime);
    if (own.length < FEWEST_EXAMPLES) continue;
    const weights = fitConfidence(
      own.map(({ signs }) => signs),
      own.map(({ right }) => right),
      START_VERDICT,
    );
    trained.verdictWeights.set(weights, regime * VERDICT_SIGN_COUNT);
  }
  for (const [at, group] of LANGUAGE_GROUPS.entries()) {
    const own = verdicts.filter(({ regime }) => groupOfRegime(regime) === group);
    if (own.length >= FEWEST_EXAMPLES)
      trained.thresholds[at] = thresholdOf(own, trained.verdictWeights, PRECISIONS[group]);
  }
}

/** The lowest confidence above which enough of the codings are right. */
function thresholdOf(verdicts: readonly Verdict[], weights: Float32Array, precision: number): number {
  const judged = verdicts.map(({ regime, signs, right }) => {
    return { right, confidence: chanceOf(signs, weights.subarray(regime * VERDICT_SIGN_COUNT)) };
  });
  let right = 0;
  let threshold = 0.99;
  for (const [at, each] of judged.toSorted((a, b) => b.confidence - a.confidence).entries()) {
    right += each.right ? 1 : 0;
    if (at >= FEWEST_ABOVE && right / (at + 1) >= precision) threshold = each.confidence;
  }
  return threshold;
}

function drawsOf(release: Release, crosswalks: Crosswalks, count: number): Draw[] {
  const search = new LabelSearch(release.sections);
  const parts = rankingParts(release, crosswalks);
  const random = new Random(1);
  const draw = drawing(release, crosswalks);
  const formsOf = groupsOf(release);
  return Array.from({ length: count }, () => {
    const key = draw(random);
    const hidden = random.chance(PRESENT) ? [] : formsOf(key);
    const { text, parts: pieces } = asWritten(keyText(release, key), neighbour(release, key, random), random);
    const language = random.chance(LANGUAGE_UNSAID) ? null : (LABEL_LANGUAGES[search.languageOf(key)] ?? null);
    search.hide(hidden);
    const { voices, group } = titleEvidence({ search, crosswalks }, [
      { language, keys: { whole: [text], parts: pieces, listed: [], telling: true } },
    ]);
    const evidence = {
      voices,
      group,
      places: parts.words.places(text),
      point: null,
      known: Math.max(...search.knownWords(text)),
    };
    search.hide([]);
    const samples = TRAINED_TARGETS.map((name, target) => sampleOf(parts, { key, hidden, target, name }, evidence));
    return { text, hidden, group, samples };
  });
}

function sampleOf(
  parts: RankingParts,
  { key, hidden, target, name }: { key: number; hidden: readonly number[]; target: number; name: TrainedTarget },
  evidence: RankingEvidence & { readonly known: number },
): Sample | null {
  const truth = truthOf(parts.release, parts.crosswalks, key, name);
  if (truth.size === 0) return null;
  const candidates = candidatesOf(parts, target, evidence, hidden.length === 0 ? null : leftOutOf(parts, hidden, name));
  if (candidates.concepts.length === 0) return null;
  const shares = Float64Array.from(candidates.concepts, (concept) => truth.get(concept) ?? 0);
  return { candidates, known: evidence.known, truth: shares };
}

/** A way to draw keys: evenly, or as often as people are hired. */
function drawing(release: Release, crosswalks: Crosswalks): (random: Random) => number {
  const keys = release.sections.keyStarts.length - 1;
  const byClass = new Map<number, number[]>();
  for (let key = 0; key < keys; key++) {
    const best = [...sharesOfKey(release, crosswalks, key, 'rome')].toSorted((a, b) => b[1] - a[1])[0];
    if (!best) continue;
    const own = byClass.get(best[0]);
    if (own) own.push(key);
    else byClass.set(best[0], [key]);
  }
  const classes = [...byClass.keys()];
  const sums: number[] = [];
  for (const each of classes) sums.push((sums.at(-1) ?? 0) + Math.exp(release.sections.classPriors[each] ?? 0));
  return (random) => {
    if (random.chance(0.5) || classes.length === 0) return random.below(keys);
    const mark = random.next() * (sums.at(-1) ?? 0);
    const own = byClass.get(classes[sums.findIndex((sum) => sum >= mark)] ?? 0) ?? [0];
    return own[random.below(own.length)] ?? 0;
  };
}

function neighbour(release: Release, key: number, random: Random): string {
  const keys = release.sections.keyStarts.length - 1;
  const near = key + 1 + random.below(4_000);
  return keyText(release, near < keys ? near : random.below(keys));
}

/** The right occupations of a target: by the key's own concepts of its family, else over the crosswalks. */
function truthOf(release: Release, crosswalks: Crosswalks, key: number, target: TrainedTarget): Map<number, number> {
  const { keyConceptStarts, keyConcepts } = release.sections;
  const concepts = [...keyConcepts.subarray(keyConceptStarts[key] ?? 0, keyConceptStarts[key + 1] ?? 0)];
  const near = concepts.filter((concept) => (NEAR[target] as readonly string[]).includes(release.schemeOf(concept)));
  const from = near.length > 0 ? near : concepts;
  const preferred = preferredOf(release, key);
  const weights = from.map((concept) => (preferred.has(concept) ? 1 : ALTERNATIVE));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const truth = new Map<number, number>();
  for (const [at, concept] of from.entries()) {
    const shares = crosswalks.walk(concept, target);
    const total = shares.reduce((all, { share }) => all + share, 0);
    for (const each of shares) {
      truth.set(each.concept, (truth.get(each.concept) ?? 0) + ((each.share / total) * (weights[at] ?? 0)) / sum);
    }
  }
  return truth;
}

function preferredOf({ sections }: Release, key: number): Set<number> {
  const preferred = new Set<number>();
  for (let at = sections.keyConceptStarts[key] ?? 0; at < (sections.keyConceptStarts[key + 1] ?? 0); at++) {
    if (sections.keyPreferred[at] === 1) preferred.add(sections.keyConcepts[at] ?? 0);
  }
  return preferred;
}

/** Keys that are forms of one label, by the key. */
function groupsOf(release: Release): (key: number) => readonly number[] {
  const isWord = compoundWords(release.sections);
  const names = Array.from({ length: release.sections.keyStarts.length - 1 }, (_, key) =>
    groupOf(keyText(release, key), isWord),
  );
  const groups = Map.groupBy(names.keys(), (key) => names[key] ?? '');
  return (key) => groups.get(names[key] ?? '') ?? [];
}

/** Keys whose words and parts of compounds begin alike, in any order, are forms of one label. */
function groupOf(text: string, isWord: (hash: number) => boolean): string {
  const stems = text
    .split(' ')
    .filter((word) => word.length > 2)
    .flatMap((word) => [word, ...partsOf(word, isWord)].slice(-2))
    .map((word) => word.slice(0, STEM));
  return [...new Set(stems)].toSorted().join(' ');
}

function leftOutOf(
  { release, crosswalks, words }: RankingParts,
  keys: readonly number[],
  target: TrainedTarget,
): LeftOut {
  const leftOut = new Map<number, Map<number, number>>();
  for (const key of keys) {
    const { all, first, last } = words.features(keyText(release, key));
    const shares = sharesOfKey(release, crosswalks, key, target);
    for (const feature of [...all, first, last]) {
      const own = leftOut.get(feature) ?? new Map<number, number>();
      leftOut.set(feature, own);
      for (const [concept, share] of shares) own.set(concept, (own.get(concept) ?? 0) + share);
    }
  }
  return leftOut;
}
