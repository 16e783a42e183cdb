/** Codes of the characters that keys consist of (1–38), and of the edge of a word: six bits each. */
const EDGE = 39;
const SPACE = 32;
const CODES = new Uint8Array(128);
for (const [at, character] of 'abcdefghijklmnopqrstuvwxyz0123456789+#'.split('').entries()) {
  CODES[character.charCodeAt(0)] = at + 1;
}

/**
 * Writes every character 3-gram and 4-gram of the words of a key (ASCII bytes `from` to `to`), each packed into one
 * number of 24 bits, and returns how many there are, as many as there is room for. A gram may reach over the edge of its
 * word, never into the next one, so that word order does not matter.
 */
export function readGrams(bytes: Uint8Array, from: number, to: number, into: Uint32Array): number {
  const most = into.length - 1;
  let count = 0;
  let third = 0;
  let second = 0;
  let first = EDGE;
  for (let at = from; at <= to && count < most; at++) {
    const character = at === to ? SPACE : (bytes[at] ?? SPACE);
    const code = character === SPACE ? EDGE : (CODES[character] ?? 0);
    if (second !== 0) into[count++] = (second << 12) | (first << 6) | code;
    if (third !== 0) into[count++] = (third << 18) | (second << 12) | (first << 6) | code;
    third = code === EDGE ? 0 : second;
    second = code === EDGE ? 0 : first;
    first = code;
  }
  return count;
}

/** The hash of no text. */
export const NO_HASH = 0x811c9dc5;

/** FNV-1a, 32 bits, over the character codes of an ASCII text; `before` is the hash of what stands before it. */
export function hashOf(text: string, before = NO_HASH): number {
  let hash = before;
  for (let at = 0; at < text.length; at++) hash = hashWith(hash, text.charCodeAt(at));
  return hash >>> 0;
}

/** A hash with one more character. */
export function hashWith(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193) >>> 0;
}

/** Bits of a number that `hashOf` gives. */
export const HASH_BITS = 32;
const BUCKET_BITS = 16;

/** Positions in a sorted array of numbers of up to `bits` bits, found by their upper bits and a short search. */
export class SortedIndex {
  readonly #sorted: Uint32Array;
  readonly #shift: number;
  readonly #starts: Uint32Array;

  constructor(sorted: Uint32Array, bits: number) {
    this.#sorted = sorted;
    this.#shift = bits - BUCKET_BITS;
    this.#starts = new Uint32Array(2 ** BUCKET_BITS + 1);
    let bucket = 0;
    for (let at = 0; at < sorted.length; at++) {
      const own = (sorted[at] ?? 0) >>> this.#shift;
      while (bucket < own) this.#starts[++bucket] = at;
    }
    this.#starts.fill(sorted.length, bucket + 1);
  }

  /** Position of a value, or -1. */
  positionOf(value: number): number {
    const bucket = value >>> this.#shift;
    const end = this.#starts[bucket + 1] ?? 0;
    for (let at = this.#starts[bucket] ?? 0; at < end; at++) if (this.#sorted[at] === value) return at;
    return -1;
  }
}

/** Weight of a feature that `holders` of `total` have: rare ones say more (inverse document frequency, smoothed). */
export function rarity(holders: number, total: number): number {
  return 1 + Math.log((1 + total) / (1 + holders));
}
