import { describeWith, freshDatabase, freshPrefix } from '@relais/testkit';
import { ledgerContract } from '../ledger-contract.ts';

await describeWith(['postgres'], 'with PostgreSQL', ({ postgres }) => {
  let database: Promise<string> | undefined;
  ledgerContract('postgres', async () => {
    database ??= freshDatabase(postgres);
    return { driver: 'postgres', url: await database, schema: freshPrefix() };
  });
});
