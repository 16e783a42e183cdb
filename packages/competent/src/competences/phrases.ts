import { withoutAccents, words } from '../text/fold.ts';
import { withoutGenderMarks } from '../text/gender.ts';
import { FUNCTION_WORDS } from '../text/noise.ts';

/** Longest phrase that is looked for. */
export const MOST_PHRASE_WORDS = 6;

/** The words of a text or a label that tell something, folded. */
export function tellingWords(text: string): string[] {
  return words(withoutGenderMarks(withoutAccents(text))).filter((word) => !FUNCTION_WORDS.has(word));
}

/** A label as it is looked for in texts, without what stands in brackets to explain it. */
export function phraseOf(label: string): string {
  return tellingWords(label.replaceAll(/\([^()]*\)/g, ' ')).join(' ');
}
