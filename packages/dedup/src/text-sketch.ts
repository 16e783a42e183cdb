import { folded } from './normal-form.ts';

/** Values of a sketch: the estimate of a Jaccard index from 32 values has a standard error below 0.09. */
const SIZE = 32;
const SHINGLE_WORDS = 3;
const MOST_WORDS = 600;

/** Texts shorter than this say too little to be compared. */
const FEWEST_WORDS = 12;

/**
 * MinHash sketch (Broder 1997) of a text's three-word shingles, as text of 32 base-36 numbers.
 * Null when the text is too short to tell two jobs apart.
 */
export function textSketch(text: string): string | null {
  const words = folded(text).split(' ', MOST_WORDS);
  if (words.length < FEWEST_WORDS) return null;
  const smallest = new Uint32Array(SIZE).fill(0xffffffff);
  for (let start = 0; start + SHINGLE_WORDS <= words.length; start++) {
    let value = hashed(words.slice(start, start + SHINGLE_WORDS).join(' '));
    for (let index = 0; index < SIZE; index++) {
      value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
      const candidate = value >>> 0;
      if (candidate < (smallest[index] ?? 0)) smallest[index] = candidate;
    }
  }
  return Array.from(smallest, (value) => (value >>> 8).toString(36)).join(' ');
}

/** Estimated share of shingles that two texts have in common, 0–1. */
export function sketchSimilarity(one: string, other: string): number {
  const left = one.split(' ');
  const right = other.split(' ');
  return left.filter((value, index) => value === right[index]).length / SIZE;
}

/** FNV-1a over UTF-16 code units. */
function hashed(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value;
}
