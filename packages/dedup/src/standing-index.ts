import type { Signature } from './signature.ts';
import { signatureFromText, signatureText } from './signature-text.ts';
import { hashOf } from './sketch.ts';

/** Bytes of the first chunk; each is twice as large as the one before, up to the last size. */
const FIRST_CHUNK = 1 << 16;
const LARGEST_CHUNK = 1 << 24;
const NONE = -1;
/** Signatures kept unpacked are twice as many at most: the newest, and those that were looked at since so many others. */
const UNPACKED_AT_ONCE = 8_192;

/** Signatures of numbered vacancies, packed outside the heap: a few hundred bytes each. */
export class SignatureStore {
  readonly #chunks: Buffer[] = [];
  #chunk = Buffer.alloc(0);
  #end = 0;
  #chunkOf = new Uint16Array(1_024);
  #starts = new Uint32Array(1_024);
  #lengths = new Uint16Array(1_024);
  #unpacked = new Map<number, Signature>();
  /** Those before: what is not asked for until the newer ones are full is dropped. */
  #older = new Map<number, Signature>();

  /** Keeps the signature of a vacancy, in place of an earlier one. Numbers grow by one. */
  put(number: number, signature: Signature): void {
    const packed = signatureText(signature);
    const length = Buffer.byteLength(packed);
    if (this.#end + length > this.#chunk.length) this.#open();
    if (number === this.#starts.length) {
      this.#chunkOf = grown(this.#chunkOf, new Uint16Array(number * 2));
      this.#starts = grown(this.#starts, new Uint32Array(number * 2));
      this.#lengths = grown(this.#lengths, new Uint16Array(number * 2));
    }
    this.#chunk.write(packed, this.#end);
    this.#chunkOf[number] = this.#chunks.length - 1;
    this.#starts[number] = this.#end;
    this.#lengths[number] = length;
    this.#end += length;
    this.#remember(number, signature);
  }

  get(number: number): Signature {
    const known = this.#unpacked.get(number);
    if (known !== undefined) return known;
    const signature = this.#older.get(number) ?? this.#unpack(number);
    this.#remember(number, signature);
    return signature;
  }

  #unpack(number: number): Signature {
    const start = this.#starts[number] ?? 0;
    const packed = this.#chunks[this.#chunkOf[number] ?? 0]?.toString(
      'utf8',
      start,
      start + (this.#lengths[number] ?? 0),
    );
    return signatureFromText(packed ?? '');
  }

  /** Bytes taken outside the heap. */
  get bytes(): number {
    const chunks = this.#chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    return chunks + this.#chunkOf.byteLength + this.#starts.byteLength + this.#lengths.byteLength;
  }

  #remember(number: number, signature: Signature): void {
    if (this.#unpacked.size >= UNPACKED_AT_ONCE) {
      this.#older = this.#unpacked;
      this.#unpacked = new Map();
    }
    this.#unpacked.set(number, signature);
  }

  #open(): void {
    this.#chunk = Buffer.allocUnsafeSlow(Math.min(LARGEST_CHUNK, FIRST_CHUNK * 2 ** this.#chunks.length));
    this.#chunks.push(this.#chunk);
    this.#end = 0;
  }
}

/**
 * Which vacancies stand under a term, the newest first: an open hash table over typed arrays, and a chain of postings from
 * each place of it. Terms are told apart by a hash of 32 bits; two that fall together show a few candidates more, which the
 * comparison turns away. What is read together lies together, since at a million vacancies each look is a cache miss.
 */
export class TermIndex {
  /** By place: the hash of a term, and its newest posting. */
  #places = new Int32Array(8_192).fill(NONE);
  #terms = 0;
  #shift = 20;
  /** By posting: the vacancy, and the posting before under the same term. */
  #chain = new Int32Array(16_384);
  #postings = 0;

  add(hash: number, number: number): void {
    if (this.#terms * 3 > this.#places.length) this.#widen();
    const place = this.#placeOf(hash);
    if (this.#places[place + 1] === NONE) {
      this.#places[place] = hash;
      this.#terms++;
    }
    const posting = this.#postings;
    if (posting === this.#chain.length) this.#chain = grown(this.#chain, new Int32Array(posting * 2));
    this.#chain[posting] = number;
    this.#chain[posting + 1] = this.#places[place + 1] ?? NONE;
    this.#places[place + 1] = posting;
    this.#postings += 2;
  }

  /** The newest posting of a term; negative when there is none. */
  newest(hash: number): number {
    return this.#places[this.#placeOf(hash) + 1] ?? NONE;
  }

  /** The vacancy of a posting. */
  numberAt(posting: number): number {
    return this.#chain[posting] ?? NONE;
  }

  /** The posting before another under the same term; negative after the last. */
  before(posting: number): number {
    return this.#chain[posting + 1] ?? NONE;
  }

  /** Where the next posting will stand: it tells older postings from newer ones. */
  get end(): number {
    return this.#postings;
  }

  get bytes(): number {
    return this.#places.byteLength + this.#chain.byteLength;
  }

  /** The place of a hash, or the free one where it would stand. */
  #placeOf(hash: number): number {
    const last = this.#places.length - 1;
    let place = (Math.imul(hash, 0x9e3779b1) >>> this.#shift) * 2;
    while (this.#places[place + 1] !== NONE && this.#places[place] !== hash) place = (place + 2) & last;
    return place;
  }

  #widen(): void {
    const places = this.#places;
    this.#places = new Int32Array(places.length * 2).fill(NONE);
    this.#shift--;
    for (let place = 0; place < places.length; place += 2) {
      const [hash = 0, newest = NONE] = [places[place], places[place + 1]];
      if (newest === NONE) continue;
      const moved = this.#placeOf(hash);
      this.#places[moved] = hash;
      this.#places[moved + 1] = newest;
    }
  }
}

/** What a term is told by in the index: 32 bits, signed as the index keeps them. */
export function termHash(term: string): number {
  return hashOf(term) | 0;
}

function grown<Numbers extends Uint16Array | Uint32Array | Int32Array>(from: Numbers, into: Numbers): Numbers {
  into.set(from);
  return into;
}
