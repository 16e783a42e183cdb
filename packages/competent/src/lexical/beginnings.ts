import { HASH_BITS, hashWith, NO_HASH } from './grams.ts';

const SPACE = ' '.charCodeAt(0);

/** Tells of most word sequences that no text of a column begins with them, by one bit for each hash of a beginning. */
export class Beginnings {
  readonly #shift: number;
  readonly #bits: Uint8Array;

  /** @param sizeBits there is room for 2 to the power of this many bits: ten and more for each beginning */
  constructor(bytes: Uint8Array, starts: Uint32Array, sizeBits: number) {
    this.#shift = HASH_BITS - sizeBits;
    this.#bits = new Uint8Array(2 ** sizeBits / 8);
    for (let text = 0; text + 1 < starts.length; text++) this.#addAll(bytes, starts[text] ?? 0, starts[text + 1] ?? 0);
  }

  /** False where no text begins with the words of a hash (`hashOf`). */
  mayHold(hash: number): boolean {
    const bit = hash >>> this.#shift;
    return ((this.#bits[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0;
  }

  #addAll(bytes: Uint8Array, from: number, to: number): void {
    let hash = NO_HASH;
    for (let at = from; at < to; at++) {
      const code = bytes[at] ?? 0;
      if (code === SPACE) this.#add(hash);
      hash = hashWith(hash, code);
    }
    this.#add(hash);
  }

  #add(hash: number): void {
    const bit = hash >>> this.#shift;
    this.#bits[bit >>> 3] = (this.#bits[bit >>> 3] ?? 0) | (1 << (bit & 7));
  }
}
