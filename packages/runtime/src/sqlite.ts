import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { GroupCommit, inTransaction } from './group-commit.ts';
import { NO_DISK, WriteAheadLog } from './write-ahead-log.ts';

/**
 * The single file of the embedded mode. Log, hot state and ledger share one connection: every call is synchronous,
 * so no transaction of one can fall into a transaction of another.
 */
export interface EmbeddedFile {
  readonly path: string;
  /** A prepared statement, kept for the life of the file. */
  prepare(sql: string): StatementSync;
  /** Runs statements. Outside of a transaction, what they write is durable with the next one. */
  execute(sql: string): void;
  /** Runs `work` in one immediate transaction: durable when it returns, undone when it throws. */
  transaction<Result>(work: () => Result): Result;
  /**
   * Runs work that only reads. Now and then it lets the event loop turn: promises alone would keep timers, sockets and
   * waiting writes from their turn.
   */
  read<Result>(work: () => Result): Promise<Result>;
  /**
   * Group commit: work given in the same turn of the event loop shares one transaction, in the order given, and what is
   * committed while the disk is busy shares its next flush. Work that throws is undone alone; what shared its transaction
   * is then run again, so work must do nothing but use the file. Resolves when it is durable; others may read it before.
   */
  write<Result>(work: () => Result): Promise<Result>;
  close(): void;
}

/**
 * Opens (and makes) the file in write-ahead mode. What was acknowledged survives `kill -9` and a power cut: SQLite orders
 * its writes so that the file is always whole (`synchronous = NORMAL`), and the write-ahead log is flushed to the disk here
 * before a commit is acknowledged, beside the main thread where that is possible.
 */
export function openEmbeddedFile(path: string, options: { readOnly?: boolean } = {}): EmbeddedFile {
  if (path !== ':memory:' && !options.readOnly) makeForOwner(path);
  const database = new DatabaseSync(path, { readOnly: options.readOnly ?? false });
  database.exec('PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON; PRAGMA cache_size = -8000;');
  if (!options.readOnly)
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 8000;');
  return embeddedFile(path, database);
}

/**
 * Copies the file while others use it: the copy is whole, stands at one moment, and has no write-ahead log beside it. It comes
 * under its name once it is on the disk.
 * @throws the error of the file system, or of SQLite; no half copy is left behind
 */
export function copyEmbeddedFile(path: string, copy: string): void {
  const partial = `${copy}.part`;
  closeSync(openSync(partial, 'wx', 0o600));
  try {
    const database = new DatabaseSync(path);
    try {
      database.prepare('VACUUM INTO ?').run(partial);
    } finally {
      database.close();
    }
    flush(partial, 'r+');
    renameSync(partial, copy);
    flush(dirname(copy), 'r');
  } finally {
    for (const rest of [partial, `${partial}-journal`]) rmSync(rest, { force: true });
  }
}

function flush(path: string, flags: string): void {
  const opened = openSync(path, flags);
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

/** The file holds contact data: it is its owner's alone, also in a folder that others may read. SQLite's other files follow it. */
function makeForOwner(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
}

function embeddedFile(path: string, database: DatabaseSync): EmbeddedFile {
  const statements = new Map<string, StatementSync>();
  const disk = path === ':memory:' ? NO_DISK : new WriteAheadLog(`${path}-wal`);
  const group = new GroupCommit(database, disk);
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
      const result = inTransaction(database, work);
      disk.flushNow();
      return result;
    },
    async read(work) {
      const result = work();
      await group.turn();
      return result;
    },
    write: (work) => group.add(work),
    close() {
      group.finish();
      disk.close();
      statements.clear();
      if (database.isOpen) database.close();
    },
  };
}
