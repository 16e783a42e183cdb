/** How the cells of a line are told apart. */
export interface CellMarks {
  readonly delimiter: string;
  /** Null where cells are never quoted. */
  readonly quote: string | null;
}

/** More cells than that are no table. */
const MOST_CELLS = 2_000;

/**
 * One record of a CSV file (RFC 4180), fed line by line: a quoted cell may run over several. A quote inside an unquoted cell is
 * a character as any other, since inches and quotations stand in many titles.
 */
export class CsvRecord {
  readonly cells: string[] = [];
  readonly #marks: CellMarks;
  /** Parts of the quoted cell that is open; null when none is. */
  #open: string[] | null = null;

  constructor(marks: CellMarks) {
    this.#marks = marks;
  }

  /** `open` when a quoted cell goes on in the next line; a text when the line is not to be understood. */
  feed(line: string): 'closed' | 'open' | { fault: string } {
    let at = 0;
    if (this.#open !== null) {
      this.#open.push('\n');
      at = this.#quoted(line, 0);
    }
    while (at >= 0 && at <= line.length) {
      if (this.cells.length >= MOST_CELLS) return { fault: `it has more than ${MOST_CELLS} cells` };
      at = this.#cell(line, at);
    }
    if (at === OPEN) return 'open';
    return at === FAULTY ? { fault: 'text stands behind a closing quote' } : 'closed';
  }

  /** Where the next cell begins, beyond the line's end when there is none. */
  #cell(line: string, from: number): number {
    const { delimiter, quote } = this.#marks;
    if (quote !== null && line.startsWith(quote, from)) {
      this.#open = [];
      return this.#quoted(line, from + quote.length);
    }
    const end = line.indexOf(delimiter, from);
    this.cells.push(line.slice(from, end === -1 ? line.length : end));
    return end === -1 ? line.length + 1 : end + delimiter.length;
  }

  #quoted(line: string, from: number): number {
    const quote = this.#marks.quote ?? '';
    let start = from;
    for (let end = line.indexOf(quote, start); ; end = line.indexOf(quote, start)) {
      if (end === -1) {
        this.#open?.push(line.slice(start));
        return OPEN;
      }
      const doubled = line.startsWith(quote, end + quote.length);
      this.#open?.push(line.slice(start, doubled ? end + quote.length : end));
      if (!doubled) return this.#closed(line, end + quote.length);
      start = end + 2 * quote.length;
    }
  }

  #closed(line: string, behind: number): number {
    const { delimiter } = this.#marks;
    this.cells.push((this.#open ?? []).join(''));
    this.#open = null;
    if (behind === line.length) return behind + 1;
    return line.startsWith(delimiter, behind) ? behind + delimiter.length : FAULTY;
  }
}

const OPEN = -1;
const FAULTY = -2;
