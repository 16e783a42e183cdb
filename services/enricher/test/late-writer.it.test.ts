import { openPostgresLedger } from '@relais/ledger';
import { openRedisState } from '@relais/state';
import { describeWith, freshDatabase, freshPrefix } from '@relais/testkit';
import { test } from 'vitest';
import { RuleBook } from '../src/rules/rule-book.ts';
import { expectLateWritersToBeHarmless } from './late-writer.ts';
import { openTestStage } from './open-stage.ts';

await describeWith(['redis', 'postgres'], 'with Redis and PostgreSQL', ({ redis, postgres }) => {
  test('a process that stood still beyond its leases changes nothing that another has decided meanwhile', async () => {
    await expectLateWritersToBeHarmless(async (clock) => {
      const { around, close } = await openTestStage(clock);
      const state = openRedisState({ url: redis.url, keyPrefix: `${freshPrefix()}:` });
      const ledger = await openPostgresLedger({ url: await freshDatabase(postgres), poolSize: 2 });
      const rules = await RuleBook.open(around.log, state);
      const closeAll = async () => {
        await Promise.all([state.close(), ledger.close()]);
        await close();
      };
      return { around: { ...around, state, ledger, rules }, close: closeAll };
    }, 20);
  });
});
