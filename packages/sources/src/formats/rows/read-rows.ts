import type { RawBytes } from '../../raw-bytes.ts';
import { declaredEncoding, decoded } from '../encoding.ts';
import { hrBaRows } from '../hr-ba/rows.ts';
import { csvRows } from './csv.ts';
import { fixedWidthRows } from './fixed-width.ts';
import { jsonDocumentRows } from './json-document.ts';
import { jsonLinesRows } from './json-lines.ts';
import { type NeededColumns, NOTHING_SAID, type Rows } from './row.ts';
import type { RecordsSettings } from './settings.ts';

/** The records of a document in a declared format. @param longest most characters of one record */
export function* readRows(bytes: RawBytes, records: RecordsSettings, longest: number, needs: NeededColumns): Rows {
  if (records.format === 'hr-ba') return yield* hrBaRows(bytes, { namespace: records.namespace, longest }, needs);
  const encoding = yield* declaredEncoding(bytes, records.encoding);
  if (!encoding.ok) {
    yield { kind: 'stop', code: 'FILE_ENCODING', reason: encoding.fault };
    return NOTHING_SAID;
  }
  const pieces = decoded(bytes, encoding.name);
  const bounds = { longest, damaged: encoding.damaged };
  if (records.format === 'json-lines') return yield* jsonLinesRows(pieces, bounds, needs);
  if (records.format === 'json') return yield* jsonDocumentRows(pieces, { ...bounds, path: records.records }, needs);
  if (records.format === 'csv') return yield* csvRows(pieces, { ...records, ...bounds }, needs);
  return yield* fixedWidthRows(pieces, { ...records, ...bounds }, needs);
}
