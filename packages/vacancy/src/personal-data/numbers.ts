import type { PersonalDataSpan } from './find.ts';
import { isNationalNumber } from './national-number.ts';
import { announcesTelephone, isTelephone, type NumberPlace } from './telephone.ts';

/** Digits with what may stand between them, cut at a line's end. Bounded, so that no text is read twice. */
const RUN = /(?:\((?=\+?\d{1,5}\)))?(?:\+ ?)?\d(?:[ \u00a0\u202f.\-–/()]{0,3}\d){5,39}/g;
/** Most digits that a number of either kind has: 15 (ITU-T E.164), and `00` and `(0)` before them. */
const MOST_DIGITS = 18;
const FEWEST_DIGITS = 6;
/** A number may begin or end within a run only where there is a space: not in the middle of a reference. */
const BREAK = /[ \u00a0\u202f]/;

/** A country code, a trunk prefix, or a day of birth. */
const BEGINNING = /[+(]|00?[1-9]|\d{2}[ .]?\d{2}[ .]?\d{2}[ .-]{0,3}\d{3}/y;

/** Telephone numbers and national numbers. */
export function numberSpans(text: string): PersonalDataSpan[] {
  const spans: PersonalDataSpan[] = [];
  for (const { 0: run, index } of text.matchAll(RUN)) {
    if (isInsideWord(text, index, index + run.length) && !announcesTelephone(text, index)) continue;
    spansOfRun(text, index, run, spans);
  }
  return spans;
}

/** Takes the longest number that begins at a place, then goes on behind it. */
function spansOfRun(text: string, offset: number, run: string, spans: PersonalDataSpan[]): void {
  let start = 0;
  while (start < run.length) {
    const found = longestFrom(text, offset + start, offset + run.length);
    if (found !== null) spans.push(found);
    start = nextStart(run, found === null ? start + 1 : found.end - offset);
  }
}

function longestFrom(text: string, start: number, end: number): PersonalDataSpan | null {
  const announced = announcesTelephone(text, start);
  BEGINNING.lastIndex = start;
  if (!announced && !BEGINNING.test(text)) return null;
  for (const stop of stopsOf(text, start, end)) {
    const place: NumberPlace = { written: text.slice(start, stop), before: text.slice(Math.max(0, start - 24), start) };
    if (isNationalNumber(place.written) && !announced) return { kind: 'national-number', start, end: stop };
    if (isTelephone(place, announced)) return { kind: 'telephone', start, end: stop };
  }
  return null;
}

/** Where a number that begins at `start` may end, the furthest first. */
function stopsOf(text: string, start: number, end: number): number[] {
  const stops: number[] = [];
  let digits = 0;
  for (let at = start; at < end && digits <= MOST_DIGITS; at++) {
    if (!isDigit(text, at)) continue;
    digits++;
    const isEnd = at + 1 === end || BREAK.test(text.charAt(at + 1)) || text.startsWith(' ', at + 2);
    if (isEnd && digits >= FEWEST_DIGITS && digits <= MOST_DIGITS) stops.push(at + 1);
  }
  return stops.toReversed();
}

/** The next digit (with its plus or bracket) behind a space; the run's end when there is none. */
function nextStart(run: string, from: number): number {
  for (let at = from; at < run.length; at++) {
    if (BREAK.test(run.charAt(at - 1)) && /[\d(]/.test(run.charAt(at))) return at;
  }
  return run.length;
}

function isInsideWord(text: string, start: number, end: number): boolean {
  return joins(text, start - 1, -1) || joins(text, end, 1);
}

/** True when the text goes on without a gap, as in codes, addresses of pages, and amounts. */
function joins(text: string, at: number, step: 1 | -1): boolean {
  const character = text.charAt(at);
  if (/[\p{L}\p{N}_=#&%€$+]/u.test(character)) return true;
  if (step === 1 && /^\s?(?:€|%|eur)/i.test(text.slice(at, at + 5))) return true;
  const beyond = text.charAt(at + step);
  if (/[-/\\]/.test(character)) return /[\p{L}\p{N}_]/u.test(beyond);
  return /[,.@]/.test(character) && /[\p{N}_]/u.test(beyond);
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}
