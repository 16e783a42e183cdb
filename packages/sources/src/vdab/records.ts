import type { SourceItem } from '../port.ts';
import { faultsOf, type RecordPlace, unreadable, vacancyItem } from '../records/items.ts';
import { parserOf } from '../records/parser-of.ts';
import type { SourceProfile } from '../settings.ts';
import { normaliseVdab } from './normalise.ts';
import { listAnswer, vdabVacancy } from './schema.ts';

export type VdabProfile = SourceProfile & { readonly publicUrl: string };

const parseVacancy = parserOf(vdabVacancy);
const PUBLISHED = 'GEPUBLICEERD';
/** Stands in `bulk` in the place of a reference; such a row names no vacancy. */
const NOT_FOUND = 'NOT_FOUND';

/** A row of a list. `reference` is null when the row does not say which vacancy it is about. */
export interface VdabRow {
  readonly reference: string | null;
  readonly published: boolean;
  readonly ignored: boolean;
  /** The service's own count of changes to the vacancy, where the row gives one. */
  readonly version: string | null;
}

/** A list answer: its rows, and as they were written. */
interface VdabRows {
  readonly rows: readonly VdabRow[];
  readonly raw: readonly unknown[];
  readonly total: number;
}

/** The rows of a list answer, and the total it announces; null when the answer has neither. */
export function rowsOf(answer: unknown): VdabRows | null {
  const parsed = listAnswer.safeParse(answer);
  const list = parsed.success ? (parsed.data.resultaten ?? parsed.data.vacatures) : null;
  const total = parsed.success ? (parsed.data.totaalAantalResultaten ?? parsed.data.aantal) : null;
  if (!list || total === null) return null;
  return { rows: list.map(rowOf), raw: list, total };
}

/** Read by hand: there are hundreds of thousands of rows in a night. */
function rowOf(raw: unknown): VdabRow {
  const row = membersOf(raw);
  const reference =
    textOf(membersOf(row['vacatureReferentie'])['interneReferentie']) ?? textOf(row['interneReferentie']);
  const published = isPublished(row['status']);
  return { reference, published, ignored: reference === NOT_FOUND, version: textOf(row['versie']) };
}

/** A status may be bare, or stand in a code with its label. Anything but "published" means withdrawn; none says nothing. */
function isPublished(status: unknown): boolean {
  const bare = textOf(status);
  if (bare !== null) return bare === PUBLISHED;
  const members = membersOf(status);
  const [code, label] = [textOf(members['code']), textOf(members['label'])];
  return (code === null && label === null) || code === PUBLISHED || label === PUBLISHED;
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() || null : null;
}

/** The vacancies of a detail answer: a list, a list in an envelope, or a single one; null when it is none of these. */
export function recordsOf(answer: unknown): readonly unknown[] | null {
  if (Array.isArray(answer)) return answer;
  if (answer === null || typeof answer !== 'object') return null;
  const envelope = listAnswer.safeParse(answer);
  const list = envelope.success ? (envelope.data.resultaten ?? envelope.data.vacatures) : null;
  if (list) return list;
  return 'vacatureReferentie' in answer ? [answer] : null;
}

/** The reference of a raw record, whatever else may be wrong with it. */
export function referenceOf(raw: unknown): string | null {
  const row = rowOf(raw);
  return row.ignored ? null : row.reference;
}

/** True for a record that is not said to be withdrawn. */
export function isShown(raw: unknown): boolean {
  const { published, ignored } = rowOf(raw);
  return published && !ignored;
}

/** One record of an answer as an item. A record without content is a row of a list. */
export function itemOf(raw: unknown, position: number, profile: VdabProfile): SourceItem {
  const { reference: written, ignored, published } = rowOf(raw);
  const reference = ignored ? null : written;
  const place: RecordPlace = { position, reference };
  if (reference === null) {
    return unreadable(place, 'parse', 'RECORD_WITHOUT_REFERENCE', 'vacatureReferentie.interneReferentie is missing');
  }
  if (!published) return { kind: 'withdrawn', position, reference, reason: 'status' };
  if (!hasContent(raw)) return { kind: 'present', position, reference };
  const parsed = parseVacancy(raw);
  if (!parsed.success) return unreadable(place, 'parse', 'RECORD_INVALID', faultsOf(parsed.error));
  return vacancyItem({ position, reference }, () => normaliseVdab(parsed.data, reference, profile));
}

function hasContent(raw: unknown): boolean {
  return (
    raw !== null &&
    typeof raw === 'object' &&
    ('functie' in raw || 'arbeidsovereenkomst' in raw || 'leverancier' in raw)
  );
}
