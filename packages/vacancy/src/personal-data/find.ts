import { emailSpans } from './emails.ts';
import { numberSpans } from './numbers.ts';

export const PERSONAL_DATA_KINDS = ['email', 'telephone', 'national-number'] as const;
export type PersonalDataKind = (typeof PERSONAL_DATA_KINDS)[number];

/** A piece of a text that names or reaches a person: UTF-16 positions, the end is not part of it. */
export interface PersonalDataSpan {
  readonly kind: PersonalDataKind;
  readonly start: number;
  readonly end: number;
}

/** What can begin any of them; most texts have none of these and are passed at once. */
const HINT = /[@\d]|[([]\s?at\s?[)\]]/i;

/**
 * E-mail addresses (RFC 5321 in the forms that people write), telephone numbers as they are written in Belgium, France,
 * the Netherlands, Germany and Luxembourg, and Belgian national numbers with right check digits. In the order of the
 * text, never overlapping. Takes time in proportion to the length of the text, whatever it holds.
 */
export function findPersonalData(text: string): PersonalDataSpan[] {
  if (!HINT.test(text)) return [];
  const emails = emailSpans(text);
  const numbers = numberSpans(text);
  if (emails.length === 0) return numbers;
  return merged(emails, numbers);
}

/** The text with `[e-mail]`, `[telephone]` and `[national number]` in the place of what was found. */
export function maskPersonalData(text: string): string {
  const spans = findPersonalData(text);
  if (spans.length === 0) return text;
  let masked = '';
  let from = 0;
  for (const { kind, start, end } of spans) {
    masked += text.slice(from, start) + MASKS[kind];
    from = end;
  }
  return masked + text.slice(from);
}

const MASKS: Readonly<Record<PersonalDataKind, string>> = {
  email: '[e-mail]',
  telephone: '[telephone]',
  'national-number': '[national number]',
};

/** Digits inside an address belong to the address. */
function merged(emails: readonly PersonalDataSpan[], numbers: readonly PersonalDataSpan[]): PersonalDataSpan[] {
  const all = [...emails, ...numbers].toSorted(
    (one, other) => one.start - other.start || rank(one.kind) - rank(other.kind),
  );
  const kept: PersonalDataSpan[] = [];
  for (const span of all) {
    const last = kept.at(-1);
    if (last === undefined || span.start >= last.end) kept.push(span);
    else if (span.kind === 'email') kept.splice(-1, 1, { ...span, start: Math.min(last.start, span.start) });
  }
  return kept;
}

function rank(kind: PersonalDataKind): number {
  return PERSONAL_DATA_KINDS.indexOf(kind);
}
