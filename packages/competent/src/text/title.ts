import { inFull } from './abbreviations.ts';
import { withoutAccents, words } from './fold.ts';
import { type Doubled, inMasculine, readDoubled, withoutGenderMarks, withoutInnerCapital } from './gender.ts';
import { FUNCTION_WORDS, MAY_HOLD_NOISE, NOISE_PHRASES, NOISE_WORDS } from './noise.ts';

/** Longest part of a title that is read, and longest key; what follows is advertising. */
const LONGEST_TITLE = 240;
const SHORTEST_NAME = 3;
const MOST_FORMS = 6;
const MOST_PARTS = 4;

/**
 * All ways in which a label can be met, as keys: gender marks gone, doubled forms written out one by one, no accents,
 * no punctuation, no function words. `Chauffeur / Chauffeuse de bus` gives `chauffeur bus` and `chauffeuse bus`.
 */
export function labelKeys(label: string): string[] {
  return keysOf(writtenOut(plainOf(label)).flatMap(({ first, second }) => [first, second]));
}

/** A title as it is looked up. Keys have the same shape as those of labels. */
export interface TitleKeys {
  /** Keys of the whole title, in the gender written first; several when it names several jobs. */
  readonly whole: readonly string[];
  /** Keys of its parts between dashes, bars, commas and brackets, when it has more than one. */
  readonly parts: readonly string[];
}

/**
 * Keys of a job title as people write them: as for a label, and without contract words, working time, seniority,
 * postcodes and reference numbers.
 * @param ignored names to leave out (the employer's, the town's), in any spelling
 */
export function titleKeys(title: string, ignored: readonly string[] = []): TitleKeys {
  const plain = withoutNames(plainOf(title.slice(0, LONGEST_TITLE)), ignored);
  const quiet = withoutNoise(plain);
  const whole = firstKeys(quiet === '' ? plain : quiet);
  const sides = plain.split(/\s[-|]+\s|[|;:,()[\]]|\s-|-\s/);
  const pieces = sides.length > 1 ? sides.map(withoutNoise) : [];
  const parts = pieces.filter((piece) => /[a-z]{3}/.test(piece)).flatMap(firstKeys);
  const known = new Set(whole);
  return { whole, parts: [...new Set(parts)].filter((key) => !known.has(key)).slice(0, MOST_PARTS) };
}

function plainOf(raw: string): string {
  return withoutGenderMarks(withoutAccents(withoutInnerCapital(raw)));
}

function withoutNames(plain: string, names: readonly string[]): string {
  let text = plain;
  for (const name of names) {
    const folded = withoutAccents(name).trim();
    if (folded.length >= SHORTEST_NAME && text.includes(folded)) text = text.replaceAll(wholeWords(folded), ' ');
  }
  return text;
}

function wholeWords(text: string): RegExp {
  return new RegExp(`(?<![a-z0-9])${text.replaceAll(/[^a-z0-9 ]/g, '\\$&')}(?![a-z0-9])`, 'g');
}

function withoutNoise(plain: string): string {
  let text = plain;
  if (MAY_HOLD_NOISE.test(text)) for (const phrase of NOISE_PHRASES) text = text.replaceAll(phrase, ' ');
  const kept = text.split(/\s+/).filter((word) => !isNoise(word));
  return kept.join(' ').trim();
}

function isNoise(word: string): boolean {
  return NOISE_WORDS.has(/[^a-z0-9%]/.test(word) ? word.replaceAll(/[^a-z0-9%]/g, '') : word);
}

/** A title per job that it names, each in its two genders where it is written in both. */
function writtenOut(plain: string): Doubled[] {
  const [start = [], ...sides] = plain.split(/\s*\/\s*/).map((side) => words(side));
  const forms: Doubled[] = [{ first: start, second: start }];
  for (const side of sides.slice(0, MOST_FORMS)) {
    const last = forms.at(-1);
    const doubled = last ? readDoubled(last.first, side) : null;
    if (doubled) forms[forms.length - 1] = doubled;
    else forms.push({ first: side, second: side });
  }
  return forms;
}

function firstKeys(plain: string): string[] {
  return keysOf(writtenOut(plain).map(({ first }) => first));
}

function keysOf(forms: readonly (readonly string[])[]): string[] {
  const keys = forms.map((form) => keyOf(form)).filter((key) => key !== '');
  return [...new Set(keys)];
}

function keyOf(form: readonly string[]): string {
  const telling = form.filter((word) => !FUNCTION_WORDS.has(word));
  return (telling.length > 0 ? telling : form).flatMap(inFull).map(inMasculine).join(' ').slice(0, LONGEST_TITLE);
}
