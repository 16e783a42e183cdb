/**
 * One row a key, in the order of the keys: a statement must not meet a key twice, and transactions that lock rows in one
 * order never wait for each other in a circle. The first row of a key is kept unless a later one `wins`.
 */
export function onePerKey<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  wins: (later: Row, earlier: Row) => boolean = () => false,
): Row[] {
  const chosen = new Map<string, Row>();
  for (const row of rows) {
    const key = keyOf(row);
    const earlier = chosen.get(key);
    if (earlier === undefined || wins(row, earlier)) chosen.set(key, row);
  }
  const sorted = [...chosen].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([, row]) => row);
}
