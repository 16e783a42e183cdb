/** One page of a list as the service answers it. */
export interface ListPage<Row> {
  /** How many rows the service says the whole list has. */
  readonly total: number;
  readonly rows: readonly Row[];
  readonly archiveHash: string | null;
}

/** A page that could not be read. */
export interface PageFault {
  readonly total: null;
  readonly fault: string;
  readonly archiveHash: string | null;
}

export interface ListingOptions<Row> {
  /** Most rows of a page. */
  readonly pageSize: number;
  /** How often the list is read from its beginning while rows are missing. */
  readonly readings: number;
  /** Share of the announced rows that may be missing, 0–1; of rows counted as they come, none may. */
  readonly tolerance: number;
  /**
   * What is counted against the announced number: rows by their keys, or as they come where the service may name one twice. Those
   * are whole only where the number stood still during the reading: a row that leaves the list hides another. By keys unless told.
   */
  readonly counted?: 'keys' | 'rows';
  /** What tells rows apart; null for a row that does not say. */
  keyOf(row: Row): string | null;
  /** True for a row that stands for nothing and is only counted. */
  isIgnored?(row: Row): boolean;
  read(offset: number): Promise<ListPage<Row> | PageFault>;
}

/** Rows of a page that were not handed out before, with their positions in the archived answer. */
export interface ListedPage<Row> {
  readonly archiveHash: string | null;
  readonly rows: readonly { readonly row: Row; readonly position: number }[];
}

/**
 * A list that is read page by page by offset. Such lists move while they are read: rows are counted by their keys, each
 * is handed out once, and where fewer came than were announced the list is read again.
 */
export class Listing<Row> {
  readonly #options: ListingOptions<Row>;
  /** Keys of all readings, and of a second or later one. They are forgotten when the list has been read: there may be many. */
  readonly #seen = new Set<string>();
  readonly #again = new Set<string>();
  #reading = 0;
  /** How many keys all readings had, and the newest one. */
  #keys = 0;
  #newestKeys = 0;
  readonly #totals: number[] = [];
  #ignored = 0;
  /** Of the newest reading: rows as they came, and whether the announced number changed meanwhile. */
  #came = 0;
  #moved = false;
  #faults: PageFault[] = [];

  constructor(options: ListingOptions<Row>) {
    this.#options = options;
  }

  /** What the service announced when the newest reading began; null while no page could be read. */
  get announced(): number | null {
    return this.#totals.at(-1) ?? null;
  }

  /** Rows of the newest reading that stand for nothing. */
  get ignored(): number {
    return this.#ignored;
  }

  /** Pages of the newest reading that could not be read. */
  get faults(): readonly PageFault[] {
    return this.#faults;
  }

  /**
   * True when as many rows came as were announced: within one reading, or over all readings while the announced
   * number stood still (a number that moves hides rows that were skipped behind rows that are gone).
   */
  get complete(): boolean {
    const announced = this.announced;
    if (announced === null || this.#faults.length > 0) return false;
    if (this.#options.counted === 'rows') return !this.#moved && this.#came >= announced;
    const stood = this.#totals.every((total) => total === announced);
    const came = stood ? this.#keys : this.#newestKeys;
    return came + this.#ignored >= announced * (1 - this.#options.tolerance);
  }

  async *pages(): AsyncGenerator<ListedPage<Row>, void, undefined> {
    for (this.#reading = 1; this.#reading <= this.#options.readings; this.#reading++) {
      this.#again.clear();
      this.#newestKeys = 0;
      this.#ignored = 0;
      this.#came = 0;
      this.#moved = false;
      this.#faults = [];
      yield* this.#pagesOfReading();
      if (this.complete) break;
    }
    this.#seen.clear();
    this.#again.clear();
  }

  async *#pagesOfReading(): AsyncGenerator<ListedPage<Row>, void, undefined> {
    let total: number | null = null;
    let offset = 0;
    do {
      const page = await this.#options.read(offset);
      if (page.total === null) {
        this.#faults.push(page);
        offset += this.#options.pageSize;
        continue;
      }
      if (total === null) this.#totals.push(page.total);
      else if (page.total !== total) this.#moved = true;
      total = page.total;
      this.#came += page.rows.length;
      yield { archiveHash: page.archiveHash, rows: this.#newRows(page.rows) };
      offset += page.rows.length;
      if (page.rows.length === 0) return;
    } while (total !== null && offset < total);
  }

  #newRows(rows: readonly Row[]): ListedPage<Row>['rows'] {
    const fresh: { row: Row; position: number }[] = [];
    for (const [position, row] of rows.entries()) {
      if (this.#isNew(row)) fresh.push({ row, position });
    }
    return fresh;
  }

  #isNew(row: Row): boolean {
    if (this.#options.isIgnored?.(row) === true) {
      this.#ignored++;
      return false;
    }
    const key = this.#options.keyOf(row);
    if (key === null) return this.#reading === 1;
    const keys = this.#reading === 1 ? this.#seen : this.#again.add(key);
    const isNew = this.#keys !== this.#seen.add(key).size;
    this.#keys = this.#seen.size;
    this.#newestKeys = keys.size;
    return isNew;
  }
}
