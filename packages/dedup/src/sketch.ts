import { textWords } from './normal-text.ts';

/** Values in a sketch, and bytes of each. 24 values tell likeness in steps of about 4 %. */
const VALUES = 24;
const BYTES = 2;
const SHINGLE = 3;
const MOST_WORDS = 2_000;

/**
 * A short stand-in for a text: for each of 24 hash functions the smallest hash of its runs of three words, 16 bits each,
 * in base64 (64 characters). The share of equal values estimates how many runs two texts have in common (min-wise
 * hashing, Broder 1997). Null for a text of fewer than three words.
 */
export function sketchOf(text: string): string | null {
  const words = textWords(text).slice(0, MOST_WORDS).map(hashOf);
  if (words.length < SHINGLE) return null;
  const smallest = new Uint32Array(VALUES).fill(0xffffffff);
  for (let at = 0; at + SHINGLE <= words.length; at++) {
    const hash = words.slice(at, at + SHINGLE).reduce((run, word) => Math.imul(run, 31) + word, 0);
    for (let value = 0; value < VALUES; value++) {
      const mixed = mix(hash, value);
      if (mixed < (smallest[value] ?? 0)) smallest[value] = mixed;
    }
  }
  const bytes = Buffer.alloc(VALUES * BYTES);
  for (const [value, hash] of smallest.entries()) bytes.writeUInt16LE(hash & 0xffff, value * BYTES);
  return bytes.toString('base64');
}

/** Estimated share of common text, 0–1. */
export function likeness(one: string, other: string): number {
  const [a, b] = [Buffer.from(one, 'base64'), Buffer.from(other, 'base64')];
  if (a.length !== VALUES * BYTES || b.length !== a.length) return 0;
  let equal = 0;
  for (let at = 0; at < a.length; at += BYTES) if (a.readUInt16LE(at) === b.readUInt16LE(at)) equal++;
  return equal / VALUES;
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** One hash function per value: the finalizer of MurmurHash3 over the hash and the number of the function. */
function mix(hash: number, value: number): number {
  let mixed = hash ^ Math.imul(value + 1, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
