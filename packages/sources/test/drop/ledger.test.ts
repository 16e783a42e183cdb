import { expect, test } from 'vitest';
import { FileLedger } from '../../src/drop/ledger.ts';

const file = { name: 'jobs.xml', size: 10, modified: 5_000 };

test('a file is found again by name, size and time, through the cursor', () => {
  const ledger = FileLedger.parse('drop', null);
  ledger.add({ ...file, sha256: 'ab' });
  const again = FileLedger.parse('drop', ledger.cursor);
  expect(again.find(file)).toEqual({ ...file, sha256: 'ab' });
  expect(again.find({ ...file, size: 11 })).toBeNull();
  expect(again.find({ ...file, modified: 4_000 })).toBeNull();
});

test('the ledger is no longer than the folder', () => {
  const ledger = FileLedger.parse('drop', null);
  for (const name of ['a', 'b', 'c']) ledger.add({ ...file, name, sha256: null });
  ledger.keepOnly([{ ...file, name: 'b' }]);
  ledger.forget('a');
  expect(JSON.parse(ledger.cursor)).toEqual({ files: [{ ...file, name: 'b', sha256: null }] });
});

test('a cursor that is none is refused', () => {
  expect(() => FileLedger.parse('drop', '{"files":7}')).toThrow(
    expect.objectContaining({ code: 'SOURCE_CURSOR_INVALID' }),
  );
});
