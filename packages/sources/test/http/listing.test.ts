import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Listing, type ListPage, type PageFault } from '../../src/http/listing.ts';

type Reader = (offset: number) => ListPage<string | null> | PageFault;

function listing(read: Reader, given: { readings?: number; tolerance?: number; counted?: 'keys' | 'rows' } = {}) {
  return new Listing<string | null>({
    pageSize: 3,
    readings: given.readings ?? 3,
    tolerance: given.tolerance ?? 0,
    counted: given.counted ?? 'keys',
    keyOf: (row) => row,
    isIgnored: (row) => row === 'IGNORED',
    read: (offset) => Promise.resolve(read(offset)),
  });
}

async function rowsOf(list: Listing<string | null>): Promise<(string | null)[]> {
  const rows: (string | null)[] = [];
  for await (const page of list.pages()) rows.push(...page.rows.map(({ row }) => row));
  return rows;
}

const pageOf = (rows: readonly (string | null)[], offset: number, total = rows.length): ListPage<string | null> => ({
  total,
  rows: rows.slice(offset, offset + 3),
  archiveHash: null,
});

describe('a list that is read by offset', () => {
  test('hands out each row once, however pages overlap, and is complete when as many came as were announced', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 40 }),
        fc.nat(2),
        async (rows, shift) => {
          const list = listing((offset) => pageOf(rows, Math.max(0, offset - shift), rows.length));
          const read = await rowsOf(list);
          expect(new Set(read).size).toBe(read.length);
          expect(list.complete).toBe(rows.length === read.length);
        },
      ),
    );
  });

  test('is never complete when rows are missing, whatever moved while it was read', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 4, max: 30 }),
        fc.nat(29),
        fc.integer({ min: 1, max: 3 }),
        async (size, gone, readings) => {
          const rows = Array.from({ length: size }, (_, index) => `r${index}`);
          let left = rows;
          const list = listing(
            (offset) => {
              const page = pageOf(left, offset);
              if (offset === 0 && left.length === size) left = rows.filter((_, index) => index !== gone % size);
              return page;
            },
            { readings },
          );
          const read = new Set(await rowsOf(list));
          const missing = left.filter((row) => !read.has(row));
          expect(list.complete && missing.length > 0).toBe(false);
        },
      ),
    );
  });

  test('is read again until the missing rows have come', async () => {
    let reading = 0;
    const rows = ['a', 'b', 'c', 'd', 'e', 'f'];
    const list = listing((offset) => {
      if (offset === 0) reading++;
      return reading === 1
        ? { total: 6, rows: offset === 0 ? ['a', 'b', 'c'] : ['a', 'b', 'c'], archiveHash: null }
        : pageOf(rows, offset);
    });
    expect(new Set(await rowsOf(list))).toEqual(new Set(rows));
    expect([reading, list.complete]).toEqual([2, true]);
  });

  test('counts rows that stand for nothing, and not those that do not say what they are', async () => {
    const ignoring = listing((offset) => pageOf(['a', 'IGNORED', 'b'], offset));
    expect(await rowsOf(ignoring)).toEqual(['a', 'b']);
    expect([ignoring.complete, ignoring.ignored]).toEqual([true, 1]);
    const nameless = listing((offset) => pageOf(['a', null, 'b'], offset), { readings: 2 });
    expect(await rowsOf(nameless)).toEqual(['a', null, 'b']);
    expect(nameless.complete).toBe(false);
  });

  test('goes on behind a page that cannot be read, and says that it was there', async () => {
    const fault: PageFault = { total: null, fault: 'broken', archiveHash: null };
    const list = listing((offset) => (offset === 3 ? fault : pageOf(['a', 'b', 'c', 'd', 'e', 'f', 'g'], offset)));
    expect(await rowsOf(list)).toEqual(['a', 'b', 'c', 'g']);
    expect([list.complete, list.faults.length, list.announced]).toEqual([false, 1, 7]);
  });

  test('may miss the share that its tolerance allows', async () => {
    const short = (offset: number) => pageOf(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'], offset, 10);
    const strict = listing(short);
    const lenient = listing(short, { tolerance: 0.1 });
    await rowsOf(strict);
    await rowsOf(lenient);
    expect([strict.complete, lenient.complete]).toEqual([false, true]);
  });
});

describe('a list whose rows are counted as they come', () => {
  test('is complete when the service names a row twice', async () => {
    const list = listing((offset) => pageOf(['a', 'b', 'a', 'c', 'b'], offset), { counted: 'rows' });
    expect(await rowsOf(list)).toEqual(['a', 'b', 'c']);
    expect(list.complete).toBe(true);
  });

  test('is read again when it moved, until it stands still', async () => {
    const rows = ['a', 'b', 'c', 'd', 'e'];
    let moved = false;
    const list = listing(
      (offset) => {
        // The first row leaves the list between two pages: the fourth takes its place and is shown by neither.
        if (offset > 0 && !moved) moved = rows.shift() === 'a';
        return pageOf(rows, offset);
      },
      { counted: 'rows' },
    );
    expect(await rowsOf(list)).toEqual(['a', 'b', 'c', 'e', 'd']);
    expect(list.complete).toBe(true);
  });

  test('is never complete while each reading finds it moving', async () => {
    let total = 9;
    const list = listing((offset) => pageOf(['a', 'b', 'c', 'd', 'e', 'f'], offset, total--), { counted: 'rows' });
    await rowsOf(list);
    expect(list.complete).toBe(false);
  });
});
