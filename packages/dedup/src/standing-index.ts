import type { Signature } from './signature.ts';
import { signatureFromText, signatureText } from './signature-text.ts';
import { hashOf } from './sketch.ts';

/** Bytes of the first chunk; each is twice as large as the one before, up to the last size. */
const FIRST_CHUNK = 1 << 16;
const LARGEST_CHUNK = 1 << 24;
const NONE = -1;
/** Signatures kept unpacked: those of blocks that are looked at again and again. */
const MOST_UNPACKED = 16_384;

/** Signatures by number, packed outside the heap: a few hundred bytes each. */
export class SignatureStore {
  readonly #chunks: Buffer[] = [];
  #chunk = Buffer.alloc(0);
  #end = 0;
  #chunkOf = new Uint16Array(1_024);
  #starts = new Uint32Array(1_024);
  #lengths = new Uint16Array(1_024);
  readonly #unpacked = new Map<number, Signature>();
  #size = 0;

  /** Keeps a signature; returns its number. */
  add(signature: Signature): number {
    const packed = signatureText(signature);
    const length = Buffer.byteLength(packed);
    if (this.#end + length > this.#chunk.length) this.#open();
    const slot = this.#size++;
    if (slot === this.#starts.length) {
      this.#chunkOf = grown(this.#chunkOf, new Uint16Array(slot * 2));
      this.#starts = grown(this.#starts, new Uint32Array(slot * 2));
      this.#lengths = grown(this.#lengths, new Uint16Array(slot * 2));
    }
    this.#chunk.write(packed, this.#end);
    this.#chunkOf[slot] = this.#chunks.length - 1;
    this.#starts[slot] = this.#end;
    this.#lengths[slot] = length;
    this.#end += length;
    return slot;
  }

  get(slot: number): Signature {
    const known = this.#unpacked.get(slot);
    if (known !== undefined) return known;
    const start = this.#starts[slot] ?? 0;
    const packed = this.#chunks[this.#chunkOf[slot] ?? 0]?.toString('utf8', start, start + (this.#lengths[slot] ?? 0));
    const signature = signatureFromText(packed ?? '');
    if (this.#unpacked.size >= MOST_UNPACKED) this.#unpacked.clear();
    this.#unpacked.set(slot, signature);
    return signature;
  }

  /** Bytes taken outside the heap. */
  get bytes(): number {
    const chunks = this.#chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    return chunks + this.#chunkOf.byteLength + this.#starts.byteLength + this.#lengths.byteLength;
  }

  #open(): void {
    this.#chunk = Buffer.allocUnsafeSlow(Math.min(LARGEST_CHUNK, FIRST_CHUNK * 2 ** this.#chunks.length));
    this.#chunks.push(this.#chunk);
    this.#end = 0;
  }
}

/**
 * Which slots stand under a term: an open hash table over typed arrays, the newest slot first. Terms are told apart by 32 bits;
 * two that fall together show a few candidates more, which the comparison turns away.
 */
export class TermIndex {
  #hashes = new Uint32Array(4_096);
  #heads = new Int32Array(4_096).fill(NONE);
  #terms = 0;
  #shift = 20;
  #slots = new Int32Array(8_192);
  #next = new Int32Array(8_192);
  #postings = 0;

  add(term: string, slot: number): void {
    if (this.#terms * 3 > this.#heads.length * 2) this.#widen();
    const place = this.#placeOf(hashOf(term));
    if (this.#heads[place] === NONE) {
      this.#hashes[place] = hashOf(term);
      this.#terms++;
    }
    if (this.#postings === this.#slots.length) {
      this.#slots = grown(this.#slots, new Int32Array(this.#postings * 2));
      this.#next = grown(this.#next, new Int32Array(this.#postings * 2));
    }
    this.#slots[this.#postings] = slot;
    this.#next[this.#postings] = this.#heads[place] ?? NONE;
    this.#heads[place] = this.#postings++;
  }

  /** Slots under a term, the newest first, until `take` says that it has enough. */
  visit(term: string, take: (slot: number) => boolean): void {
    let posting = this.#heads[this.#placeOf(hashOf(term))] ?? NONE;
    while (posting !== NONE) {
      if (!take(this.#slots[posting] ?? NONE)) return;
      posting = this.#next[posting] ?? NONE;
    }
  }

  get bytes(): number {
    return this.#hashes.byteLength * 2 + this.#slots.byteLength * 2;
  }

  /** The place of a hash, or the free one where it would stand. */
  #placeOf(hash: number): number {
    const last = this.#heads.length - 1;
    let place = Math.imul(hash, 0x9e3779b1) >>> this.#shift;
    while (this.#heads[place] !== NONE && this.#hashes[place] !== hash) place = (place + 1) & last;
    return place;
  }

  #widen(): void {
    const [hashes, heads] = [this.#hashes, this.#heads];
    this.#hashes = new Uint32Array(hashes.length * 2);
    this.#heads = new Int32Array(heads.length * 2).fill(NONE);
    this.#shift--;
    for (let place = 0; place < heads.length; place++) {
      const [head, hash] = [heads[place] ?? NONE, hashes[place] ?? 0];
      if (head === NONE) continue;
      const moved = this.#placeOf(hash);
      this.#hashes[moved] = hash;
      this.#heads[moved] = head;
    }
  }
}

function grown<Numbers extends Uint16Array | Uint32Array | Int32Array>(from: Numbers, into: Numbers): Numbers {
  into.set(from);
  return into;
}
