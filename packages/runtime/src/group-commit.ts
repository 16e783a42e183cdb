import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Disk } from './write-ahead-log.ts';

/** Longest that reads alone may keep the event loop from turning. */
const TURN_MS = 10;

type Failure = { readonly error: unknown };
type Outcome = { readonly result: unknown } | Failure;

interface Waiting {
  readonly work: () => unknown;
  settle(outcome: Outcome): void;
}

/** Collects the writes of one turn of the event loop. */
export class GroupCommit {
  readonly #database: DatabaseSync;
  readonly #disk: Disk;
  #waiting: Waiting[] = [];
  /** Settles those whose work is committed, when it is on the disk or could not be brought there. */
  #committed: ((failure: Failure | undefined) => void)[] = [];
  /** After a flush that failed nobody knows what is on the disk: nothing is acknowledged any more. */
  #failure: Failure | undefined;
  #flushing = false;
  #turnedAt = performance.now();

  constructor(database: DatabaseSync, disk: Disk) {
    this.#database = database;
    this.#disk = disk;
  }

  add<Result>(work: () => Result): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    if (this.#waiting.length === 0) setImmediate(() => this.#goOn());
    this.#waiting.push({
      work,
      settle: (outcome) => ('error' in outcome ? reject(outcome.error) : resolve(outcome.result as Result)),
    });
    return promise;
  }

  /** Lets the event loop turn when it has not for a while. */
  async turn(): Promise<void> {
    if (performance.now() - this.#turnedAt < TURN_MS) return;
    await nextTurn();
    this.#turnedAt = performance.now();
  }

  /** Commits what waits and brings it to the disk at once. */
  finish(): void {
    this.#commit();
    const committed = this.#committed.splice(0);
    if (committed.length > 0 && this.#failure === undefined) this.#disk.flushNow();
    for (const settle of committed) settle(this.#failure);
  }

  #goOn(): void {
    this.#commit();
    if (!this.#flushing) void this.#flush();
  }

  #commit(): void {
    const group = this.#waiting;
    this.#waiting = [];
    if (group.length === 0) return;
    const outcomes = this.#failure === undefined ? this.#outcomesOf(group) : [];
    this.#committed.push((failure) =>
      group.forEach((one, index) => one.settle(failure ?? (outcomes[index] as Outcome))),
    );
  }

  async #flush(): Promise<void> {
    this.#flushing = true;
    while (this.#committed.length > 0) {
      const committed = this.#committed.splice(0);
      try {
        if (this.#failure === undefined) await this.#disk.flush();
      } catch (error) {
        this.#failure = { error };
      }
      for (const settle of committed) settle(this.#failure);
    }
    this.#flushing = false;
  }

  #outcomesOf(group: readonly Waiting[]): Outcome[] {
    let failed = false;
    const together = ({ work }: Waiting): Outcome => {
      try {
        return { result: work() };
      } catch (error) {
        failed = true;
        throw error;
      }
    };
    try {
      return inTransaction(this.#database, () => group.map(together));
    } catch (error) {
      return failed && group.length > 1 ? this.#oneByOne(group) : group.map(() => ({ error }));
    }
  }

  /** Each in a savepoint, for which SQLite copies every page before it changes: only when one of them is known to throw. */
  #oneByOne(group: readonly Waiting[]): Outcome[] {
    try {
      return inTransaction(this.#database, () => group.map(({ work }) => this.#alone(work)));
    } catch (error) {
      return group.map(() => ({ error }));
    }
  }

  #alone(work: () => unknown): Outcome {
    this.#database.exec('SAVEPOINT one');
    try {
      const result = work();
      this.#database.exec('RELEASE one');
      return { result };
    } catch (error) {
      // An error that ended the whole transaction (a full disk) is one of the group, not of this work.
      if (!this.#database.isTransaction) throw error;
      this.#database.exec('ROLLBACK TO one; RELEASE one');
      return { error };
    }
  }
}

export function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
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
