import type { Language } from './languages.ts';
import { placeName } from './municipalities.ts';
import type { Profile } from './profile.ts';
import { at, mix, type Random, randomFor } from './random.ts';
import { dutch } from './texts/dutch.ts';
import { french } from './texts/french.ts';
import { german } from './texts/german.ts';
import type { Phrases } from './texts/phrases.ts';

const PHRASES: Readonly<Record<Language, Phrases>> = { nl: dutch, fr: french, de: german };
const PURPOSE_TEXT = 41;
const PURPOSE_MARK = 43;
const PURPOSE_BOARD = 44;
/** A job board leaves out one task of four so often. */
const SHORTENED = 0.4;

/** The text of an offer in parts, before a service gives it a form. */
export interface Wording {
  readonly title: string;
  readonly introduction: string;
  readonly tasks: readonly string[];
  readonly profile: readonly string[];
  readonly offer: readonly string[];
  readonly closing: string;
  readonly headings: Phrases['headings'];
}

/**
 * Title and text of a job at one revision. Two records of one job differ in the gender mark alone, but for those of job
 * boards, which write a title of their own and put their words around a text that they may shorten.
 */
export function wordingOf(
  profile: Profile,
  language: Language,
  shown: { revision: number; appearance: number },
): Wording {
  const phrases = PHRASES[language];
  const random = randomFor(profile.textKey, PURPOSE_TEXT);
  const fill = filler(profile, language, random);
  const introduction = fill(random.pick(phrases.introductions));
  const tasks = choose(random, phrases.tasks[profile.occupation.sector], 4);
  const wanted = choose(random, phrases.profiles, 3).map(fill);
  const offer = choose(random, phrases.offers, 3).map(fill);
  const notices = noticesOf(profile, shown.revision).map((index) => fill(at(phrases.notices, index)));
  const variant = profile.variant === null ? [] : [at(phrases.variants, profile.variant).sentence];
  const wording = {
    title: titleOf(profile, language, shown.appearance),
    introduction,
    tasks: [...tasks, ...variant],
    profile: wanted,
    offer: [...offer, ...notices],
    closing: random.pick(phrases.closings),
    headings: phrases.headings,
  };
  return profile.rewritten.includes(shown.appearance) ? ofBoard(wording, profile, language, shown.appearance) : wording;
}

/** What a job board makes of a text; what sets a near text apart stays, as the last of the tasks. */
function ofBoard(wording: Wording, profile: Profile, language: Language, appearance: number): Wording {
  const { boards } = PHRASES[language];
  const random = randomFor(profile.textKey, PURPOSE_BOARD, appearance);
  const fill = filler(profile, language, random);
  const opening = random.chance(0.5) ? `${fill(random.pick(boards.openings))} ` : '';
  const tasks = random.chance(SHORTENED) ? wording.tasks.slice(1) : wording.tasks;
  return {
    ...wording,
    introduction: `${opening}${wording.introduction}`,
    tasks,
    closing: `${wording.closing} ${random.pick(boards.closings)}`,
  };
}

/** The title alone, with what marks a near text and a gender mark that depends on the record. */
export function titleOf(profile: Profile, language: Language, appearance: number): string {
  const phrases = PHRASES[language];
  const title = at(profile.occupation.titles[language], profile.synonym);
  const mark = profile.variant === null ? '' : ` ${at(phrases.variants, profile.variant).mark}`;
  const gender = at(phrases.genderMarks, mix(profile.textKey, PURPOSE_MARK, appearance) % phrases.genderMarks.length);
  const plain = `${title}${mark} ${gender}`.trim();
  if (!profile.rewritten.includes(appearance)) return plain;
  const random = randomFor(profile.textKey, PURPOSE_BOARD, appearance, 1);
  return filler(profile, language, random)(random.pick(phrases.boards.titles)).replace('{title}', () => plain);
}

/** Each edit adds a notice and only the newest two stay: no two revisions in a row read the same. */
function noticesOf(profile: Profile, revision: number): number[] {
  const first = profile.textKey % PHRASES.nl.notices.length;
  if (revision === 0) return [];
  return revision === 1 ? [first + 1] : [first + revision - 1, first + revision];
}

function filler(profile: Profile, language: Language, random: Random): (sentence: string) => string {
  const words: Record<string, string> = {
    employer: profile.employer.name,
    place: placeName(profile.place, language),
    number: String(5 + random.below(60)),
  };
  return (sentence) => sentence.replaceAll(/\{(\w+)\}/g, (whole, word: string) => words[word] ?? whole);
}

/** Some of the list, in its order. */
function choose(random: Random, list: readonly string[], count: number): string[] {
  const chosen: string[] = [];
  for (const [index, element] of list.entries()) {
    const left = list.length - index;
    if (random.below(left) < count - chosen.length) chosen.push(element);
  }
  return chosen;
}
