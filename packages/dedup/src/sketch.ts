/** Bins of a sketch, each one character. 96 bins tell likeness to about 3 % where two texts are nearly the same. */
const BINS = 96;
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-';
const EMPTY = '.';
const SHINGLE = 3;
const MOST_WORDS = 2_000;
/** Two bins of different texts are equal by chance this often. */
const CHANCE = 1 / ALPHABET.length;

/** A short stand-in for a text. */
export interface TextSketch {
  /** One character for each bin. */
  readonly sketch: string;
  /** Up to four hashes, joined by blanks: texts that have half of their runs in common share one of them mostly. */
  readonly anchors: string;
}

/**
 * A short stand-in for a text: its runs of three words are dealt into 96 bins by their hash, and each bin keeps six bits of
 * the smallest hash it met (min-wise hashing in one permutation; Li, Owen and Zhang 2012). One character a bin, so that
 * sketches are compared as strings. The smallest hashes of each quarter of the bins stand whole, to find the text by. Null for
 * a text of fewer than three words.
 */
export function sketchOf(words: readonly { readonly hash: number }[]): TextSketch | null {
  if (words.length < SHINGLE) return null;
  findSmallest(words);
  anchors.fill(NEVER);
  for (let bin = 0; bin < BINS; bin++) {
    const hash = smallest[bin] ?? NEVER;
    // Whole numbers of 32 bits: the quotient of others is slow to divide once more.
    const value = ((hash / BINS) | 0) % ALPHABET.length;
    written[bin] = hash === NEVER ? EMPTY_CODE : (CODES[value] ?? 0);
    const quarter = bin % ANCHORS;
    if (hash < (anchors[quarter] ?? 0)) anchors[quarter] = hash;
  }
  const found = [...anchors].filter((hash) => hash !== NEVER).map((hash) => hash.toString(36));
  return { sketch: written.toString('latin1', 0, BINS), anchors: found.join(' ') };
}

const ANCHORS = 4;
const NEVER = 0xffffffff;
/** The smallest hash in each bin, and in each quarter of them: used again for each text. */
const smallest = new Uint32Array(BINS);
const anchors = new Uint32Array(ANCHORS);

function findSmallest(words: readonly { readonly hash: number }[]): void {
  smallest.fill(NEVER);
  const last = Math.min(words.length, MOST_WORDS);
  let [first, second] = [words[0]?.hash ?? 0, words[1]?.hash ?? 0];
  for (let at = SHINGLE - 1; at < last; at++) {
    const third = words[at]?.hash ?? 0;
    const mixed = mix(Math.imul(Math.imul(first, 31) + second, 31) + third);
    const bin = mixed % BINS;
    if (mixed < (smallest[bin] ?? 0)) smallest[bin] = mixed;
    first = second;
    second = third;
  }
}

/** Estimated share of common runs, 0–1 (Jaccard); null when the sketches cannot be compared. */
export function likeness(one: string, other: string): number | null {
  if (one.length !== BINS || other.length !== BINS) return null;
  if (one === other && one !== NOTHING) return 1;
  let [equal, filled] = [0, 0];
  for (let bin = 0; bin < BINS; bin++) {
    const [a, b] = [one.charCodeAt(bin), other.charCodeAt(bin)];
    if (a === EMPTY_CODE && b === EMPTY_CODE) continue;
    filled++;
    if (a === b) equal++;
  }
  if (filled === 0) return null;
  return Math.max(0, (equal / filled - CHANCE) / (1 - CHANCE));
}

/** Whether the estimated share of common runs is below a least one, or cannot be told: found out after a few bins mostly. */
export function fallsShort(one: string, other: string, least: number): boolean {
  if (one === other) return (likeness(one, other) ?? 0) < least;
  const most = BINS * (1 - CHANCE - least * (1 - CHANCE));
  let apart = 0;
  for (let bin = 0; bin < BINS && apart <= most; bin++) if (one.charCodeAt(bin) !== other.charCodeAt(bin)) apart++;
  return apart > most || (likeness(one, other) ?? 0) < least;
}

const EMPTY_CODE = EMPTY.charCodeAt(0);
/** Of a text of which no run of words is known. */
const NOTHING = EMPTY.repeat(BINS);

const BITS_A_CHARACTER = 6;
const SAID_CHARACTERS = 192;
const SAID_BITS = SAID_CHARACTERS * BITS_A_CHARACTER;
const PROBES = [0x2545f491, 0x9e3779b1, 0x6c8e9cf5];
const CHARACTERS = `${ALPHABET}_`;
const CODES = Uint8Array.from(CHARACTERS, (character) => character.charCodeAt(0));
/** Where what is written is put together, used again for each text. */
const written = Buffer.alloc(SAID_CHARACTERS);
const VALUES: Readonly<Uint8Array> = Uint8Array.from({ length: 128 }, (_, code) =>
  Math.max(0, CHARACTERS.indexOf(String.fromCharCode(code))),
);

/** The bits of a word in a set of words: the place of the character, and which of its six bits. */
export function bitsOf(word: string): readonly number[] {
  const hash = hashOf(word);
  return PROBES.map((probe) => {
    const bit = mix(hash ^ probe) % SAID_BITS;
    return (Math.floor(bit / BITS_A_CHARACTER) << PLACE_SHIFT) | (bit % BITS_A_CHARACTER);
  });
}

const PLACE_SHIFT = 3;
const BIT_MASK = (1 << PLACE_SHIFT) - 1;

/** A set of words in 1,152 bits (Bloom 1970): it may say yes of a word it never met, and never no of one it did. */
export function wordSetOf(words: readonly { readonly bits: readonly number[] | null }[]): string {
  written.fill(0);
  for (const { bits } of words) {
    if (bits === null) continue;
    for (const bit of bits) {
      const at = bit >> PLACE_SHIFT;
      written[at] = (written[at] ?? 0) | (1 << (bit & BIT_MASK));
    }
  }
  for (let at = 0; at < SAID_CHARACTERS; at++) written[at] = CODES[written[at] ?? 0] ?? 0;
  return written.toString('latin1', 0, SAID_CHARACTERS);
}

export function mayHold(set: string, word: string): boolean {
  return bitsOf(word).every((bit) => {
    const value = VALUES[set.charCodeAt(bit >> PLACE_SHIFT)] ?? 0;
    return (value & (1 << (bit & BIT_MASK))) !== 0;
  });
}

/** FNV-1a, 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Finalizer of MurmurHash3. */
function mix(hash: number): number {
  let mixed = hash;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
