import type { SourceItem } from '../port.ts';
import type { RawCode } from '../records/codes.ts';
import { faultsOf, type RecordPlace, unreadable, vacancyItem } from '../records/items.ts';
import type { SourceProfile } from '../settings.ts';
import { normaliseVdab } from './normalise.ts';
import { listAnswer, listRow, vdabVacancy } from './schema.ts';

export type VdabProfile = SourceProfile & { readonly publicUrl: string };

const PUBLISHED = 'GEPUBLICEERD';
/** Stands in `bulk` in the place of a reference; such a row names no vacancy. */
const NOT_FOUND = 'NOT_FOUND';

/** A row of a list. `reference` is null when the row does not say which vacancy it is about. */
export interface VdabRow {
  readonly reference: string | null;
  readonly published: boolean;
  readonly ignored: boolean;
}

/** The rows of a list answer, and the total it announces; null when the answer has neither. */
export function rowsOf(answer: unknown): { rows: VdabRow[]; total: number } | null {
  const parsed = listAnswer.safeParse(answer);
  const list = parsed.success ? (parsed.data.resultaten ?? parsed.data.vacatures) : null;
  const total = parsed.success ? (parsed.data.totaalAantalResultaten ?? parsed.data.aantal) : null;
  if (!list || total === null) return null;
  return { rows: list.map(rowOf), total };
}

function rowOf(raw: unknown): VdabRow {
  const row = listRow.safeParse(raw);
  if (!row.success) return { reference: null, published: false, ignored: false };
  const reference = row.data.vacatureReferentie?.interneReferentie ?? row.data.interneReferentie;
  return { reference, published: isPublished(row.data.status), ignored: reference === NOT_FOUND };
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

/** One record of an answer as an item. A record without content is a row of a list. */
export function itemOf(raw: unknown, position: number, profile: VdabProfile): SourceItem {
  const place: RecordPlace = { position, reference: referenceOf(raw) };
  const { reference } = place;
  if (reference === null) {
    return unreadable(place, 'parse', 'RECORD_WITHOUT_REFERENCE', 'vacatureReferentie.interneReferentie is missing');
  }
  if (!rowOf(raw).published) return { kind: 'withdrawn', position, reference, reason: 'status' };
  if (!hasContent(raw)) return { kind: 'present', position, reference };
  const parsed = vdabVacancy.safeParse(raw);
  if (!parsed.success) return unreadable(place, 'parse', 'RECORD_INVALID', faultsOf(parsed.error));
  return vacancyItem({ position, reference }, () => normaliseVdab(parsed.data, reference, profile));
}

/** Anything but "published" means withdrawn. A detail without a status was answered, so it is shown. */
function isPublished(status: RawCode | null): boolean {
  return status === null || status.code === PUBLISHED || status.label === PUBLISHED;
}

function hasContent(raw: unknown): boolean {
  return (
    raw !== null &&
    typeof raw === 'object' &&
    ('functie' in raw || 'arbeidsovereenkomst' in raw || 'leverancier' in raw)
  );
}
