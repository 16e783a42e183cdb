import { type Candidates, MEASURE_COUNT, probabilities } from './ranking.ts';

/** A title with its candidates and how right each of them is (shares of at most 1; 0 for wrong ones). */
export interface Example {
  readonly candidates: Candidates;
  readonly truth: Float64Array;
}

const STEPS = 12;
/** How strongly weights are held where they start, per example. */
const PULL = 0.001;
const SMALLEST_CHANCE = 1e-4;

/**
 * Weights that make the right candidates probable: softmax over the candidates of each title, cross-entropy, held a
 * little where they start. The sum is convex; Newton's method finds its one minimum, so the outcome is always the same.
 */
export function fitRanking(examples: readonly Example[], start: readonly number[]): Float64Array {
  return minimised(start, PULL * examples.length, {
    loss: (weights) => lossOf(examples, weights),
    derivatives: (weights) => derivatives(examples, weights),
  });
}

interface Convex {
  loss(weights: Float64Array): number;
  /** First derivatives, and the matrix of second ones. */
  derivatives(weights: Float64Array): { readonly slope: Float64Array; readonly curve: Float64Array };
}

function minimised(start: readonly number[], pull: number, sum: Convex): Float64Array {
  const loss = (weights: Float64Array) => sum.loss(weights) + pullOf(weights, start) * pull;
  let weights = Float64Array.from(start);
  let standing = loss(weights);
  for (let step = 0; step < STEPS; step++) {
    const { slope, curve } = sum.derivatives(weights);
    for (let each = 0; each < start.length; each++) {
      slope[each] = (slope[each] ?? 0) + pull * ((weights[each] ?? 0) - (start[each] ?? 0));
      const diagonal = each * start.length + each;
      curve[diagonal] = (curve[diagonal] ?? 0) + pull;
    }
    const move = solved(curve, slope);
    let length = 1;
    let moved = weights;
    let reached = Number.POSITIVE_INFINITY;
    for (; length > 0.001 && !(reached < standing); length /= 2) {
      moved = weights.map((weight, each) => weight - (move[each] ?? 0) * length);
      reached = loss(moved);
    }
    if (!(reached < standing - 1e-6)) break;
    weights = moved;
    standing = reached;
  }
  return weights;
}

function lossOf(examples: readonly Example[], weights: Float64Array): number {
  let loss = 0;
  for (const { candidates, truth } of examples) {
    const covered = truth.reduce((sum, share) => sum + share, 0);
    if (covered === 0) continue;
    const chances = probabilities(candidates, weights);
    for (const [at, share] of truth.entries()) {
      if (share > 0) loss -= (share / covered) * Math.log(Math.max(1e-12, chances[at] ?? 0));
    }
  }
  return loss;
}

/** Half the squared distance from the start. */
function pullOf(weights: Float64Array, start: readonly number[]): number {
  return weights.reduce((sum, weight, each) => sum + (weight - (start[each] ?? 0)) ** 2 / 2, 0);
}

/** First and second derivatives of the sum of losses. */
function derivatives(examples: readonly Example[], weights: Float64Array) {
  const slope = new Float64Array(MEASURE_COUNT);
  const curve = new Float64Array(MEASURE_COUNT * MEASURE_COUNT);
  for (const { candidates, truth } of examples) {
    const covered = truth.reduce((sum, share) => sum + share, 0);
    if (covered > 0)
      addDerivatives(
        candidates,
        truth.map((share) => share / covered),
        weights,
        { slope, curve },
      );
  }
  return { slope, curve };
}

function addDerivatives(
  { concepts, measures }: Candidates,
  truth: Float64Array,
  weights: Float64Array,
  { slope, curve }: { slope: Float64Array; curve: Float64Array },
): void {
  const chances = probabilities({ concepts, measures }, weights);
  const rows = Array.from(chances, (_, at) => measures.subarray(at * MEASURE_COUNT, (at + 1) * MEASURE_COUNT));
  const mean = new Float64Array(MEASURE_COUNT);
  for (const [at, row] of rows.entries()) {
    addTo(mean, row, chances[at] ?? 0);
    addTo(slope, row, (chances[at] ?? 0) - (truth[at] ?? 0));
  }
  for (const [at, row] of rows.entries()) {
    const chance = chances[at] ?? 0;
    if (chance >= SMALLEST_CHANCE)
      addSquare(
        curve,
        Float64Array.from(row, (value, each) => value - (mean[each] ?? 0)),
        chance,
      );
  }
}

/** Adds numbers, each times a factor, to as many sums. */
export function addTo(sums: Float64Array, values: ArrayLike<number>, factor: number): void {
  for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] ?? 0) + factor * (values[at] ?? 0);
}

function addSquare(matrix: Float64Array, values: ArrayLike<number>, factor: number): void {
  const size = values.length;
  for (let row = 0; row < size; row++) {
    const part = factor * (values[row] ?? 0);
    for (let column = 0; column < size; column++) {
      matrix[row * size + column] = (matrix[row * size + column] ?? 0) + part * (values[column] ?? 0);
    }
  }
}

/** Solves a small system of linear equations by elimination with pivots. */
function solved(matrix: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const rows = Array.from({ length: size }, (_, row) => [
    ...matrix.subarray(row * size, (row + 1) * size),
    right[row] ?? 0,
  ]);
  for (let column = 0; column < size; column++) {
    const below = rows.slice(column);
    const largest = below.reduce((best, row) =>
      Math.abs(row[column] ?? 0) > Math.abs(best[column] ?? 0) ? row : best,
    );
    rows.splice(rows.indexOf(largest), 1);
    rows.splice(column, 0, largest);
    for (const row of rows) {
      if (row === largest) continue;
      const factor = (row[column] ?? 0) / (largest[column] ?? 1);
      for (let each = column; each <= size; each++) row[each] = (row[each] ?? 0) - factor * (largest[each] ?? 0);
    }
  }
  return Float64Array.from(rows, (row, at) => (row[size] ?? 0) / (row[at] ?? 1));
}

/** Weights of a logistic regression: the chance that an answer with these signs is right. Convex as well. */
export function fitConfidence(
  signs: readonly (readonly number[])[],
  right: readonly boolean[],
  start: readonly number[],
): Float64Array {
  const size = start.length;
  return minimised(start, PULL * signs.length, {
    loss: (weights) => {
      let loss = 0;
      for (const [at, sign] of signs.entries()) {
        const chance = chanceOf(sign, weights);
        loss -= Math.log(Math.max(1e-12, right[at] === true ? chance : 1 - chance));
      }
      return loss;
    },
    derivatives: (weights) => {
      const slope = new Float64Array(size);
      const curve = new Float64Array(size * size);
      for (const [at, sign] of signs.entries()) {
        const chance = chanceOf(sign, weights);
        addTo(slope, sign, chance - (right[at] === true ? 1 : 0));
        addSquare(curve, sign, chance * (1 - chance));
      }
      return { slope, curve };
    },
  });
}

export function chanceOf(sign: readonly number[], weights: Float32Array | Float64Array): number {
  let sum = 0;
  for (let each = 0; each < sign.length; each++) sum += (weights[each] ?? 0) * (sign[each] ?? 0);
  return 1 / (1 + Math.exp(-sum));
}
