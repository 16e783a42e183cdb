import { DAMAGE } from '../encoding.ts';
import { type CellMarks, CsvRecord } from './csv-record.ts';
import { type Line, linesOf } from './lines.ts';
import { checkColumns, type NeededColumns, type Row, type RowFinding, type Rows } from './row.ts';
import { type Frame, TableFrame } from './table-frame.ts';

export interface CsvOptions extends CellMarks, Frame {
  /** Names of the columns in their order; null where the first line says them. */
  readonly columns: readonly string[] | null;
  /** Most characters of one record. */
  readonly longest: number;
  /** The text holds bytes that are not of its encoding. */
  readonly damaged: boolean;
}

/** Where files were joined, it may stand before any line. */
const BYTE_ORDER_MARK = /^\uFEFF/;
/** Lines that one quoted cell may run over. */
const MOST_LINES = 2_000;
/** Characters that may be read a second time after quotes that nobody closed; beyond that the file is given up. */
const MOST_READ_AGAIN = 32 * 1024 * 1024;

/**
 * The records of a CSV file (RFC 4180, with any delimiter). A fault costs its own record alone: reading goes on at the line
 * behind the one in which the record began, also where a quote that nobody closed would have swallowed the rest.
 */
export function* csvRows(pieces: Iterable<string>, options: CsvOptions, needs: NeededColumns): Rows {
  const frame = new TableFrame(options);
  const table = new CsvTable(options, needs, frame);
  for (const line of linesOf(pieces, options.longest)) {
    if (line === null) yield null;
    else if (table.isOpen || frame.takes(line.text)) yield* table.feed(line);
    if (table.isGivenUp) return frame.end;
  }
  yield* table.close();
  yield* frame.close();
  return frame.end;
}

/** Lines on their way to becoming records. */
class CsvTable {
  readonly #options: CsvOptions;
  readonly #needs: NeededColumns;
  readonly #frame: TableFrame;
  #columns: ReadonlyMap<string, number> | null = null;
  #width = 0;
  #record: CsvRecord;
  /** Lines of the record that is open. */
  #lines: Line[] = [];
  #length = 0;
  #readAgain = 0;
  /** Nothing behind this place is read. */
  isGivenUp = false;

  constructor(options: CsvOptions, needs: NeededColumns, frame: TableFrame) {
    this.#options = options;
    this.#needs = needs;
    this.#frame = frame;
    this.#record = new CsvRecord(options);
    if (options.columns !== null) this.#name(options.columns);
  }

  /** A quoted cell goes on. */
  get isOpen(): boolean {
    return this.#lines.length > 0;
  }

  *feed(line: Line): Generator<RowFinding, void, undefined> {
    const waiting = [line];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const finding = this.#take(next);
      if (finding === null) continue;
      const again = this.#lines.slice(1);
      this.#begin();
      if (finding.kind === 'fault') waiting.push(...again.toReversed());
      if (finding.kind === 'fault') for (const { text } of again) this.#readAgain += text.length;
      this.isGivenUp = finding.kind === 'stop' || this.#readAgain > MOST_READ_AGAIN;
      yield this.#readAgain > MOST_READ_AGAIN ? GIVEN_UP : finding;
      if (this.isGivenUp) return;
    }
  }

  *close(): Generator<RowFinding, void, undefined> {
    while (this.isOpen && !this.isGivenUp) {
      const [first, ...again] = this.#lines;
      this.#begin();
      yield fault('FILE_TRUNCATED', `a quote that opens in line ${first?.number} is never closed`);
      this.#readAgain += again.reduce((sum, { text }) => sum + text.length, 0);
      for (const line of again) yield* this.feed(line);
    }
    if (this.#columns === null && !this.isGivenUp)
      yield { kind: 'stop', code: 'FILE_FORMAT', reason: 'it has no line of column names' };
  }

  /** What the record came to with this line; null while it goes on, and for a line that is no record. */
  #take(line: Line): RowFinding | null {
    const text = this.isOpen ? line.text : line.text.replace(BYTE_ORDER_MARK, '');
    if (!this.isOpen && text.trim() === '') return null;
    this.#lines.push(line);
    this.#length += line.text.length;
    if (!line.whole || this.#length > this.#options.longest) {
      return fault('RECORD_TOO_LARGE', `it is longer than ${this.#options.longest} characters`);
    }
    const state = this.#record.feed(text);
    if (typeof state === 'object') return this.#malformed(state.fault);
    if (state === 'closed') return this.#closed();
    return this.#lines.length > MOST_LINES ? this.#malformed(`a quoted cell runs over ${MOST_LINES} lines`) : null;
  }

  #closed(): RowFinding | null {
    const columns = this.#columns;
    if (columns === null) return this.#header();
    return this.#namesAgain(columns) ? this.#tableAgain() : this.#row(columns);
  }

  /** True for a line that holds each name of a column once, as where files were joined. */
  #namesAgain(columns: ReadonlyMap<string, number>): boolean {
    const { cells } = this.#record;
    if (cells.length !== this.#width || !columns.has(cells[0]?.trim() ?? '')) return false;
    const names = new Set(cells.map((cell) => cell.trim()));
    return names.size === columns.size && [...names].every((name) => columns.has(name));
  }

  #tableAgain(): null {
    this.#name(this.#record.cells.map((cell) => cell.trim()));
    this.#begin();
    this.#frame.again();
    this.#needs.note('repeated', 'column names');
    return null;
  }

  #header(): RowFinding | null {
    const columns = this.#record.cells.map((cell) => cell.trim());
    this.#begin();
    const double = columns.find((column, index) => column !== '' && columns.indexOf(column) !== index);
    if (double !== undefined) return { kind: 'stop', code: 'FILE_FORMAT', reason: 'two of its columns have one name' };
    this.#name(columns);
    return checkColumns(columns, this.#needs);
  }

  #row(columns: ReadonlyMap<string, number>): RowFinding {
    const { cells } = this.#record;
    const row: Row = {
      values(name) {
        const value = cells[columns.get(name) ?? -1]?.trim() ?? '';
        return value === '' ? [] : [value];
      },
    };
    if (cells.length !== this.#width) {
      return this.#malformed(`it has ${cells.length} cells where the columns are ${this.#width}`);
    }
    if (this.#options.damaged && cells.some((cell) => DAMAGE.test(cell))) {
      return {
        kind: 'fault',
        row,
        code: 'RECORD_DAMAGED',
        reason: 'it holds bytes that are not of the declared encoding',
      };
    }
    return { kind: 'row', row };
  }

  #name(columns: readonly string[]): void {
    this.#columns = new Map(columns.map((column, index) => [column, index]));
    this.#width = columns.length;
  }

  #malformed(reason: string): RowFinding {
    return fault('RECORD_MALFORMED', `line ${this.#lines[0]?.number}: ${reason}`);
  }

  #begin(): void {
    this.#record = new CsvRecord(this.#options);
    this.#lines = [];
    this.#length = 0;
  }
}

const GIVEN_UP: RowFinding = {
  kind: 'stop',
  code: 'RECORD_MALFORMED',
  reason: 'too many of its quotes are never closed: the rest is not read',
};

function fault(code: 'RECORD_TOO_LARGE' | 'RECORD_MALFORMED' | 'FILE_TRUNCATED', reason: string): RowFinding {
  return { kind: 'fault', row: null, code, reason };
}
