import type { SqlDialect } from '../src/dialect.ts';
import { absenceStatements, batchStatements } from '../src/queries/batches.ts';
import { deliveryStatements } from '../src/queries/delivery-statements.ts';
import { feedStatements } from '../src/queries/feed.ts';
import { offerStatements, vacancyStatements } from '../src/queries/offer-statements.ts';
import { operationStatements } from '../src/queries/operations.ts';
import { quarantineStatements } from '../src/queries/quarantine.ts';
import { recoveryStatements } from '../src/queries/recovery.ts';
import type { Statement } from '../src/statement.ts';

/** Tables of one row a subscription or a group: reading all of them is right. */
export const SMALL_TABLES = [
  'tallies',
  'feed_heads',
  'feed_readers',
  'feed_epochs',
  'subscription_controls',
  'recoveries',
];

export type AnyStatement = Pick<Statement<never, unknown>, 'text' | 'slots'>;

/** Every statement of the ledger by name: `deliveries.due`. */
export function allStatements(dialect: SqlDialect): Map<string, AnyStatement> {
  const sets = {
    deliveries: deliveryStatements(dialect),
    offers: offerStatements(dialect),
    vacancies: vacancyStatements(dialect),
    operations: operationStatements(dialect),
    feed: feedStatements(dialect),
    batches: batchStatements(dialect),
    absences: absenceStatements(dialect),
    quarantine: quarantineStatements(dialect),
    recovery: recoveryStatements(dialect),
  };
  const named = Object.entries(sets).flatMap(([set, statements]) =>
    Object.entries(statements).map(([name, each]) => [`${set}.${name}`, each] as const),
  );
  return new Map(named);
}
