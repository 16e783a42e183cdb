import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonRows } from '../../src/records/json-rows.ts';

function cut(text: string | Uint8Array, sizes: readonly number[] = [], mostBytes = 100_000) {
  const bytes = Buffer.from(text as string);
  const rows = new JsonRows(mostBytes);
  const found: string[] = [];
  let at = 0;
  for (const size of [...sizes, bytes.length]) {
    for (const row of rows.read(bytes.subarray(at, at + size)))
      found.push(row.kind === 'row' ? Buffer.from(row.bytes).toString().trim() : row.kind);
    at += size;
  }
  return { found, fault: rows.fault };
}

test('an array is cut into the elements that it has, wherever its pieces end', () => {
  const element = fc.jsonValue({ maxDepth: 4 });
  const sizes = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 40 });
  fc.assert(
    fc.property(fc.array(element), sizes, fc.constantFrom(0, 2), (array, pieces, space) => {
      const { found, fault } = cut(`\uFEFF ${JSON.stringify(array, null, space)}\n`, pieces);
      expect(fault).toBeNull();
      expect(found.map((text) => JSON.parse(text) as unknown)).toEqual(JSON.parse(JSON.stringify(array)));
    }),
  );
});

test('any bytes are cut without a fault, and what is held stays below the limit', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const { found } = cut(Buffer.concat([Buffer.from('['), bytes]), [3, 50], 40);
      for (const text of found) expect(text.length).toBeLessThanOrEqual(40);
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ['', 'it ends too early'],
  ['[', 'it ends too early'],
  ['[{"a":1},{"b":', 'it ends too early'],
  ['[]', null],
  ['[{"a":1}]\r\n ', null],
  ['[{"a":1}]{"b":2}', 'something stands behind the end of its array'],
  ['[{"a":1}]\n[{"b":2}]', 'something stands behind the end of its array'],
  ['{"error":1}', 'it is no JSON array'],
  ['<html>', 'it is no JSON array'],
])('%j is whole or says why not: %s', (text, fault) => {
  expect(cut(text)).toMatchObject({ fault });
});

test('an element above the limit is passed over, and the next one is read', () => {
  expect(cut(`[{"a":"${'x'.repeat(500)}"},{"b":"]"}]`, [10, 10], 100)).toEqual({
    found: ['too-large', '{"b":"]"}'],
    fault: null,
  });
});
