import { join } from 'node:path';
import { type TemporaryDirectory, temporaryDirectory } from '@relais/testkit';
import { afterAll } from 'vitest';
import { ledgerContract } from '../ledger-contract.ts';

const directories: TemporaryDirectory[] = [];

afterAll(() => {
  for (const directory of directories) directory.remove();
});

ledgerContract('embedded', async () => {
  const directory = temporaryDirectory();
  directories.push(directory);
  return await Promise.resolve({ driver: 'embedded', path: join(directory.path, 'relais.db') });
});
