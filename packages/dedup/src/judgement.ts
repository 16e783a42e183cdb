import { isBorneOut, pointsAbroad } from './abroad.ts';
import { type EmployerFit, employerFit } from './gates.ts';
import { marksBeyond } from './marks.ts';
import type { Signature } from './signature.ts';
import { fallsShort, likeness } from './sketch.ts';
import { type ComparedTitles, compareTitles, type TitleFit } from './titles.ts';

/** That of two vacancies which can be of one employer. */
type SharedEmployer = Exclude<EmployerFit, 'different'>;

/** How two vacancies compare in what is no reference. */
export interface Compared {
  readonly employer: SharedEmployer;
  readonly titles: ComparedTitles;
  readonly text: ComparedTexts | null;
  /** Marks of their texts that only one bears. */
  readonly textMarks: string;
  /** A row without a text, of an agency that the other names as well. */
  readonly bare: boolean;
}

interface ComparedTexts {
  /** Estimated share of common runs of words, 0–1. */
  readonly share: number;
  /** Share of the shorter text's runs that the longer one holds, 0–1. */
  readonly within: number;
  /** Words of the shorter one. */
  readonly words: number;
}

/** Null when texts, employers or titles do not do for the terms: the cheapest look first, since most candidates fall here. */
export function compare(a: Signature, b: Signature, terms: Terms): Compared | null {
  if (textsFallShort(a, b, terms)) return null;
  const employer = employerFit(a, b);
  if (employer === 'different') return null;
  const titles = compareTitles(a, b);
  if (titles.marks !== '' || !terms.titles.includes(titles.fit)) return null;
  const textMarks = a.text && b.text ? marksApart(a.text.marks ?? '', b.text.marks ?? '') : '';
  return { employer, titles, text: compareTexts(a, b), textMarks, bare: isBareRow(a, b, employer, titles) };
}

/**
 * One agency, one title, one place, and one of the two has no text: a service that shows bare rows. Another job of the agency
 * may fit as well, so that something else must bear it out and nothing speak against it.
 */
function isBareRow(a: Signature, b: Signature, employer: SharedEmployer, { fit }: ComparedTitles): boolean {
  return employer === 'supplier' && fit === 'same' && (a.text === undefined || b.text === undefined);
}

function marksApart(one: string, other: string): string {
  return marksBeyond(one, other) + marksBeyond(other, one);
}

/** Null when there are no two texts, or they share no run of words and stand in two languages. */
function compareTexts({ text: a }: Signature, { text: b }: Signature): ComparedTexts | null {
  if (!a || !b) return null;
  const share = likeness(a.sketch, b.sketch);
  if (share === null || (a.language !== b.language && share < FOREIGN)) return null;
  const [shorter, longer] = [Math.min(a.words, b.words), Math.max(a.words, b.words)];
  const common = (share / (1 + share)) * (shorter + longer);
  return { share, within: Math.min(1, common / shorter), words: shorter };
}

const FOREIGN = 0.2;

function textsFallShort({ text: a }: Signature, { text: b }: Signature, { leastText }: Terms): boolean {
  if (leastText === null) return false;
  return !a || !b || fallsShort(a.sketch, b.sketch, leastText);
}

/** Weight of evidence in points, about natural logarithms of odds. */
const EMPLOYER_POINTS: Readonly<Record<SharedEmployer, number>> = {
  number: 4,
  name: 3.2,
  'similar-name': 2,
  supplier: 1.6,
  agency: 0.8,
  unknown: 0.8,
};
const TITLE_POINTS: Readonly<Record<TitleFit, number>> = {
  same: 3,
  extended: 2.3,
  alike: 1,
  translated: 2.1,
  coded: 2.1,
  hinted: 0.6,
  unknown: 0,
  other: -2.5,
};
/** From which share of the text on, how many points. */
const TEXT_POINTS: readonly (readonly [share: number, points: number])[] = [
  [0.93, 4],
  [0.85, 3.3],
  [0.7, 2.6],
  [0.5, 1.6],
  [0.3, 0.6],
  [0.15, -0.5],
  [0, -1.6],
];
/** A short text is soon repeated by another job. */
const SHORT_TEXT = 25;
const WHOLE_WITHIN = 0.8;
const ENOUGH = 6;
const OPEN_MARKS = 1;

/** Points that text adds; a text that the other holds whole was shortened on the way, or put between other words. */
function textPoints(text: ComparedTexts | null): number {
  if (text === null) return 0;
  const held = heldShare(text);
  const points = TEXT_POINTS.find(([share]) => held >= share)?.[1] ?? 0;
  return text.words < SHORT_TEXT ? Math.min(points, 2) : points;
}

function heldShare({ share, within, words }: ComparedTexts): number {
  return within >= WHOLE_WITHIN && words >= SHORT_TEXT ? Math.max(share, HELD) : share;
}

const HELD = 0.7;

/** What contracts, codes and pay say beside: mostly against. */
export function detailPoints(a: Signature, b: Signature): number {
  let points = 0;
  if (a.pay !== undefined && b.pay !== undefined) points += a.pay === b.pay ? 0.5 : -1;
  if (a.hours !== undefined && b.hours !== undefined) points += Math.abs(a.hours - b.hours) < 1 ? 0.3 : -1.5;
  if (a.link !== undefined && a.link === b.link) points += 0.5;
  if (a.positions !== b.positions) points -= 0.3;
  return points + codePoints(a.codes, b.codes);
}

function codePoints(a: Signature['codes'], b: Signature['codes']): number {
  if (a === undefined || b === undefined) return 0;
  if (a.some((code) => b.includes(code))) return 0.6;
  const schemes = new Set(a.map(schemeOf).filter((scheme) => scheme !== CODED));
  return b.some((code) => schemes.has(schemeOf(code))) ? -1 : 0;
}

/** What a coder found speaks for two titles, never against them: coders differ over one occupation. */
const CODED = 'coded';

function schemeOf(code: string): string {
  return code.slice(0, code.indexOf(':'));
}

/** A likeness is only as good as what it rests on. */
export interface Terms {
  /** Where both are, for a person to read. */
  readonly where: string;
  /** Points that the circumstances add or take. */
  readonly circumstances: number;
  /** How the titles may compare. */
  readonly titles: readonly TitleFit[];
  /** Least share of the texts; null when they need not be comparable. */
  readonly leastText: number | null;
}

/** Probability that the two are one job; null when that is not likely enough. */
export function judge(a: Signature, b: Signature, compared: Compared, terms: Terms): number | null {
  const { employer, titles, text } = compared;
  const details = detailPoints(a, b);
  if (!reaches(compared, terms, details)) return null;
  const titlePoints =
    TITLE_POINTS[titles.fit] + (compared.bare ? BARE_POINTS : 0) - (compared.textMarks === '' ? 0 : OPEN_MARKS);
  const abroad = ABROAD.has(titles.fit) ? pointsAbroad(a, b) : 0;
  if (!isBorneOut(a, b, titles.fit)) return null;
  const points = EMPLOYER_POINTS[employer] + titlePoints + textPoints(text) + details + abroad + terms.circumstances;
  return points < ENOUGH ? null : scoreOf(points);
}

const ABROAD: ReadonlySet<TitleFit> = new Set(['translated', 'coded', 'hinted']);

function reaches({ employer, text, bare }: Compared, terms: Terms, details: number): boolean {
  const unsure = !isNamed(employer) && (text === null || heldShare(text) < LEAST_TEXT_UNNAMED);
  if (unsure && !(bare && details >= LEAST_DETAILS_BARE)) return false;
  return terms.leastText === null || (text !== null && text.share >= terms.leastText);
}

/** Whether it is certain who the employer is. */
export function isNamed(employer: EmployerFit): boolean {
  return NAMED.has(employer);
}

const NAMED: ReadonlySet<EmployerFit> = new Set(['number', 'name']);
/** Where the employer is not certain the texts must be. */
const LEAST_TEXT_UNNAMED = 0.6;
const LEAST_DETAILS_BARE = 0.5;
const BARE_POINTS = 0.9;

/** 0.80 at the threshold, towards 0.99. */
function scoreOf(points: number): number {
  return Math.round(Math.min(0.99, 1 / (1 + Math.exp(-(points - ENOUGH + 1.4)))) * 100) / 100;
}

const EMPLOYER_REASONS: Readonly<Record<SharedEmployer, string>> = {
  number: 'the same enterprise number',
  name: 'the same name of the employer',
  'similar-name': 'nearly the same name of the employer',
  supplier: 'the same agency or supplier',
  agency: 'an agency in place of the employer',
  unknown: 'an unknown employer',
};

export function reasonsOf({ employer, titles, text }: Compared, { where }: Terms): string[] {
  const texts = text === null ? 'no texts to compare' : `texts alike by ${percent(text.share)}`;
  return [EMPLOYER_REASONS[employer], where, titleReason(titles), texts];
}

function titleReason({ fit, share }: ComparedTitles): string {
  if (fit === 'same') return 'the same title';
  if (fit === 'extended') return 'the same title but for words that the text says as well';
  if (fit === 'translated') return 'titles of one meaning in two languages';
  if (fit === 'coded') return 'titles of one occupation by code, in two languages';
  if (fit === 'hinted') return 'titles that hint at one occupation in two languages';
  return fit === 'unknown' ? 'titles in two languages' : `titles alike by ${percent(share)}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
