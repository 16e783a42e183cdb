import type { DeliveryReason, DeliveryState } from '../delivery/states.ts';
import type { SqlDialect } from '../dialect.ts';
import type { Executor } from '../executor.ts';
import type { DeliveryAddress, DeliveryLedger, StoredDelivery, WriteConflicts } from '../port.ts';
import type { Query } from '../statement.ts';
import type { Row } from '../tables.ts';
import { attemptFromRow, attemptToRow } from './attempts.ts';
import { type AddressRow, addressKey, addressToRow, deliveryFromRow, deliveryToRow } from './delivery-rows.ts';
import { deliveryStatements } from './delivery-statements.ts';
import { onePerKey } from './one-per-key.ts';
import { pages } from './pages.ts';

const FIRST_MARK = 1;
const NEWEST_ATTEMPTS = 100;

export function deliveryLedger(dialect: SqlDialect, executor: Executor): DeliveryLedger {
  const statements = deliveryStatements(dialect);
  const stored = async (query: Query<Row<'deliveries'>>) => (await executor.all(query)).map(deliveryFromRow);
  return {
    get: async (addresses) => {
      const rows = onePerKey(addresses.map(addressToRow), addressKey);
      return await stored(statements.get.with(rows));
    },
    apply: async ({ deliveries, attempts }) => {
      const chosen = onePerKey(deliveries, ({ delivery }) => addressKey(addressToRow(delivery)));
      const rows = chosen.map(deliveryToRow);
      const [founded, followed] = await executor.transact([
        statements.found.with(rows.filter(({ mark }) => mark === FIRST_MARK)),
        statements.follow.with(rows.filter(({ mark }) => mark !== FIRST_MARK)),
        statements.addAttempts.with(attempts.map(attemptToRow)),
      ]);
      return conflictsOf(deliveries, new Set(chosen), [...founded, ...followed]);
    },
    due: async (subscription, now, limit) => await stored(statements.due.with({ subscription, now, limit })),
    overdue: async (subscription, now, limit) => await stored(statements.overdue.with({ subscription, now, limit })),
    counts: async () =>
      (await executor.all(statements.counts.with({}))).map(({ a, b, c, count }) => ({
        subscription: a,
        state: b as DeliveryState,
        reason: c === '' ? null : (c as DeliveryReason),
        count,
      })),
    ofOffer: async (offerId) => await stored(statements.ofOffer.with({ offerId })),
    attemptsOf: async (offerId, limit = NEWEST_ATTEMPTS) => {
      const newest = await executor.all(statements.attemptsOf.with({ offerId, limit }));
      return newest.map(attemptFromRow).toReversed();
    },
    countAttempts: async (offerId) => (await executor.all(statements.countAttempts.with({ offerId })))[0]?.count ?? 0,
    scan: (subscription, behind) =>
      pages(
        async (after, limit) => await executor.all(statements.scan.with({ subscription, after, limit })),
        (row) => row.offer_id,
        (row) => deliveryFromRow(row).delivery,
        behind,
      ),
  };
}

/** All that were not written: met by somebody else's change, or a second write of one delivery in the same call. */
function conflictsOf(
  asked: readonly StoredDelivery[],
  chosen: ReadonlySet<StoredDelivery>,
  written: readonly AddressRow[],
): WriteConflicts {
  if (written.length === asked.length) return { conflicts: [] };
  const done = new Set(written.map(addressKey));
  const conflicts = new Map<string, DeliveryAddress>();
  for (const each of asked) {
    const { subscription, offerId } = each.delivery;
    const key = addressKey(addressToRow(each.delivery));
    if (!chosen.has(each) || !done.has(key)) conflicts.set(key, { subscription, offerId });
  }
  return { conflicts: [...conflicts.values()] };
}
