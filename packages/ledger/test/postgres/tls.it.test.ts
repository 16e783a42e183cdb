import { describeWithSecured } from '@relais/testkit';
import { expect, test } from 'vitest';
import { openPostgresLedger } from '../../src/index.ts';
import { aBatch } from '../builders.ts';

await describeWithSecured('postgres', 'PostgreSQL over TLS', ({ url, authority }) => {
  const refusal = async (options: Parameters<typeof openPostgresLedger>[0]) =>
    await openPostgresLedger(options).catch((error: unknown) => error);
  const refused = { code: 'LEDGER_REFUSED', retriable: false };

  test('what is written over TLS is read over TLS', async () => {
    const ledger = await openPostgresLedger({ url, ssl: { ca: authority } });
    await ledger.batches.put(aBatch());
    expect(await ledger.batches.get('batch-1')).toEqual(aBatch());
    await ledger.close();
  });

  test('a server whose certificate no trusted authority has signed is refused', async () => {
    expect(await refusal({ url, ssl: true })).toMatchObject(refused);
  });

  test('a server whose certificate bears another name is refused', async () => {
    expect(await refusal({ url: url.replace('localhost', '127.0.0.1'), ssl: { ca: authority } })).toMatchObject(
      refused,
    );
  });

  test('a server that takes passwords over TLS alone refuses one without', async () => {
    expect(await refusal({ url })).toMatchObject(refused);
  });
});
