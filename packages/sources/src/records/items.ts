import { messageOf } from '@relais/runtime';
import { type ContactData, type Vacancy, vacancySchema } from '@relais/vacancy';
import type { z } from 'zod';
import type { SourceItem } from '../port.ts';
import { parserOf } from './parser-of.ts';

/** What a normaliser makes of one record. */
export interface Normalised {
  readonly vacancy: Vacancy;
  readonly contact: ContactData | null;
}

/** Why a record is unreadable. Stable: they stand in the books. */
export type UnreadableCode =
  | 'RECORD_INVALID'
  | 'RECORD_WITHOUT_REFERENCE'
  | 'RECORD_EMPTY'
  | 'RECORD_TOO_LARGE'
  | 'RECORD_DAMAGED'
  | 'RECORD_MALFORMED'
  | 'RECORD_NOT_SERVED'
  | 'ANSWER_UNREADABLE'
  | 'FILE_NAME_REFUSED'
  | 'FILE_TOO_LARGE'
  | 'FILE_ENCODING'
  | 'FILE_FORMAT'
  | 'FILE_TRUNCATED';

export type UnreadableItem = Extract<SourceItem, { kind: 'unreadable' }>;

/** Where in the input a record stands, and which one it is when that is known. */
export interface RecordPlace {
  readonly position: number;
  readonly reference: string | null;
}

const checkVacancy = parserOf(vacancySchema);
/** The model's limit of a short text. */
const LONGEST_CONTACT_FIELD = 4000;

export function unreadable(
  place: RecordPlace,
  stage: UnreadableItem['stage'],
  code: UnreadableCode,
  reason: string,
): UnreadableItem {
  const { position, reference } = place;
  const named = reference === null || isText(reference) ? reference : null;
  return { kind: 'unreadable', position, reference: named, code, reason: reason.slice(0, 500), stage };
}

/** NUL and halves of surrogate pairs have no place in stores: a reference with them would be another when it is read again. */
function isText(reference: string): boolean {
  return !reference.includes('\u0000') && reference.isWellFormed();
}

/**
 * Runs a normaliser and checks what it made against the model. Whatever goes wrong stays with this one record:
 * the reason names fields, never their contents.
 */
export function vacancyItem(place: RecordPlace & { reference: string }, normalise: () => Normalised): SourceItem {
  if (!isText(place.reference))
    return unreadable(place, 'normalise', 'RECORD_INVALID', 'reference: holds what no text holds');
  const made = attempt(normalise);
  if (made instanceof Error)
    return unreadable(place, 'normalise', 'RECORD_INVALID', `normalising failed: ${made.name}`);
  const { vacancy, contact } = made;
  if (Object.keys(vacancy.titles).length === 0 && Object.keys(vacancy.descriptions).length === 0) {
    return unreadable(place, 'normalise', 'RECORD_EMPTY', 'the record has neither a title nor a description');
  }
  const checked = checkVacancy(vacancy);
  if (!checked.success) return unreadable(place, 'normalise', 'RECORD_INVALID', faultsOf(checked.error));
  const long = Object.entries(contact ?? {}).find(([, value]) => (value?.length ?? 0) > LONGEST_CONTACT_FIELD);
  if (long) return unreadable(place, 'normalise', 'RECORD_INVALID', `contact.${long[0]}: Too big`);
  return { kind: 'vacancy', ...place, vacancy, contact };
}

/** The faults that a schema found, by path and without the values. */
export function faultsOf(error: z.ZodError): string {
  const named = error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.map(String).join('.') || 'record'}: ${issue.message}`);
  const more = error.issues.length - named.length;
  return named.join('; ') + (more > 0 ? `; and ${more} more` : '');
}

function attempt(normalise: () => Normalised): Normalised | Error {
  try {
    return normalise();
  } catch (error) {
    return error instanceof Error ? error : new Error(messageOf(error));
  }
}
