/** Codes of the characters that keys consist of (1–38), and of the edge of a word: six bits each. */
const EDGE = 39;
const SPACE = 32;
const CODES = new Uint8Array(128);
for (const [at, character] of 'abcdefghijklmnopqrstuvwxyz0123456789+#'.split('').entries()) {
  CODES[character.charCodeAt(0)] = at + 1;
}

/**
 * Calls back with every character 3-gram and 4-gram of the words of a key (ASCII), packed into one number of 24 bits.
 * A gram may reach over the edge of its word, never into the next one, so that word order does not matter.
 */
export function eachGram(key: Uint8Array, visit: (gram: number) => void): void {
  let third = 0;
  let second = 0;
  let first = EDGE;
  for (let at = 0; at <= key.length; at++) {
    const character = key[at] ?? SPACE;
    const code = character === SPACE ? EDGE : (CODES[character] ?? 0);
    if (second !== 0) visit((second << 12) | (first << 6) | code);
    if (third !== 0) visit((third << 18) | (second << 12) | (first << 6) | code);
    third = code === EDGE ? 0 : second;
    second = code === EDGE ? 0 : first;
    first = code;
  }
}

/** FNV-1a, 32 bits, over the character codes of an ASCII text. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Position of a value in a sorted array, or -1. */
export function positionOf(sorted: Uint32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === value ? low : -1;
}

/** Weight of a feature that `holders` of `total` have: rare ones say more (inverse document frequency, smoothed). */
export function rarity(holders: number, total: number): number {
  return 1 + Math.log((1 + total) / (1 + holders));
}
