import type { LabelSearch } from '../lexical/label-search.ts';
import { BestOf } from '../model/candidate-table.ts';
import {
  groupOf,
  isLabelLanguage,
  LABEL_LANGUAGES,
  type LanguageGroup,
  type ReferenceScheme,
} from '../release/schemes.ts';
import { type TitleKeys, titleKeys } from '../text/title.ts';
import type { Crosswalks } from './crosswalks.ts';

/** A title in one language; `language` is an ISO 639-1 code, or null when nobody said. */
export interface Title {
  readonly language: string | null;
  readonly text: string;
}

/** A title as it is looked up. */
export interface ReadTitle {
  readonly language: string | null;
  readonly keys: TitleKeys;
}

/** Reads a title; `names` (the employer's, the town's) are left out of it. */
export function readTitle(search: LabelSearch, { language, text }: Title, names: readonly string[]): ReadTitle {
  return { language, keys: titleKeys(text, { names, isLabelWord: (word) => search.isWord(word) }) };
}

/** A concept that has a label like a title; `likeness` is 1 for an equal preferred label. */
export interface Voice {
  readonly concept: number;
  readonly scheme: ReferenceScheme;
  readonly likeness: number;
  /** The label equals the whole title. */
  readonly exact: boolean;
  readonly preferred: boolean;
}

/** What the labels of the release say of the titles, the most alike first. */
export interface TitleEvidence {
  /** True when a label equals a whole title. */
  readonly exact: boolean;
  /** True when parts of a title equal labels of occupations that have nothing in common. */
  readonly severalJobs: boolean;
  readonly group: LanguageGroup;
  readonly voices: readonly Voice[];
}

const MOST_VOICES = 24;
const HITS_PER_LANGUAGE = 16;
/** A label of an alternative title, of a part of the title, and of another language than the title's counts less. */
const ALTERNATIVE = 0.97;
const PART = 0.94;
const OTHER_LANGUAGE = 0.93;
/** Below this similarity a title is also looked up in its parts, and in a language that knows more of its words. */
const CONTENT = 0.62;
/** Classifications whose labels stand in for each other. */
const FAMILIES: readonly (readonly ReferenceScheme[])[] = [
  ['competent2', 'competent1', 'esco'],
  ['rome', 'rome-appellation', 'competent1'],
];

/** What titles are looked up in. */
interface Reference {
  readonly search: LabelSearch;
  readonly crosswalks: Crosswalks;
}

interface Found {
  readonly key: number;
  readonly similarity: number;
  readonly exact: boolean;
}

/** Finds the labels that equal or resemble the titles. Resemblance is looked for where equal labels leave a family silent. */
export function titleEvidence({ search, crosswalks }: Reference, titles: readonly ReadTitle[]): TitleEvidence {
  const found: Found[] = [];
  let exact = false;
  let severalJobs = false;
  const languages: number[] = [];
  for (const { language, keys } of titles) {
    const own = ownLanguages(search, keys.whole.join(' '), language);
    const same = keys.whole.flatMap((key) => exactHits(search, key, own, 1));
    languages.push(...own);
    exact ||= same.length > 0;
    severalJobs ||= keys.whole.length > 1 && areApart({ search, crosswalks }, keys.whole);
    severalJobs ||= same.length === 0 && listsSeveral({ search, crosswalks }, keys.listed);
    found.push(...same);
    if (keys.telling && !allSpeak(search, same, own)) found.push(...resembling(search, keys, own));
  }
  return { exact, severalJobs, group: groupOf(languages), voices: voicesOf(search, found) };
}

/** True when two of the keys equal labels that no occupation has both of. */
function listsSeveral(reference: Reference, keys: readonly string[]): boolean {
  const labels = keys.filter((key) => reference.search.exact(key).length > 0);
  return labels.some((first, at) => labels.slice(at + 1).some((second) => areApart(reference, [first, second])));
}

/** True when each key equals a label and no occupation has two of them. */
function areApart({ search, crosswalks }: Reference, keys: readonly string[]): boolean {
  const jobs = keys.map((key) => {
    const concepts = search.exact(key).flatMap((at) => search.conceptsOf(at).map(({ concept }) => concept));
    return new Set(concepts.map((concept) => jobOf(crosswalks, concept)));
  });
  if (jobs.some(({ size }) => size === 0)) return false;
  const all = jobs.flatMap((each) => [...each]);
  return new Set(all).size === all.length;
}

/** What two names of one occupation have in common: the likeliest in Competent, and in ROME. */
function jobOf(crosswalks: Crosswalks, concept: number): string {
  const likeliest = (['competent2', 'rome'] as const).map((target) => crosswalks.walk(concept, target)[0]?.concept);
  return likeliest.map((each) => each ?? concept).join(' ');
}

/** True when each family that has labels in the languages has one of the keys found. */
function allSpeak(search: LabelSearch, found: readonly Found[], languages: readonly number[]): boolean {
  if (found.length === 0) return false;
  const spoken = new Set(found.flatMap(({ key }) => search.conceptsOf(key).map(({ scheme }) => scheme)));
  const has = (schemes: readonly ReferenceScheme[], known: ReadonlySet<ReferenceScheme>) =>
    schemes.some((scheme) => known.has(scheme));
  return FAMILIES.every(
    (family) => has(family, spoken) || !languages.some((language) => has(family, search.schemesIn(language))),
  );
}

function resembling(search: LabelSearch, { whole, parts }: TitleKeys, own: readonly number[]): Found[] {
  const exactParts = parts.flatMap((key) => exactHits(search, key, own, PART));
  const wholes = whole.flatMap((key) => similarHits(search, key, own, 1));
  if (exactParts.length > 0 || bestOf(wholes) >= CONTENT) return [...wholes, ...exactParts];
  return [...wholes, ...parts.flatMap((key) => similarHits(search, key, own, PART))];
}

/** The languages a title is looked up in first: the one given, else those whose labels know most of its words. */
function ownLanguages(search: LabelSearch, key: string, language: string | null): number[] {
  if (language !== null && isLabelLanguage(language)) return [LABEL_LANGUAGES.indexOf(language)];
  const known = search.knownWords(key);
  const most = Math.max(...known);
  return known.flatMap((share, at) => (share >= most * 0.8 ? [at] : []));
}

function exactHits(search: LabelSearch, text: string, own: readonly number[], factor: number): Found[] {
  const keys = search.exact(text);
  const inOwn = keys.filter((key) => own.includes(search.languageOf(key)));
  const exact = factor === 1;
  if (inOwn.length > 0) return inOwn.map((key) => ({ key, similarity: factor, exact }));
  return keys.map((key) => ({ key, similarity: factor * OTHER_LANGUAGE, exact }));
}

function similarHits(search: LabelSearch, text: string, own: readonly number[], factor: number): Found[] {
  const found = own.flatMap((language) => hitsIn(search, text, language, factor));
  if (bestOf(found) >= CONTENT * factor) return found;
  const known = search.knownWords(text);
  const most = Math.max(...own.map((language) => known[language] ?? 0));
  const better = known.flatMap((share, language) => (share > most ? [language] : []));
  return [...found, ...better.flatMap((language) => hitsIn(search, text, language, factor * OTHER_LANGUAGE))];
}

function hitsIn(search: LabelSearch, text: string, language: number, factor: number): Found[] {
  return search
    .similar(text, language, HITS_PER_LANGUAGE)
    .map(({ key, similarity }) => ({ key, similarity: similarity * factor, exact: false }));
}

function bestOf(found: readonly Found[]): number {
  return found.reduce((most, { similarity }) => Math.max(most, similarity), 0);
}

/** One voice per concept, that of its best label. */
function voicesOf(search: LabelSearch, found: readonly Found[]): Voice[] {
  const best = new Map<number, Voice>();
  for (const { key, similarity, exact } of found) {
    search.eachConcept(key, (concept, preferred) => {
      const likeness = preferred ? similarity : similarity * ALTERNATIVE;
      const known = best.get(concept);
      if (known !== undefined && likeness <= known.likeness) return;
      best.set(concept, { concept, scheme: search.schemeOf(concept), likeness, exact, preferred });
    });
  }
  const loudest = new BestOf(MOST_VOICES);
  for (const { concept, likeness } of best.values()) {
    if (likeness > 0 && likeness >= loudest.least) loudest.offer(concept, likeness, concept);
  }
  return loudest.items.flatMap((concept) => best.get(concept) ?? []);
}
