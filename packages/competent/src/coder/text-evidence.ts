import { hashOf, NO_HASH } from '../lexical/grams.ts';
import type { LabelSearch } from '../lexical/label-search.ts';
import type { ReferenceScheme } from '../release/schemes.ts';
import { withoutAccents, words } from '../text/fold.ts';
import { inMasculine, withoutGenderMarks } from '../text/gender.ts';
import { FUNCTION_WORDS } from '../text/noise.ts';
import type { Crosswalks } from './crosswalks.ts';

/** A description says early what the job is; further on it speaks of colleagues, customers and conditions. */
const LONGEST_BEGINNING = 1_200;
const MOST_WORDS = 120;
const LONGEST_LABEL = 4;
const SHORTEST_LABEL = 5;
const LEAST_SHARE = 0.25;

/** Concepts that a text names: those with a label that stands in its beginning, word for word. */
export function namedIn(search: LabelSearch, text: string): number[] {
  const plain = withoutGenderMarks(withoutAccents(text.slice(0, LONGEST_BEGINNING)));
  const telling = words(plain)
    .filter((word) => !FUNCTION_WORDS.has(word))
    .slice(0, MOST_WORDS)
    .map(inMasculine);
  const concepts = new Set<number>();
  for (let from = 0; from < telling.length; from++) {
    let hash = NO_HASH;
    let length = -1;
    for (let to = from; to < Math.min(from + LONGEST_LABEL, telling.length); to++) {
      const word = telling[to] ?? '';
      hash = hashOf(word, to === from ? NO_HASH : hashOf(' ', hash));
      if (!search.mayBegin(hash)) break;
      length += 1 + word.length;
      if (length < SHORTEST_LABEL || !search.mayHold(hash, length)) continue;
      addNamed(search, telling.slice(from, to + 1).join(' '), concepts);
    }
  }
  return [...concepts];
}

function addNamed(search: LabelSearch, key: string, concepts: Set<number>): void {
  for (const found of search.exact(key)) search.eachConcept(found, (concept) => concepts.add(concept));
}

/** The same in one scheme. */
export function namedOf(crosswalks: Crosswalks, concepts: readonly number[], scheme: ReferenceScheme): Set<number> {
  const named = new Set<number>();
  for (const concept of concepts) {
    for (const each of crosswalks.walk(concept, scheme)) if (each.share >= LEAST_SHARE) named.add(each.concept);
  }
  return named;
}
