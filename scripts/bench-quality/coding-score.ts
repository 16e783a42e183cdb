/** One answer beside what is right. */
export interface Answered {
  /** Codes, best first. */
  readonly ranked: readonly string[];
  /** All codes that are right. */
  readonly gold: ReadonlySet<string>;
  readonly method: string;
  readonly confidence: number;
  readonly automatic: boolean;
}

export interface Score {
  readonly cases: number;
  readonly accuracyAt1: number;
  readonly recallAt5: number;
  readonly mrrAt10: number;
  /** Share of cases that are coded without a person, and how many of those are right. */
  readonly automatic: { readonly coverage: number; readonly precision: number | null };
}

export interface TaskScore extends Score {
  /** By the path that decided. */
  readonly paths: Readonly<Record<string, Score>>;
  readonly calibration: Calibration;
}

interface Calibration {
  /** Expected calibration error: mean distance of confidence and hit rate over ten bins, weighed by their size. */
  readonly ece: number;
  readonly bins: readonly {
    readonly from: number;
    readonly cases: number;
    readonly confidence: number;
    readonly right: number;
  }[];
}

const BINS = 10;

export function scoreTask(answers: readonly Answered[]): TaskScore {
  const methods = [...new Set(answers.map(({ method }) => method))].toSorted();
  const paths = methods.map((method) => [method, score(answers.filter((each) => each.method === method))] as const);
  return { ...score(answers), paths: Object.fromEntries(paths), calibration: calibrationOf(answers) };
}

function score(answers: readonly Answered[]): Score {
  const ranks = answers.map(rankOf);
  const automatic = answers.filter((each) => each.automatic);
  return {
    cases: answers.length,
    accuracyAt1: share(ranks, (rank) => rank === 1),
    recallAt5: share(ranks, (rank) => rank <= 5),
    mrrAt10: mean(ranks.map((rank) => (rank <= 10 ? 1 / rank : 0))),
    automatic: {
      coverage: answers.length === 0 ? 0 : automatic.length / answers.length,
      precision: automatic.length === 0 ? null : share(automatic, isRight),
    },
  };
}

function calibrationOf(answers: readonly Answered[]): Calibration {
  const bins = Array.from({ length: BINS }, (_, at) => {
    const inside = answers.filter(({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === at);
    const confidence = mean(inside.map((each) => each.confidence));
    return { from: at / BINS, cases: inside.length, confidence, right: share(inside, isRight) };
  });
  const gaps = bins.map(({ cases, confidence, right }) => cases * Math.abs(confidence - right));
  return { ece: answers.length === 0 ? 0 : gaps.reduce((sum, gap) => sum + gap, 0) / answers.length, bins };
}

function isRight(answer: Answered): boolean {
  return rankOf(answer) === 1;
}

/** Place of the first right answer, from 1; infinite when there is none. */
function rankOf({ ranked, gold }: Answered): number {
  const at = ranked.findIndex((code) => gold.has(code));
  return at < 0 ? Number.POSITIVE_INFINITY : at + 1;
}

function share<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
