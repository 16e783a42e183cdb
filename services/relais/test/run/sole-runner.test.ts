import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@relais/testkit';
import { expect, test } from 'vitest';
import { claimDirectory } from '../../src/run/sole-runner.ts';

test('a folder belongs to one at a time, and to the next as soon as that one is gone', async () => {
  using folder = temporaryDirectory();
  const directory = join(folder.path, 'var');
  const first = claimDirectory(directory);
  expect(() => claimDirectory(directory)).toThrow(expect.objectContaining({ code: 'COMMAND_DIRECTORY_TAKEN' }));
  await first.close();
  await first.close();
  await claimDirectory(directory).close();
});

test('what cannot be a folder is named, with the reason', () => {
  using folder = temporaryDirectory();
  const directory = join(folder.path, 'file');
  writeFileSync(directory, '');
  expect(() => claimDirectory(directory)).toThrow(/EEXIST/);
});
