import { hashOf, hashWith, NO_HASH } from '../lexical/grams.ts';
import { partsOf } from './word-features.ts';

const ROW_BITS = 16;
/** How many rows there are for what titles are made of; things whose hashes say so share one. */
export const ROWS = 2 ** ROW_BITS;
const SHORTEST = 3;
const LONGEST = 5;
const MOST_WORDS = 12;
/** What stands before a word tells it from a sequence of the same letters. */
const BEFORE_WORD = hashOf(' ');

/** The words of a key that count. */
export function wordsOf(key: string): string[] {
  return key.split(' ', MOST_WORDS);
}

/**
 * Rows of a word: itself, the parts of a compound, and all sequences of three to five letters, its edges marked, so that
 * words that no label has are still met in pieces.
 * @param isWord tells whether labels have a word on its own, by its hash
 */
export function rowsOfWord(word: string, isWord: (hash: number) => boolean): number[] {
  const rows = [word, ...partsOf(word, isWord)].map((whole) => rowOf(hashOf(whole, BEFORE_WORD)));
  const marked = `<${word}>`;
  for (let size = SHORTEST; size <= LONGEST; size++) {
    for (let at = 0; at + size <= marked.length; at++) rows.push(rowOf(hashOfPart(marked, at, at + size)));
  }
  return rows;
}

/** The hash of a part of a text, which need not be cut out for it. */
function hashOfPart(text: string, from: number, to: number): number {
  let hash = NO_HASH;
  for (let at = from; at < to; at++) hash = hashWith(hash, text.charCodeAt(at));
  return hash;
}

function rowOf(hash: number): number {
  return (hash ^ (hash >>> ROW_BITS)) & (ROWS - 1);
}
