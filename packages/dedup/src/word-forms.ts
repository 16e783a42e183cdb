import { markOf, marksOfText } from './marks.ts';
import { stemOf } from './normal-text.ts';
import { bitsOf, hashOf } from './sketch.ts';

/** What is worked out once for each word that texts repeat. */
export interface WordForm {
  readonly hash: number;
  /** Where its stem stands in a set of words; null for words too short to tell anything. */
  readonly bits: readonly number[] | null;
  readonly mark: string | undefined;
}

const SHORTEST_WORD = 4;
const MOST_KNOWN = 1 << 16;
const known = new Map<string, WordForm>();

/** The forms of the words of a text. Those of words met before are remembered, up to a bound. */
export function formsOf(words: readonly string[]): WordForm[] {
  return words.map((word) => known.get(word) ?? learn(word));
}

function learn(word: string): WordForm {
  if (known.size >= MOST_KNOWN) known.clear();
  const bits = word.length >= SHORTEST_WORD ? bitsOf(stemOf(word)) : null;
  const form = { hash: hashOf(word), bits, mark: markOf(word) };
  known.set(word, form);
  return form;
}

/** The marks that the words of a text bear. */
export function marksIn(forms: readonly WordForm[]): string {
  let marks = '';
  for (const { mark } of forms) if (mark !== undefined && !marks.includes(mark)) marks += mark;
  return marksOfText(marks);
}
