import type { Closeable } from '@relais/runtime';
import type { Query } from './statement.ts';

/** Runs queries on one database. Failures come as errors of the ledger's catalogue. */
export interface Executor extends Closeable {
  all<Row>(query: Query<Row>): Promise<readonly Row[]>;
  /**
   * Runs the queries in order, in one transaction: all of them or none. Returns the rows of each.
   * One that stumbles over another transaction is tried again before it is given up.
   */
  transact<const Rows extends readonly unknown[]>(
    queries: {
      readonly [Index in keyof Rows]: Query<Rows[Index]>;
    },
  ): Promise<{ [Index in keyof Rows]: readonly Rows[Index][] }>;
  /**
   * The same, provided that it ends before a moment by the database's own clock, in milliseconds since the epoch. False when
   * that came first: then nothing is written, however long the process stood still and wherever.
   */
  transactBefore(until: number, queries: readonly Query<unknown>[]): Promise<boolean>;
  /** The database's clock, milliseconds since the epoch. */
  now(): Promise<number>;
}
