import type { JsonBounds } from './json-lines.ts';
import { JsonRecords, MOST_LEVELS, plainName, tooLarge } from './json-record.ts';
import { type Cut, RecordCutter } from './record-cutter.ts';
import { columnsMissing, type NeededColumns, NOTHING_SAID, type RowFinding, type Rows, type Stop } from './row.ts';

interface JsonOptions extends JsonBounds {
  /** Names that lead to the list of records, none where the document is the list or the one record itself. */
  readonly path: readonly string[];
}

/** The records of one JSON document (RFC 8259), read by dotted paths; the document is cut into them and never parsed whole. */
export function* jsonDocumentRows(pieces: Iterable<string>, options: JsonOptions, needs: NeededColumns): Rows {
  const records = new JsonRecords(needs, options.damaged);
  const cuts = cutsOf(pieces, options);
  let number = 0;
  for (let next = cuts.next(); ; next = cuts.next()) {
    if (next.done === true) {
      if (next.value !== null) yield next.value;
      return NOTHING_SAID;
    }
    yield next.value === null ? null : findingOf(next.value, ++number, options, records);
    const { stop } = records;
    if (stop === null) continue;
    yield stop;
    return NOTHING_SAID;
  }
}

/** The records of a document as texts, null between two pieces of it; what is wrong with the document as a whole at its end. */
export function* cutsOf(
  pieces: Iterable<string>,
  { path, longest }: Pick<JsonOptions, 'path' | 'longest'>,
): Generator<Cut | null, Stop | null, undefined> {
  const cutter = new RecordCutter(path, longest, MOST_LEVELS);
  for (const piece of pieces) {
    yield* cutter.read(piece);
    if (cutter.state === 'refused') break;
    yield null;
  }
  return faultOf(cutter, path);
}

function findingOf(cut: Cut, number: number, { longest }: JsonOptions, records: JsonRecords): RowFinding {
  if (cut.kind === 'record') return records.findingOf(cut.text, `record ${number}`);
  if (cut.kind === 'too-large') return tooLarge(longest);
  const reason = `record ${number} has more than ${MOST_LEVELS} levels`;
  return { kind: 'fault', row: null, code: 'RECORD_MALFORMED', reason };
}

/** What is wrong with the document as a whole. */
function faultOf({ state, found, names }: RecordCutter, path: readonly string[]): Stop | null {
  if (state === 'refused') {
    const reason = found ? 'something stands behind its end' : 'it is no JSON document with lists or objects';
    return { kind: 'stop', code: 'FILE_FORMAT', reason };
  }
  if (state !== 'closed') return { kind: 'stop', code: 'FILE_TRUNCATED', reason: 'it ends too early' };
  return found ? null : columnsMissing([path.join('.')], names.map(plainName));
}
