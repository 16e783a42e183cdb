/** How many numbers tell where an occupation stands among the others. */
export const DIMENSIONS = 48;
/** Places are stored in steps of 1/127. */
export const PLACE_UNIT = 127;

/** The middle of occupations that something speaks for, to tell how near to it each of them stands. */
export class Surroundings {
  readonly #places: Int8Array;
  readonly #middle = new Float64Array(DIMENSIONS);
  #length = 0;

  /** @param places by concept, see `placesOf` */
  constructor(places: Int8Array) {
    this.#places = places;
  }

  clear(): void {
    this.#middle.fill(0);
    this.#length = 0;
  }

  add(concept: number, weight: number): void {
    const [places, middle] = [this.#places, this.#middle];
    const from = concept * DIMENSIONS;
    for (let each = 0; each < DIMENSIONS; each++) {
      middle[each] = (middle[each] ?? 0) + weight * (places[from + each] ?? 0);
    }
    this.#length = 0;
  }

  /** Cosine of an occupation's place and the middle; 0 where either is unknown. */
  nearness(concept: number): number {
    const [places, middle] = [this.#places, this.#middle];
    if (this.#length === 0) this.#length = Math.sqrt(product(middle, middle)) * PLACE_UNIT;
    if (this.#length === 0) return 0;
    const from = concept * DIMENSIONS;
    let sum = 0;
    for (let each = 0; each < DIMENSIONS; each++) sum += (middle[each] ?? 0) * (places[from + each] ?? 0);
    return sum / this.#length;
  }
}

/** Scalar product. */
export function product(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}
