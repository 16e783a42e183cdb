import { LABEL_LANGUAGES } from '../release/schemes.ts';
import type { Sections } from '../release/sections.ts';
import { positionOf } from './grams.ts';

const LANGUAGES = LABEL_LANGUAGES.length;
const COMPOUNDING = [LABEL_LANGUAGES.indexOf('nl'), LABEL_LANGUAGES.indexOf('de')];
const FEWEST_LABELS = 2;

/** Tells of words that Dutch or German labels have on their own, so that compounds can be read as made of them. */
export function compoundWords({
  wordHashes,
  wordCounts,
}: Pick<Sections, 'wordHashes' | 'wordCounts'>): (hash: number) => boolean {
  return (hash) => {
    const at = positionOf(wordHashes, hash);
    return at >= 0 && COMPOUNDING.some((language) => (wordCounts[at * LANGUAGES + language] ?? 0) >= FEWEST_LABELS);
  };
}
