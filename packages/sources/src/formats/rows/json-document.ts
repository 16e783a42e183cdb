import type { JsonBounds } from './json-lines.ts';
import { JsonRecords, MOST_LEVELS, plainName, tooLarge } from './json-record.ts';
import { type Cut, RecordCutter } from './record-cutter.ts';
import { columnsMissing, type NeededColumns, NOTHING_SAID, type RowFinding, type Rows } from './row.ts';

interface JsonOptions extends JsonBounds {
  /** Names that lead to the list of records, none where the document is the list or the one record itself. */
  readonly path: readonly string[];
}

/** The records of one JSON document (RFC 8259), read by dotted paths; the document is cut into them and never parsed whole. */
export function* jsonDocumentRows(pieces: Iterable<string>, options: JsonOptions, needs: NeededColumns): Rows {
  const records = new JsonRecords(needs, options.damaged);
  const cutter = new RecordCutter(options.path, options.longest, MOST_LEVELS);
  let number = 0;
  for (const piece of pieces) {
    for (const cut of cutter.read(piece)) {
      yield findingOf(cut, ++number, options, records);
      const { stop } = records;
      if (stop === null) continue;
      yield stop;
      return NOTHING_SAID;
    }
    if (cutter.state === 'refused') break;
    yield null;
  }
  const fault = faultOf(cutter, options.path);
  if (fault !== null) yield fault;
  return NOTHING_SAID;
}

function findingOf(cut: Cut, number: number, { longest }: JsonOptions, records: JsonRecords): RowFinding {
  if (cut.kind === 'record') return records.findingOf(cut.text, `record ${number}`);
  if (cut.kind === 'too-large') return tooLarge(longest);
  const reason = `record ${number} has more than ${MOST_LEVELS} levels`;
  return { kind: 'fault', row: null, code: 'RECORD_MALFORMED', reason };
}

/** What is wrong with the document as a whole. */
function faultOf({ state, found, names }: RecordCutter, path: readonly string[]): RowFinding | null {
  if (state === 'refused') {
    const reason = found ? 'something stands behind its end' : 'it is no JSON document with lists or objects';
    return { kind: 'stop', code: 'FILE_FORMAT', reason };
  }
  if (state !== 'closed') return { kind: 'stop', code: 'FILE_TRUNCATED', reason: 'it ends too early' };
  return found ? null : columnsMissing([path.join('.')], names.map(plainName));
}
