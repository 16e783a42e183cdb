import { mappedItem, mappedReference, neededColumns } from '../formats/mapping/items.ts';
import { readRows } from '../formats/rows/read-rows.ts';
import type { ColumnNote, RowFinding } from '../formats/rows/row.ts';
import type { RecordsSettings } from '../formats/rows/settings.ts';
import type { SourceItem } from '../port.ts';
import type { RawBytes } from '../raw-bytes.ts';
import { DriftWatch, knownFields } from '../records/drift.ts';
import { unreadable } from '../records/items.ts';
import type { SourceProfile } from '../settings.ts';
import { fileItem, type Items, NOTHING } from './items.ts';
import { leavesOpen } from './whole.ts';

/** What stands behind a column that is counted as drift. */
const MARKS: Readonly<Record<ColumnNote, string>> = { unknown: '', lacking: ' (missing)', repeated: ' (repeated)' };

/** The records of a document in a declared format, by its mapping. */
export function* mapped(
  bytes: RawBytes,
  { records, longest }: { records: RecordsSettings; longest: number },
  profile: SourceProfile,
): Items {
  const drift = new DriftWatch({ source: profile.name, known: knownFields(null), matters: [] });
  const needs = neededColumns(records.mapping, (kind, column) => drift.field(`${column}${MARKS[kind]}`));
  const references = new Set<string>();
  let whole = true;
  let position = 0;
  const rows = readRows(bytes, records, longest, needs);
  for (let next = rows.next(); ; next = rows.next()) {
    if (next.done === true) {
      const { announced, mode } = next.value;
      return { whole: whole && references.size >= (announced ?? 1), announced, mode, drift: drift.drift };
    }
    if (next.value === null) {
      yield null;
      continue;
    }
    const item = itemOf(next.value, position++, records, profile);
    if (item.reference === null || leavesOpen(item)) whole = false;
    else references.add(item.reference);
    if (item.kind === 'vacancy') drift.codes(item.vacancy.unknownCodes);
    yield item;
    if (next.value.kind === 'stop') return { ...NOTHING, whole: false, drift: drift.drift };
  }
}

function itemOf(found: RowFinding, position: number, { mapping }: RecordsSettings, profile: SourceProfile): SourceItem {
  if (found.kind === 'row') return mappedItem(found.row, position, mapping, profile);
  if (found.kind === 'deleted') return { kind: 'withdrawn', position, reference: found.reference, reason: 'deleted' };
  if (found.kind === 'stop') return fileItem(position, found.code, found.reason, 'parse');
  const reference = found.row === null ? null : mappedReference(found.row, mapping);
  return unreadable({ position, reference }, 'parse', found.code, found.reason);
}
