import { columnsMissing, type NeededColumns, type RowFinding } from './row.ts';

/** A path that matters and that so many records in a row lack has another name now. */
const ENOUGH_RECORDS = 20;

/** Looks, in records that have paths instead of columns, for those that nothing reads and those that matter and never come. */
export class PathWatch {
  readonly #needs: NeededColumns;
  #lacking: readonly string[];
  #records = 0;
  #shown: readonly string[] = [];

  constructor(needs: NeededColumns) {
    this.#needs = needs;
    this.#lacking = needs.matters;
  }

  /** @param paths the paths of a record; true for one at whose end stands a value */
  see(paths: ReadonlyMap<string, boolean>): void {
    this.#records += 1;
    this.#shown = [...paths.keys()];
    this.#lacking = this.#lacking.filter((path) => !paths.has(path));
    for (const [path, isValue] of paths) if (isValue && !this.#needs.read.has(path)) this.#needs.note('unknown', path);
  }

  /** The finding that stops the file; null while it is understood. */
  get stop(): RowFinding | null {
    const isSure = this.#lacking.length > 0 && this.#records >= ENOUGH_RECORDS;
    return isSure ? columnsMissing(this.#lacking, this.#shown) : null;
  }
}
