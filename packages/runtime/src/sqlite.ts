import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

export type SqlValue = string | number | bigint | null | Uint8Array;

/**
 * The single file of the embedded mode. Log, hot state and ledger share one connection: every call is synchronous,
 * so no transaction of one can fall into a transaction of another.
 */
export interface EmbeddedFile {
  readonly path: string;
  /** A prepared statement, kept for the life of the file. */
  prepare(sql: string): StatementSync;
  execute(sql: string): void;
  /** Runs `work` in one immediate transaction: durable when it returns, undone when it throws. */
  transaction<Result>(work: () => Result): Result;
  close(): void;
}

/**
 * Opens (and makes) the file in write-ahead mode. A commit is flushed to the disk before it returns
 * (`synchronous = FULL`), so what was acknowledged survives `kill -9` and a power cut.
 */
export function openEmbeddedFile(path: string, options: { readOnly?: boolean } = {}): EmbeddedFile {
  if (path !== ':memory:' && !options.readOnly) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(path, { readOnly: options.readOnly ?? false });
  database.exec('PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32000;');
  if (!options.readOnly)
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8000;');
  return embeddedFile(path, database);
}

function embeddedFile(path: string, database: DatabaseSync): EmbeddedFile {
  const statements = new Map<string, StatementSync>();
  return {
    path,
    prepare(sql) {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const statement = database.prepare(sql);
      statements.set(sql, statement);
      return statement;
    },
    execute: (sql) => database.exec(sql),
    transaction(work) {
      database.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },
    close() {
      statements.clear();
      if (database.isOpen) database.close();
    },
  };
}
