import { COMPOUNDING, LABEL_LANGUAGES } from '../release/schemes.ts';
import type { Sections } from '../release/sections.ts';
import { HASH_BITS, SortedIndex } from './grams.ts';

const LANGUAGES = LABEL_LANGUAGES.length;
const FEWEST_LABELS = 2;

/** Tells of words that Dutch or German labels have on their own, so that compounds can be read as made of them. */
export function compoundWords({
  wordHashes,
  wordCounts,
}: Pick<Sections, 'wordHashes' | 'wordCounts'>): (hash: number) => boolean {
  const index = new SortedIndex(wordHashes, HASH_BITS);
  return (hash) => {
    const at = index.positionOf(hash);
    return (
      at >= 0 && [...COMPOUNDING].some((language) => (wordCounts[at * LANGUAGES + language] ?? 0) >= FEWEST_LABELS)
    );
  };
}
