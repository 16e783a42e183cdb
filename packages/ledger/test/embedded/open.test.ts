import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbeddedFile } from '@relais/runtime';
import { temporaryDirectory } from '@relais/testkit';
import { expect, test } from 'vitest';
import { openEmbeddedLedger } from '../../src/index.ts';
import { aBatch, aDelivery } from '../builders.ts';

test('the ledger leaves the file open for those who share it, and their tables alone', async () => {
  const file = openEmbeddedFile(':memory:');
  file.execute('create table deliveries (mine integer)');
  const ledger = openEmbeddedLedger(file);
  await ledger.deliveries.apply({ deliveries: [{ delivery: aDelivery(), mark: 0 }], attempts: [] });
  await ledger.close();
  expect(file.prepare('select count(*) as rows from deliveries').get()).toEqual({ rows: 0 });
  const tables = file.prepare("select name from sqlite_schema where type = 'table' order by name").all();
  expect(tables.map(({ name }) => name).filter((name) => !String(name).startsWith('ledger_'))).toEqual(['deliveries']);
  file.close();
});

test('a file that another program only reads can be read as a ledger', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'relais.db');
  const [writing, writer] = opened(path);
  await writer.batches.put(aBatch());
  const [reading, reader] = opened(path, { readOnly: true });
  expect(await reader.batches.get('batch-1')).toEqual(aBatch());
  await expect(reader.batches.put(aBatch())).rejects.toMatchObject({ code: 'LEDGER_REFUSED', retriable: false });
  reading.close();
  writing.close();
});

test('a file of a later version is refused, with both schema numbers', () => {
  const file = openEmbeddedFile(':memory:');
  openEmbeddedLedger(file);
  file.execute('insert into ledger_schema_steps (step) values (900)');
  expect(() => openEmbeddedLedger(file)).toThrow(/schema 900, this program knows up to 2/);
  file.close();
});

test('a write that meets another writer who does not end fails as busy, and later succeeds', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'relais.db');
  const [file, ledger] = opened(path);
  const [other] = opened(path);
  file.execute('PRAGMA busy_timeout = 50');
  other.execute('BEGIN IMMEDIATE');
  await expect(ledger.batches.put(aBatch())).rejects.toMatchObject({ code: 'LEDGER_BUSY', retriable: true });
  other.execute('ROLLBACK');
  await ledger.batches.put(aBatch());
  file.close();
  other.close();
  await expect(ledger.ping()).rejects.toMatchObject({ code: 'LEDGER_CLOSED' });
});

test('a full disk is told as such, and the write is not there in part', async () => {
  const file = openEmbeddedFile(':memory:');
  const ledger = openEmbeddedLedger(file);
  file.execute('PRAGMA max_page_count = 60');
  const entries = Array.from({ length: 2_000 }, (_, index) => ({ ...aDelivery({ offerId: `of_${index}` }) }));
  const writing = ledger.deliveries.apply({
    deliveries: entries.map((delivery) => ({ delivery, mark: 0 })),
    attempts: [],
  });
  await expect(writing).rejects.toMatchObject({ code: 'LEDGER_FULL', retriable: true });
  expect(await ledger.deliveries.counts()).toEqual([]);
  file.close();
});

test('a damaged file is told as a failure that does not pass by itself', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'relais.db');
  copyFileSync(import.meta.filename, path);
  await expect(async () => opened(path)).rejects.toThrow();
});

function opened(path: string, options: { readOnly?: boolean } = {}) {
  const file = openEmbeddedFile(path, options);
  return [file, openEmbeddedLedger(file)] as const;
}
