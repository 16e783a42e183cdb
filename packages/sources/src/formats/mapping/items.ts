import type { SourceItem } from '../../port.ts';
import { reasonToDrop } from '../../records/dropped.ts';
import { unreadable, vacancyItem } from '../../records/items.ts';
import type { SourceProfile } from '../../settings.ts';
import type { NeededColumns, Row } from '../rows/row.ts';
import { normaliseMapped } from './normalise.ts';
import { MappedReader } from './reader.ts';
import { type MappedFields, type MappedValue, type Mapping, valuesOf } from './settings.ts';

/** Fields whose columns a file must have, whatever the mapping says of them. */
const ALWAYS_MATTER = /^(?:reference|status|title|description|titles\..*|descriptions\..*)$/;

/** The columns that a mapping reads, and those without which it does not understand a file. */
export function neededColumns(mapping: Mapping, note: NeededColumns['note']): NeededColumns {
  const { language, fields } = mapping;
  const values: [string, MappedValue & { matters?: boolean }][] = valuesOf(fields).map(([path, used]) => [
    path.join('.'),
    { ...used, from: columnsOf(used).map((column) => fullPath(fields, path, column)) },
  ]);
  if (typeof language === 'object') values.push(['language', language]);
  const matters = values.filter(([path, used]) => used.matters === true || ALWAYS_MATTER.test(path));
  return {
    matters: [...new Set(matters.flatMap(([, used]) => columnsOf(used)))],
    read: new Set(values.flatMap(([, used]) => columnsOf(used))),
    note: unlessLeftOut(mapping, note),
  };
}

/** Answers that are kept, since the same columns come with every record. */
const MOST_ANSWERS = 2_000;

function unlessLeftOut({ unread }: Mapping, note: NeededColumns['note']): NeededColumns['note'] {
  const answers = new Map<string, boolean>();
  return (kind, column) => {
    const isLeftOut = answers.get(column) ?? reasonToDrop(unread, column) !== null;
    if (answers.size < MOST_ANSWERS) answers.set(column, isLeftOut);
    if (kind !== 'unknown' || !isLeftOut) note(kind, column);
  };
}

/** The path from the record's beginning, for a place that is read out of a list. */
function fullPath({ workplaces }: MappedFields, [part, index]: readonly (string | number)[], column: string): string {
  const list = part === 'workplaces' ? workplaces[Number(index)]?.each : undefined;
  return list === undefined ? column : `${list}.${column}`;
}

export function columnsOf({ from }: MappedValue): readonly string[] {
  return typeof from === 'string' ? [from] : (from ?? []);
}

/** The reference of a record; null when the record has none. */
export function mappedReference(row: Row, mapping: Mapping): string | null {
  return new MappedReader(mapping, row, 'UTC').text('reference', { ...mapping.fields.reference, matters: false });
}

/** A record as an item. What its mapping needs and it lacks makes it unreadable; the reason names the field. */
export function mappedItem(row: Row, position: number, mapping: Mapping, profile: SourceProfile): SourceItem {
  const reference = mappedReference(row, mapping);
  if (reference === null) {
    const named = columnsOf(mapping.fields.reference).join(', ') || 'reference';
    return unreadable({ position, reference }, 'parse', 'RECORD_WITHOUT_REFERENCE', `${named} is empty`);
  }
  const reader = new MappedReader(mapping, row, profile.zone);
  if (reader.isWithdrawn()) return { kind: 'withdrawn', position, reference, reason: 'status' };
  const item = vacancyItem({ position, reference }, () => normaliseMapped(reader, mapping.fields, reference, profile));
  const [missing] = reader.missing;
  if (missing === undefined) return item;
  const reason = `${missing}: it has no value that can be read`;
  return unreadable({ position, reference }, 'normalise', 'RECORD_INVALID', reason);
}
