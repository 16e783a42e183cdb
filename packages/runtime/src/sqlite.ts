import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Longest that reads alone may keep the event loop from turning. */
const TURN_MS = 10;

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
  /**
   * Runs work that only reads. Now and then it lets the event loop turn: promises alone would keep timers, sockets and
   * waiting writes from their turn.
   */
  read<Result>(work: () => Result): Promise<Result>;
  /**
   * Group commit: work given in the same turn of the event loop shares one transaction and one flush to the disk, in the
   * order given. Work that throws is undone alone. Resolves when it is durable.
   */
  write<Result>(work: () => Result): Promise<Result>;
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
  const transaction = <Result>(work: () => Result): Result => inTransaction(database, work);
  const group = new GroupCommit(database);
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
    transaction,
    async read(work) {
      const result = work();
      await group.turn();
      return result;
    },
    write: (work) => group.add(work),
    close() {
      group.flush();
      statements.clear();
      if (database.isOpen) database.close();
    },
  };
}

function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

interface Waiting {
  run(): void;
  settle(failure: { readonly error: unknown } | null): void;
}

/** Collects the writes of one turn of the event loop. */
class GroupCommit {
  readonly #database: DatabaseSync;
  #waiting: Waiting[] = [];
  #turnedAt = performance.now();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  add<Result>(work: () => Result): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    let outcome: { ok: true; result: Result } | { ok: false; error: unknown } | null = null;
    if (this.#waiting.length === 0) setImmediate(() => this.flush());
    this.#waiting.push({
      run: () => {
        outcome = this.#alone(work);
      },
      settle: (failure) => {
        if (failure !== null) reject(failure.error);
        else if (outcome?.ok === true) resolve(outcome.result);
        else reject(outcome?.error);
      },
    });
    return promise;
  }

  /** Lets the event loop turn when it has not for a while. */
  async turn(): Promise<void> {
    if (performance.now() - this.#turnedAt < TURN_MS) return;
    await nextTurn();
    this.#turnedAt = performance.now();
  }

  flush(): void {
    const group = this.#waiting;
    this.#waiting = [];
    if (group.length === 0) return;
    let failure: { readonly error: unknown } | null = null;
    try {
      inTransaction(this.#database, () => group.forEach((one) => one.run()));
    } catch (error) {
      failure = { error };
    }
    for (const one of group) one.settle(failure);
  }

  #alone<Result>(work: () => Result): { ok: true; result: Result } | { ok: false; error: unknown } {
    this.#database.exec('SAVEPOINT one');
    try {
      const result = work();
      this.#database.exec('RELEASE one');
      return { ok: true, result };
    } catch (error) {
      // An error that ended the whole transaction (a full disk) is one of the group, not of this work.
      if (!this.#database.isTransaction) throw error;
      this.#database.exec('ROLLBACK TO one; RELEASE one');
      return { ok: false, error };
    }
  }
}
