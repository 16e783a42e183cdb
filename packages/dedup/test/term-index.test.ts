import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TermIndex } from '../src/term-index.ts';

/** Terms that many rows share and terms of one row, in any number. */
const hashes = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer()), { maxLength: 5_000, size: 'max' });

test('an index finds every row under its term, the newest first, however many there are', () => {
  fc.assert(
    fc.property(hashes, (all) => {
      const index = new TermIndex();
      const plain = new Map<number, number[]>();
      for (const [row, hash] of all.entries()) {
        index.add(hash, row);
        plain.set(hash, [row, ...(plain.get(hash) ?? [])]);
      }
      for (const [hash, rows] of plain) expect(rowsUnder(index, hash)).toEqual(rows);
      expect(plain.has(7_777_777) || index.newest(7_777_777) === null).toBe(true);
    }),
    { numRuns: 20 },
  );
});

test('an index takes less than twenty bytes for a term of one row', () => {
  const index = new TermIndex();
  for (let row = 0; row < 200_000; row++) index.add(Math.imul(row, 0x85ebca6b), row);
  expect(index.bytes / 200_000).toBeLessThan(20);
});

function rowsUnder(index: TermIndex, hash: number): number[] {
  const rows: number[] = [];
  for (let posting = index.newest(hash); posting !== null; posting = index.before(posting)) {
    rows.push(index.rowAt(posting));
  }
  return rows;
}
