import type { LabelSearch } from '../lexical/label-search.ts';
import { restatedIn } from '../text/restated.ts';
import { type ReadTitle, readTitle } from './title-evidence.ts';

const BEGINNING = 5;
const SHORTEST_TAIL = 5;
const SHORTEST_WORD = 2;

/**
 * What a description calls the job in other words than the titles: the first name that shares a word, or the tail of a
 * compound, with them and has one that they do not have. Null where there is none. Names that share nothing are left:
 * more of them name employers, customers and conditions than the job.
 */
export function restatedTitle(
  search: LabelSearch,
  titles: readonly ReadTitle[],
  { text, names }: { readonly text: string; readonly names: readonly string[] },
): ReadTitle | null {
  const own = titles.flatMap(({ keys }) => keys.whole.flatMap(tellingOf));
  const language = titles[0]?.language ?? null;
  for (const name of restatedIn(text)) {
    const restated = readTitle(search, { language, text: name }, names);
    const telling = restated.keys.whole.flatMap(tellingOf);
    const isKin = telling.some((word) => own.some((known) => says(known, word) || says(word, known)));
    if (isKin && !telling.every((word) => own.some((known) => says(known, word)))) return restated;
  }
  return null;
}

function tellingOf(key: string): string[] {
  return key.split(' ').filter((word) => word.length >= SHORTEST_WORD);
}

/** True when a word begins like another, or is a compound that ends with it: `lagermitarbeiter` says `mitarbeiter`. */
function says(word: string, other: string): boolean {
  if (word.slice(0, BEGINNING) === other.slice(0, BEGINNING)) return true;
  return other.length >= SHORTEST_TAIL && word.endsWith(other);
}
