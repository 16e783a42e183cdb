const PAGE = 500;

/** Walks rows in pages by key. Each page begins after the last key of the page before, so none
 * costs more than another; the first one begins `behind` a key. */
export async function* pages<Row, Item>(
  read: (after: string, limit: number) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
  itemOf: (row: Row) => Item,
  behind = '',
): AsyncGenerator<readonly Item[]> {
  let after: string | undefined = behind;
  while (after !== undefined) {
    const page = await read(after, PAGE);
    if (page.length > 0) yield page.map(itemOf);
    const last = page.length < PAGE ? undefined : page.at(-1);
    after = last === undefined ? undefined : keyOf(last);
  }
}
