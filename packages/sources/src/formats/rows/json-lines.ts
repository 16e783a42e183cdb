import { JsonRecords, tooLarge } from './json-record.ts';
import { linesOf } from './lines.ts';
import { type NeededColumns, NOTHING_SAID, type Rows } from './row.ts';

export interface JsonBounds {
  /** Most characters of one record. */
  readonly longest: number;
  /** The document holds bytes that are not of its encoding. */
  readonly damaged: boolean;
}

/** The records of a file of JSON lines (one object a line, RFC 8259); their fields are read by dotted paths, through lists. */
export function* jsonLinesRows(pieces: Iterable<string>, { longest, damaged }: JsonBounds, needs: NeededColumns): Rows {
  const records = new JsonRecords(needs, damaged);
  for (const line of linesOf(pieces, longest)) {
    if (line === null) yield null;
    else if (line.text.trim() !== '') {
      if (line.whole) yield records.findingOf(line.text, `line ${line.number}`);
      else yield tooLarge(longest);
      const { stop } = records;
      if (stop === null) continue;
      yield stop;
      return NOTHING_SAID;
    }
  }
  return NOTHING_SAID;
}
