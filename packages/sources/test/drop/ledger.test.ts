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
  expect(JSON.parse(ledger.cursor)).toEqual({ files: [{ ...file, name: 'b', sha256: null }], contents: [] });
});

test('a cursor that is none is refused', () => {
  expect(() => FileLedger.parse('drop', '{"files":7}')).toThrow(
    expect.objectContaining({ code: 'SOURCE_CURSOR_INVALID' }),
  );
});

test('contents are known again under any name, the latest five hundred of them', () => {
  const ledger = FileLedger.parse('drop', null);
  for (let number = 0; number < 510; number++) ledger.remember(String(number), { name: `${number}.csv`, sound: true });
  ledger.remember('509', { name: 'again.csv', sound: false });
  const again = FileLedger.parse('drop', ledger.cursor);
  expect(again.content('509')).toEqual({ name: 'again.csv', sound: false });
  expect([again.content('10')?.name, again.content('9')]).toEqual(['10.csv', null]);
});

test('a cursor of a time before contents were kept is read', () => {
  const ledger = FileLedger.parse('drop', JSON.stringify({ files: [{ ...file, sha256: 'ab' }] }));
  expect(ledger.find(file)?.sha256).toBe('ab');
});
