import type { SqlDialect } from './dialect.ts';
import type { Executor } from './executor.ts';
import type { Ledger } from './port.ts';
import { batchLedger } from './queries/batches.ts';
import { deliveryLedger } from './queries/deliveries.ts';
import { feedLedger } from './queries/feed.ts';
import { offerLedger } from './queries/offers.ts';
import { operationLedger } from './queries/operations.ts';
import { quarantineLedger } from './queries/quarantine.ts';
import { recoveryLedger } from './queries/recovery.ts';
import { wholeLedger } from './queries/whole.ts';
import { type NoValues, statement } from './statement.ts';

/** The ledger over any database that an executor reaches: the queries are the same for all of them. */
export function sqlLedger(driver: Ledger['driver'], dialect: SqlDialect, executor: Executor): Ledger {
  const ping = statement<NoValues, unknown>(() => dialect.builder.selectFrom('tallies').select('slot').limit(1));
  return {
    driver,
    batches: batchLedger(dialect, executor),
    quarantine: quarantineLedger(dialect, executor),
    offers: offerLedger(dialect, executor),
    deliveries: deliveryLedger(dialect, executor),
    operations: operationLedger(dialect, executor),
    feed: feedLedger(dialect, executor),
    ...recoveryLedger(dialect, executor),
    ...wholeLedger(dialect, executor),
    now: async () => await executor.now(),
    ping: async () => {
      await executor.all(ping.with({}));
    },
    close: async () => await executor.close(),
  };
}
