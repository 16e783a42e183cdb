import type { PersonalDataSpan } from './find.ts';

/** The sign itself, and the ways of writing it that are meant to keep machines away. */
const AT = /\s?[([]\s?(?:at|@)\s?[)\]]\s?|@/gi;
/** What people use of the characters that RFC 5322 allows: those that part the members of a link are left out. */
const LOCAL = /[\p{L}\p{N}.'%+_~-]/u;
const LABEL = /[\p{L}\p{N}-]/u;
/** RFC 5321, section 4.5.3.1. */
const LONGEST_LOCAL = 64;
const LONGEST_DOMAIN = 255;

/** Addresses around each sign: looked for at most as far as an address may reach, so that no text costs more. */
export function emailSpans(text: string): PersonalDataSpan[] {
  const spans: PersonalDataSpan[] = [];
  let free = 0;
  for (const { 0: sign, index } of text.matchAll(AT)) {
    const start = localStart(text, index, Math.max(free, index - LONGEST_LOCAL));
    const end = domainEnd(text, index + sign.length);
    if (start === index || end === null) continue;
    spans.push({ kind: 'email', start, end });
    free = end;
  }
  return spans;
}

function localStart(text: string, at: number, least: number): number {
  let start = at;
  while (start > least && LOCAL.test(text.charAt(start - 1))) start--;
  while (start < at && /[.'%]/.test(text.charAt(start))) start++;
  return start;
}

/** The end of a domain of two labels or more whose last one is letters alone; null when there is none. */
function domainEnd(text: string, from: number): number | null {
  const most = Math.min(text.length, from + LONGEST_DOMAIN);
  let end = from;
  while (end < most && (LABEL.test(text.charAt(end)) || isInnerDot(text, end, from))) end++;
  while (end > from && text.charAt(end - 1) === '-') end--;
  const domain = text.slice(from, end);
  return /^[^.-][^.]*(?:\.[^.]+)*\.(?:\p{L}{2,24}|xn--[\w-]{2,59})$/iu.test(domain) ? end : null;
}

function isInnerDot(text: string, at: number, from: number): boolean {
  return text.charAt(at) === '.' && at > from && LABEL.test(text.charAt(at + 1));
}
