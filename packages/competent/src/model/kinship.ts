import type { Sections } from '../release/sections.ts';
import { addTo } from './fit.ts';
import { Random } from './random.ts';
import { DIMENSIONS, PLACE_UNIT, product } from './surroundings.ts';
import { TRAINED_TARGETS } from './targets.ts';

const ROUNDS = 4;
/** How much the first dimensions count beside the last; 0 for all alike. */
const EMPHASIS = 0.25;
const TARGETS = TRAINED_TARGETS.length;

type Counted = Pick<
  Sections,
  'conceptSchemes' | 'featureHashes' | 'featureStarts' | 'featureClasses' | 'featureWeights'
>;

/**
 * Places the occupations of all classifications in a space of few dimensions by the words that their labels share, also
 * by way of third occupations (latent semantic analysis: the first singular vectors of words by occupations, by subspace
 * iteration). DIMENSIONS numbers by concept, of length PLACE_UNIT; zeros where a concept is not trained for.
 */
export function placesOf(sections: Counted): Int8Array {
  const concepts = sections.conceptSchemes.length;
  const scales = scalesOf(sections);
  const random = new Random(7);
  let space = Float64Array.from({ length: concepts * DIMENSIONS }, () => random.next() - 0.5);
  let strengths = orthonormalise(space);
  for (let round = 0; round < ROUNDS; round++) {
    space = multiplied(sections, scales, space);
    strengths = orthonormalise(space);
  }
  return rounded(space, strengths);
}

/** 1 / length of the column of weights of each occupation. */
function scalesOf({ conceptSchemes, featureClasses, featureWeights }: Counted): Float64Array {
  const squares = new Float64Array(conceptSchemes.length);
  for (const [at, concept] of featureClasses.entries()) {
    squares[concept] = (squares[concept] ?? 0) + (featureWeights[at] ?? 0) ** 2;
  }
  return squares.map((square) => (square === 0 ? 0 : 1 / Math.sqrt(square)));
}

/** The weights of occupations by features, times the same of features by occupations, times a space. */
function multiplied(sections: Counted, scales: Float64Array, space: Float64Array): Float64Array<ArrayBuffer> {
  const { featureHashes, featureStarts, featureClasses, featureWeights } = sections;
  const made = new Float64Array(space.length);
  const [before, after] = [rowsOf(space), rowsOf(made)];
  const middle = new Float64Array(DIMENSIONS);
  const weightAt = (at: number) => (featureWeights[at] ?? 0) * (scales[featureClasses[at] ?? 0] ?? 0);
  for (let feature = 0; feature < featureHashes.length; feature++) {
    const from = featureStarts[feature * TARGETS] ?? 0;
    const to = featureStarts[(feature + 1) * TARGETS] ?? 0;
    middle.fill(0);
    for (let at = from; at < to; at++) addTo(middle, before[featureClasses[at] ?? 0] ?? [], weightAt(at));
    for (let at = from; at < to; at++) addTo(after[featureClasses[at] ?? 0] ?? middle, middle, weightAt(at));
  }
  return made;
}

function rowsOf(space: Float64Array): Float64Array[] {
  return Array.from({ length: space.length / DIMENSIONS }, (_, row) => {
    return space.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS);
  });
}

/** Makes the columns of a space orthogonal and of length 1 (Gram-Schmidt); returns their lengths before. */
function orthonormalise(space: Float64Array): Float64Array {
  const columns = Array.from({ length: DIMENSIONS }, (_, column) => {
    return space.filter((__, at) => at % DIMENSIONS === column);
  });
  return Float64Array.from(columns, (column, at) => {
    for (const earlier of columns.slice(0, at)) {
      const shared = product(column, earlier);
      for (const [row, value] of earlier.entries()) column[row] = (column[row] ?? 0) - shared * value;
    }
    const length = Math.sqrt(product(column, column));
    for (const [row, value] of column.entries()) {
      column[row] = length === 0 ? 0 : value / length;
      space[row * DIMENSIONS + at] = column[row] ?? 0;
    }
    return length;
  });
}

function rounded(space: Float64Array, strengths: Float64Array): Int8Array {
  const places = new Int8Array(space.length);
  for (let from = 0; from < space.length; from += DIMENSIONS) {
    const own = strengths.map((strength, each) => (space[from + each] ?? 0) * strength ** EMPHASIS);
    const length = Math.sqrt(product(own, own));
    if (length > 0)
      places.set(
        Array.from(own, (value) => Math.round((value / length) * PLACE_UNIT)),
        from,
      );
  }
  return places;
}
