import { expect, test } from 'vitest';
import { openPostgresLedger } from '../../src/index.ts';

test('options at fault are named, and none of their values is shown', async () => {
  const opening = openPostgresLedger({
    url: 'mysql://me:s3cret@host/db',
    password: 's3cret',
    schema: 'Bad-Name; s3cret',
  });
  const error: unknown = await opening.catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'LEDGER_OPTIONS_INVALID', retriable: false });
  const shown = `${String(error)} ${JSON.stringify(error)}`;
  expect(shown).toMatch(/url: .*schema: /s);
  expect(shown).not.toContain('s3cret');
});

test('a URL and its parts together are refused', async () => {
  const opening = openPostgresLedger({ url: 'postgres://host/db', host: 'other' });
  await expect(opening).rejects.toThrow(/either a URL or its parts/);
});

test('a server that is not there is told as such, without the password, and may be asked again later', async () => {
  const opening = openPostgresLedger({ url: 'postgres://me:s3cret@127.0.0.1:1/db', connectTimeoutMs: 2_000 });
  const error: unknown = await opening.catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'LEDGER_UNAVAILABLE', retriable: true });
  expect(`${String(error)} ${JSON.stringify(error)} ${String((error as Error).cause)}`).not.toContain('s3cret');
});
