import type { Drift, SourceItem } from '../port.ts';
import type { UnreadableCode } from '../records/items.ts';

/** What a whole file said beside its items. */
export interface DocumentEnd {
  /** Nothing of the file was left unread, and every record said which vacancy it is about. */
  readonly whole: boolean;
  /** How many records the file announces; null when it does not say. */
  readonly announced: number | null;
  /** What the file says that it is; null when it does not say. */
  readonly mode: 'snapshot' | 'delta' | null;
  /** Columns that nothing reads, columns that are not there, and codes of no list. */
  readonly drift: readonly Drift[];
}

/** Items in their order; null stands between two pieces of a file, a place to let other work go on. */
export type Items = Generator<SourceItem | null, DocumentEnd, undefined>;

/** Codes of files that are not read beside those that records have too. */
export type FileCode =
  | UnreadableCode
  | 'FILE_COLUMN_MISSING'
  | 'FILE_CHECKSUM'
  | 'ARCHIVE_REFUSED'
  | 'ARCHIVE_TOO_LARGE'
  | 'ARCHIVE_DAMAGED';

/** One entry in the books for a file, or the rest of one, that is not read. */
export function fileItem(position: number, code: FileCode, reason: string, stage: 'fetch' | 'parse'): SourceItem {
  return { kind: 'unreadable', position, reference: null, code, reason: reason.slice(0, 500), stage };
}

export function* refusedFile(code: FileCode, reason: string): Items {
  yield fileItem(0, code, reason, 'parse');
  return { ...NOTHING, whole: false };
}

export const NOTHING: DocumentEnd = { whole: true, announced: null, mode: null, drift: [] };
