import { inFull } from './abbreviations.ts';
import { withoutAccents, words } from './fold.ts';
import {
  closedByMark,
  type Doubled,
  inMasculine,
  isOtherGender,
  readDoubled,
  withoutGenderMarks,
  withoutInnerCapital,
} from './gender.ts';
import { FUNCTION_WORDS, MAY_HOLD_NOISE, NOISE_NUMBER, NOISE_PHRASES, NOISE_WORDS } from './noise.ts';

/** Longest part of a title that is read, and longest key; what follows is advertising. */
const LONGEST_TITLE = 240;
const SHORTEST_NAME = 3;
/** Longer words that no label has are compounds rather than towns. */
const LONGEST_TOWN = 12;
const MOST_FORMS = 6;
const MOST_PARTS = 4;

/**
 * All ways in which a label can be met, as keys: gender marks gone, doubled forms written out one by one, no accents,
 * no punctuation, no function words. `Chauffeur / Chauffeuse de bus` gives `chauffeur bus` and `chauffeuse bus`.
 */
export function labelKeys(label: string): string[] {
  return keysOf(writtenOut(plainOf(label), alternatives).flatMap(({ first, second }) => [first, second]));
}

/**
 * What stands behind a slash of a label is another word for the one before it: `Agent de production/fabrication en usine`
 * is `Agent de production en usine` or `Agent de fabrication en usine`, and no `Agent de production` of any kind.
 */
function alternatives({ first, second }: Doubled, side: readonly string[]): Doubled[] {
  const [other, ...rest] = side;
  if (other === undefined) return [{ first, second }];
  if (isOtherGender(first[0] ?? '', other)) return [{ first, second }, both(side)];
  return [
    { first: [...first, ...rest], second: [...second, ...rest] },
    { first: [...first.slice(0, -1), ...side], second: [...second.slice(0, -1), ...side] },
  ];
}

/** A title as it is looked up. Keys have the same shape as those of labels. */
export interface TitleKeys {
  /** Keys of the whole title, in the gender written first; several when it names several jobs. */
  readonly whole: readonly string[];
  /** Keys of its parts between dashes, bars, commas and brackets, when it has more than one. */
  readonly parts: readonly string[];
  /** Keys of what stands between commas, slashes and words for "and" and "or", when it is more than one thing. */
  readonly listed: readonly string[];
  /** False when every word tells of contract, hours or persons (`Étudiant`): only a label that equals it is its job. */
  readonly telling: boolean;
}

interface TitleReading {
  /** Names to leave out (the employer's, the town's), in any spelling. */
  readonly names?: readonly string[];
  /** Whether any label has a word; a side of the title that has none is left out. All are labels' words unless told. */
  readonly isLabelWord?: (word: string) => boolean;
}

/**
 * Keys of a job title as people write them: as for a label, and without contract words, working time, seniority,
 * postcodes, reference numbers and what follows a gender mark and a dash.
 */
export function titleKeys(title: string, { names = [], isLabelWord = () => true }: TitleReading = {}): TitleKeys {
  const folded = withoutAccents(withoutInnerCapital(title.slice(0, LONGEST_TITLE)));
  const plain = withoutNames(withoutGenderMarks(jobIn(folded)), names);
  const quiet = withoutNoise(withoutForeignSides(plain, isLabelWord));
  const whole = firstKeys(quiet === '' ? plain : quiet);
  const sides = plain.split(/\s[-|]+\s|[|;:,()[\]]|\s-|-\s/);
  const pieces = sides.length > 1 ? sides.map(withoutNoise) : [];
  const parts = pieces.filter((piece) => /[a-z]{3}/.test(piece)).flatMap(firstKeys);
  const known = new Set(whole);
  return {
    whole,
    parts: [...new Set(parts)].filter((key) => !known.has(key)).slice(0, MOST_PARTS),
    listed: listedIn(quiet),
    telling: quiet !== '',
  };
}

/** A title up to the gender mark that closes the name of the job, or all of it. */
function jobIn(folded: string): string {
  const closed = closedByMark(folded);
  return closed !== null && /[a-z]{3}/.test(withoutNoise(withoutGenderMarks(closed))) ? closed : folded;
}

const BETWEEN_SIDES = /\s+[-|]+\s+|\|/;

/** A title without those sides behind its first that no label has a word of: towns and employers. */
function withoutForeignSides(plain: string, isLabelWord: (word: string) => boolean): string {
  const sides = plain.split(BETWEEN_SIDES);
  if (sides.length === 1) return plain;
  const telling = sides.map((side) => words(withoutNoise(side)).filter(isTelling));
  const first = telling.findIndex((side) => side.length > 0);
  const speaks = (word: string) => word.length > LONGEST_TOWN || isLabelWord(word);
  return sides.filter((_, at) => at <= first || telling[at]?.some(speaks)).join(' ');
}

function isTelling(word: string): boolean {
  return word.length >= SHORTEST_NAME && !FUNCTION_WORDS.has(word) && !isNoise(word);
}

const BETWEEN_LISTED = /\s*[,/&+]\s*|\s(?:et|ou|en|of|und|oder|and|or)\s/;

function listedIn(quiet: string): string[] {
  const pieces = quiet.split(BETWEEN_LISTED).slice(0, MOST_FORMS);
  return pieces.length > 1 ? keysOf(pieces.map((piece) => words(piece))) : [];
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
  const bare = /[^a-z0-9%]/.test(word) ? word.replaceAll(/[^a-z0-9%]/g, '') : word;
  return NOISE_WORDS.has(bare) || NOISE_NUMBER.test(bare);
}

/** A slash, but for that of halves of compounds: `Import-/Exportkaufmann`. */
const BETWEEN_FORMS = /(?<!-)\s*\/\s*/;

/** A title per job that it names, each in its two genders where it is written in both. */
function writtenOut(
  plain: string,
  different: (last: Doubled, side: readonly string[]) => Doubled[] = asTwoJobs,
): Doubled[] {
  const [start = [], ...sides] = plain.split(BETWEEN_FORMS).map((side) => words(side));
  const forms: Doubled[] = [both(start)];
  for (const side of sides.slice(0, MOST_FORMS)) {
    const last = forms.pop() ?? both([]);
    const doubled = readDoubled(last.first, side);
    forms.push(...(doubled ? [doubled] : different(last, side)));
  }
  return forms;
}

function asTwoJobs(last: Doubled, side: readonly string[]): Doubled[] {
  return [last, both(side)];
}

function both(form: readonly string[]): Doubled {
  return { first: form, second: form };
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
