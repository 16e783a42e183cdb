import { departmentsIn, meanSame } from './job-words.ts';
import { marksBeyond, marksOf } from './marks.ts';
import { inOneGender, stemOf } from './normal-text.ts';
import { withinOneEdit } from './party-names.ts';
import { remembered } from './remembered.ts';
import type { Signature } from './signature.ts';
import { likeness, mayHold } from './sketch.ts';

/**
 * How the titles of two vacancies compare: the same words; one with words added that the other's text says as well;
 * alike in at least half of the words; telling one occupation in two languages, by their words or by a code alone, or hinting at one; nothing to compare; others.
 */
export type TitleFit = 'same' | 'extended' | 'alike' | 'translated' | 'coded' | 'hinted' | 'unknown' | 'other';

export interface ComparedTitles {
  readonly fit: TitleFit;
  /** Share of common words (Dice), 0–1. */
  readonly share: number;
  /** Marks that one bears and the other nowhere. */
  readonly marks: string;
}

const ORDER: readonly TitleFit[] = ['same', 'extended', 'alike', 'translated', 'coded', 'hinted', 'unknown', 'other'];
const NOTHING: ComparedTitles = { fit: 'unknown', share: 0, marks: '' };
const MOST_LETTERS_OPEN = 0.25;

/** The pair of titles that fits best. Titles are compared over languages too: many words are the same in two. */
export function compareTitles(a: Signature, b: Signature): ComparedTitles {
  let best = NOTHING;
  for (const language in a.titles) {
    const title = a.titles[language] ?? '';
    for (const otherLanguage in b.titles) {
      const otherTitle = b.titles[otherLanguage] ?? '';
      const found = comparePair(a, title, b, otherTitle);
      const foreign = language !== otherLanguage && language !== 'und' && otherLanguage !== 'und';
      const compared =
        foreign && found.fit === 'other' ? abroad(found, acrossLanguages(a, title, b, otherTitle)) : found;
      if (best === NOTHING || isBetter(compared, best)) best = compared;
    }
  }
  return best;
}

/** Rank is a word of its own in one language and part of another in the next: it counts within a language alone. */
function abroad(found: ComparedTitles, fit: TitleFit): ComparedTitles {
  return {
    ...found,
    fit,
    marks: found.marks
      .split('')
      .filter((mark) => !WITHIN_A_LANGUAGE.includes(mark))
      .join(''),
  };
}

const WITHIN_A_LANGUAGE = 'lsjtDFGE';

function isBetter(one: ComparedTitles, other: ComparedTitles): boolean {
  const [rank, otherRank] = [ORDER.indexOf(one.fit), ORDER.indexOf(other.fit)];
  return rank === otherRank ? one.share > other.share : rank < otherRank;
}

/**
 * Words of one meaning or of one origin for every word of both titles; or a code in common, and no word. Where one says more
 * than the other, as two departments that look for nurses do, that is a hint; what is much longer than its translation says more.
 */
function acrossLanguages(a: Signature, title: string, b: Signature, otherTitle: string): TitleFit {
  const [words, otherWords] = [title.split(' '), otherTitle.split(' ')];
  const [here, there] = [matched(words, otherWords), matched(otherWords, words)];
  if (departmentsIn(words) !== departmentsIn(otherWords)) return 'unknown';
  const coded = a.codes?.some((code) => b.codes?.includes(code)) === true;
  const least = Math.min(here / words.length, there / otherWords.length);
  if (least === 1) return 'translated';
  const bothSayMore = here < words.length && there < otherWords.length;
  const namedOtherwise = here + there === 0 || (bothSayMore && least >= MOST_OF_THEM);
  if (coded && namedOtherwise && areOfOneLength(title, otherTitle)) return 'coded';
  return coded || least >= LEAST_HINTED ? 'hinted' : 'unknown';
}

function areOfOneLength({ length: one }: string, { length: other }: string): boolean {
  return Math.abs(one - other) <= Math.max(MOST_LETTERS_MORE, MOST_SHARE_MORE * Math.max(one, other));
}

const MOST_OF_THEM = 0.6;
const MOST_LETTERS_MORE = 4;
const MOST_SHARE_MORE = 0.3;

const LEAST_HINTED = 0.5;

function matched(words: readonly string[], others: readonly string[]): number {
  return words.filter((word) => others.some((other) => meanSame(word, other))).length;
}

function comparePair(a: Signature, title: string, b: Signature, otherTitle: string): ComparedTitles {
  if (title === otherTitle) return { fit: 'same', share: 1, marks: '' };
  const [words, otherWords] = [title.split(' '), otherTitle.split(' ')];
  const [more, otherMore] = [beyond(words, otherWords), beyond(otherWords, words)];
  const common = words.length + otherWords.length - more.length - otherMore.length;
  const share = common / (words.length + otherWords.length);
  const marks = openMarks(words, a, otherWords, b);
  if (common === 0) return { fit: 'other', share, marks };
  const names = more.length + otherMore.length === 0 ? [] : [...namesIn(a), ...namesIn(b)];
  const tells = (word: string) => !FORMS.has(word) && !names.includes(word);
  const extra = more.filter(tells).map((word) => ({ word, other: b, others: otherWords }));
  extra.push(...otherMore.filter(tells).map((word) => ({ word, other: a, others: words })));
  if (extra.length === 0) return { fit: 'same', share, marks };
  const alike = extra.some(({ word, others }) => isTypingError(word, others)) && textsAlike(a, b);
  if (extra.every(({ word, other, others }) => isSaid(word, other) || (alike && isTypingError(word, others))))
    return { fit: 'extended', share, marks };
  return { fit: share >= 0.5 ? 'alike' : 'other', share, marks };
}

/** Words of employers, suppliers and towns: in a title they tell who and where, which is compared apart. */
function namesIn({ employer, supplier, towns }: Signature): string[] {
  return [employer?.name, supplier?.name, ...(towns ?? [])].flatMap((name) =>
    name === undefined ? [] : wordsOfName(name),
  );
}

const wordsOfName: (name: string) => readonly string[] = remembered((name) => name.split(' ').map(inOneGender));
const FORMS = new Set('nv sa bv srl bvba sprl vzw asbl cv sc ag vog gmbh sarl sas ltd'.split(' '));

function openMarks(words: readonly string[], a: Signature, otherWords: readonly string[], b: Signature): string {
  const [marks, otherMarks] = [marksOf(words), marksOf(otherWords)];
  const here = marksBeyond(marks, `${otherMarks}${b.text?.marks ?? ''}`);
  return here + marksBeyond(otherMarks, `${marks}${a.text?.marks ?? ''}`);
}

/** The words that another title does not cover. Numbers are covered by themselves alone. */
function beyond(words: readonly string[], others: readonly string[]): string[] {
  return words.filter((word) => !others.some((other) => likeWord(word, other)) && !isCompoundOf(word, others));
}

function likeWord(word: string, other: string): boolean {
  if (word === other) return true;
  if (word.length < 5 || other.length < 5) return false;
  const beginAlike = word.charCodeAt(0) === other.charCodeAt(0);
  if (beginAlike && (stemOf(word) === stemOf(other) || (word.length >= 6 && withinOneEdit(word, other)))) return true;
  return other.length > word.length && (other.startsWith(word) || other.endsWith(word));
}

/** `heftruckchauffeur` is covered by `chauffeur` and `heftruck`. */
function isCompoundOf(word: string, parts: readonly string[]): boolean {
  if (word.length < 8) return false;
  const within = parts.filter((part) => part.length >= 4 && word.includes(part));
  const covered = within.reduce((sum, part) => sum + part.length, 0);
  return covered >= word.length * (1 - MOST_LETTERS_OPEN);
}

/** A short word with a letter more, less or other may be another word: only where the texts are alike is it the same. */
function isTypingError(word: string, others: readonly string[]): boolean {
  const like = (other: string) =>
    Math.max(word.length, other.length) >= 4 && word.charAt(0) === other.charAt(0) && withinOneEdit(word, other);
  return !/\d/.test(word) && others.some(like);
}

function textsAlike({ text: a }: Signature, { text: b }: Signature): boolean {
  return a !== undefined && b !== undefined && (likeness(a.sketch, b.sketch) ?? 0) >= LEAST_ALIKE;
}

const LEAST_ALIKE = 0.7;

/** Whether the text tells what the other's title says more; it must not be a department, which texts name in passing. */
function isSaid(word: string, { text }: Signature): boolean {
  if (departmentsIn([word]) !== '') return false;
  return text !== undefined && !/\d/.test(word) && word.length >= 4 && mayHold(text.said, stemOf(word));
}
