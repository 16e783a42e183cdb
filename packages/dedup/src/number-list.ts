/** Few chunks, or each number is reached by way of one more that is far away; their pages take room once they are written to. */
const CHUNK_BITS = 18;
const CHUNK = 1 << CHUNK_BITS;

type Chunk = Int32Array | Float64Array;

/** Numbers outside the heap, as wide as their kind of array. Growth copies nothing, so that no moment needs twice the room. */
export class NumberList {
  readonly #kind: new (
    length: number,
  ) => Chunk;
  readonly #chunks: Chunk[] = [];
  #length = 0;

  constructor(kind: new (length: number) => Chunk = Int32Array) {
    this.#kind = kind;
  }

  get length(): number {
    return this.#length;
  }

  get bytes(): number {
    return this.#chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  }

  at(place: number): number {
    return this.#chunks[place >>> CHUNK_BITS]?.[place & (CHUNK - 1)] ?? 0;
  }

  set(place: number, value: number): void {
    const chunk = this.#chunks[place >>> CHUNK_BITS];
    if (chunk !== undefined) chunk[place & (CHUNK - 1)] = value;
  }

  push(value: number): void {
    const place = this.#length++;
    if (place === this.#chunks.length * CHUNK) this.#chunks.push(new this.#kind(CHUNK));
    this.set(place, value);
  }
}
