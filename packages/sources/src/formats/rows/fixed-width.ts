import { DAMAGE } from '../encoding.ts';
import { type Line, linesOf } from './lines.ts';
import { checkColumns, type NeededColumns, type Row, type RowFinding, type Rows } from './row.ts';
import { type Frame, TableFrame } from './table-frame.ts';

/** Where a column stands: its first character, counted from 1, and its number of characters. */
export interface ColumnPlace {
  readonly start: number;
  readonly length: number;
}

export interface FixedWidthOptions extends Frame {
  readonly columns: Readonly<Record<string, ColumnPlace>>;
  /** Characters of every line; null where trailing blanks may be cut off. */
  readonly lineLength: number | null;
  readonly longest: number;
  readonly damaged: boolean;
}

/** The records of a file in which each line is one and each column has its place. Positions count characters, not bytes. */
export function* fixedWidthRows(pieces: Iterable<string>, options: FixedWidthOptions, needs: NeededColumns): Rows {
  const frame = new TableFrame(options);
  const stop = checkColumns(Object.keys(options.columns), needs);
  if (stop !== null) yield stop;
  let isFirst = true;
  for (const line of linesOf(pieces, options.longest)) {
    if (line === null) {
      yield null;
      continue;
    }
    const text = isFirst ? line.text.replace(/^\uFEFF/, '') : line.text;
    isFirst = false;
    if (frame.takes(text) && text.trim() !== '') yield findingOf({ ...line, text }, options);
  }
  yield* frame.close();
  return frame.end;
}

function findingOf(line: Line, options: FixedWidthOptions): RowFinding {
  const { text } = line;
  const row: Row = {
    values(name) {
      const place = options.columns[name];
      const value = place === undefined ? '' : text.slice(place.start - 1, place.start - 1 + place.length).trim();
      return value === '' ? [] : [value];
    },
  };
  if (!line.whole) {
    return { kind: 'fault', row, code: 'RECORD_TOO_LARGE', reason: `it is longer than ${options.longest} characters` };
  }
  if (options.lineLength !== null && text.length !== options.lineLength) {
    const reason = `line ${line.number}: it has ${text.length} characters, not ${options.lineLength}`;
    // Columns of a line that is too long or too short may have moved: its reference is not to be trusted.
    return { kind: 'fault', row: null, code: 'RECORD_MALFORMED', reason };
  }
  if (options.damaged && DAMAGE.test(text)) {
    return {
      kind: 'fault',
      row,
      code: 'RECORD_DAMAGED',
      reason: 'it holds bytes that are not of the declared encoding',
    };
  }
  return { kind: 'row', row };
}
