import { emailSpans } from './emails.ts';
import { messengerSpans } from './messengers.ts';
import { numberSpans } from './numbers.ts';
import { percentDecoded } from './percent-decoded.ts';

/** Of two that overlap the first of these names the whole. */
export const PERSONAL_DATA_KINDS = ['messenger', 'email', 'telephone', 'national-number'] as const;
export type PersonalDataKind = (typeof PERSONAL_DATA_KINDS)[number];

/** A piece of a text that names or reaches a person: UTF-16 positions, the end is not part of it. */
export interface PersonalDataSpan {
  readonly kind: PersonalDataKind;
  readonly start: number;
  readonly end: number;
}

/** What can begin any of them; most texts have none of these and are passed at once. */
const HINT = /[@\d%\uFE6B\uFF10-\uFF19\uFF20]|[([]\s?at\s?[)\]]|[a-z](?:[a-z]\.?\/|:\S)/i;
const ENCODED = /%[\da-f]{2}/i;
const WORD = /[^\s<>"]+/g;
/** Blanks, dashes, and digits and signs of full width: each reads as one that is written more often. */
const LIKENESSES = /[\u2000-\u200A\u205F\u3000\u2010-\u2012\u2212\uFE6B\uFF0B\uFF0D\uFF0E\uFF10-\uFF19\uFF20]/g;
const DASHES = /[\u2010-\u2012\u2212]/;

/**
 * E-mail addresses (RFC 5321 in the forms that people write), telephone numbers as they are written in Belgium, France,
 * the Netherlands, Germany and Luxembourg, Belgian national numbers with right check digits, and links of messengers; each
 * of them in words that are percent-encoded, too (RFC 3986, section 2.1). In the order of the text, never overlapping. Takes
 * time in proportion to the length of the text, whatever it holds.
 */
export function findPersonalData(text: string): PersonalDataSpan[] {
  if (!HINT.test(text)) return [];
  const plain = text.replaceAll(LIKENESSES, (sign) => (DASHES.test(sign) ? '-' : sign.normalize('NFKC')));
  const found = spansIn(plain);
  return ENCODED.test(plain) ? merged([...found, ...encodedSpans(plain)]) : found;
}

function spansIn(plain: string): PersonalDataSpan[] {
  const numbers = numberSpans(plain);
  const others = [...emailSpans(plain), ...messengerSpans(plain)];
  return others.length === 0 ? numbers : merged([...others, ...numbers]);
}

/** Words that say something else once they are decoded are taken whole. */
function encodedSpans(plain: string): PersonalDataSpan[] {
  return Array.from(plain.matchAll(WORD)).flatMap(({ 0: word, index }) => {
    const [first] = ENCODED.test(word) ? spansIn(percentDecoded(word)) : [];
    return first === undefined ? [] : [{ kind: first.kind, start: index, end: index + word.length }];
  });
}

/** The text with `[messenger]`, `[e-mail]`, `[telephone]` and `[national number]` in the place of what was found. */
export function maskPersonalData(text: string): string {
  const spans = findPersonalData(text);
  return spans.length === 0 ? text : maskedPart(text, 0, spans);
}

/** A part of the text in which the spans were found, masked: a span that began before it is only left out. */
export function maskedPart(part: string, offset: number, spans: readonly PersonalDataSpan[]): string {
  let masked = '';
  let from = 0;
  for (const { kind, start, end } of spans) {
    if (end <= offset + from || start >= offset + part.length) continue;
    masked += part.slice(from, Math.max(from, start - offset)) + (start >= offset ? MASKS[kind] : '');
    from = Math.min(part.length, end - offset);
  }
  return masked + part.slice(from);
}

const MASKS: Readonly<Record<PersonalDataKind, string>> = {
  messenger: '[messenger]',
  email: '[e-mail]',
  telephone: '[telephone]',
  'national-number': '[national number]',
};

/** Digits inside an address belong to the address, and an address inside a link to the link. */
function merged(spans: readonly PersonalDataSpan[]): PersonalDataSpan[] {
  const kept: PersonalDataSpan[] = [];
  for (const span of spans.toSorted((one, other) => one.start - other.start)) {
    const last = kept.at(-1);
    if (last === undefined || span.start >= last.end) kept.push(span);
    else kept.splice(-1, 1, { ...strongest(last, span), start: last.start, end: Math.max(last.end, span.end) });
  }
  return kept;
}

function strongest(one: PersonalDataSpan, other: PersonalDataSpan): PersonalDataSpan {
  return rank(one.kind) <= rank(other.kind) ? one : other;
}

function rank(kind: PersonalDataKind): number {
  return PERSONAL_DATA_KINDS.indexOf(kind);
}
