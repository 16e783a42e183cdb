import type { SchemaDialect } from '../dialect.ts';

/** Schema 2: what must be remembered of a ledger that was put back to an earlier day. */
export function recoveries({ table, key }: SchemaDialect): string[] {
  return [`create table ${table('recoveries')} (name ${key} primary key, floor bigint not null)`];
}
