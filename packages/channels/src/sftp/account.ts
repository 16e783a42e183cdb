import { Connection } from './connection.ts';
import type { SftpSession } from './session.ts';
import type { SftpSettings } from './settings.ts';
import { Turns } from './turns.ts';

type Job<Result> = (session: SftpSession) => Promise<Result>;

/** Servers count connections per account and drop what goes beyond. */
const MOST_CONNECTIONS = 2;

const accounts = new Map<string, Account>();

/**
 * Runs a job on a new connection, which is closed afterwards. At most two connections per account are open at a time in this
 * process. Rejects with one of `channelErrors`, or with the signal's reason.
 */
export async function withSftp<Result>(settings: SftpSettings, signal: AbortSignal, job: Job<Result>): Promise<Result> {
  return await accountOf(settings).onNewConnection(settings, signal, job);
}

/**
 * Runs a job on the connection that an earlier job with the same settings object left open, or on a new one, and leaves it open for
 * `idleMs`. One that the server closed meanwhile is replaced. Rejects as `withSftp` does; the connection is closed then.
 */
export async function withKeptSftp<Result>(
  settings: SftpSettings,
  signal: AbortSignal,
  job: Job<Result>,
): Promise<Result> {
  return await accountOf(settings).onKeptConnection(settings, signal, job);
}

/** Closes what jobs with this settings object left open. */
export async function closeKeptSftp(settings: SftpSettings): Promise<void> {
  await accountOf(settings).closeIdle(settings);
}

function accountOf({ username, host, port }: SftpSettings): Account {
  const name = `${username}@${host}:${port}`;
  const account = accounts.get(name) ?? new Account();
  accounts.set(name, account);
  return account;
}

/** The connections of one user of one server. What is idle makes way for what has work. */
class Account {
  readonly #turns = new Turns(MOST_CONNECTIONS);
  readonly #open = new Set<Connection>();
  /** Those without work, the longest idle first, with what ends their wait. */
  readonly #idle = new Map<Connection, NodeJS.Timeout>();
  readonly #closing = new Map<Connection, Promise<void>>();

  async onNewConnection<Result>(settings: SftpSettings, signal: AbortSignal, job: Job<Result>): Promise<Result> {
    return await this.#turns.hold(signal, async () => {
      const connection = await this.#connect(settings, signal);
      try {
        return await job(connection);
      } finally {
        await this.#close(connection);
      }
    });
  }

  async onKeptConnection<Result>(settings: SftpSettings, signal: AbortSignal, job: Job<Result>): Promise<Result> {
    return await this.#turns.hold(signal, async () => {
      const kept = this.#take(settings, signal);
      if (kept !== null) {
        try {
          return await this.#keeping(kept, signal, job);
        } catch (error) {
          // The server may have hung up while nobody looked: that is no failure of the partner.
          if (signal.aborted || !kept.wasLostBefore) throw error;
        }
      }
      return await this.#keeping(await this.#connect(settings, signal), signal, job);
    });
  }

  async closeIdle(settings: SftpSettings): Promise<void> {
    const kept = [...this.#idle.keys()].filter((connection) => connection.settings === settings);
    await Promise.all(kept.map(async (connection) => await this.#close(connection)));
  }

  async #keeping<Result>(connection: Connection, signal: AbortSignal, job: Job<Result>): Promise<Result> {
    try {
      const result = await job(connection);
      signal.throwIfAborted();
      this.#leaveOpen(connection);
      return result;
    } catch (error) {
      await this.#close(connection);
      throw error;
    }
  }

  #leaveOpen(connection: Connection): void {
    const close = () => void this.#close(connection);
    this.#idle.set(connection, setTimeout(close, connection.settings.idleMs).unref());
  }

  /** What the last job with these settings left open; null when that is gone. */
  #take(settings: SftpSettings, signal: AbortSignal): Connection | null {
    const kept = [...this.#idle.keys()].find((connection) => connection.settings === settings && !connection.isLost);
    if (kept === undefined) return null;
    clearTimeout(this.#idle.get(kept));
    this.#idle.delete(kept);
    kept.begin(signal);
    return kept;
  }

  async #connect(settings: SftpSettings, signal: AbortSignal): Promise<Connection> {
    while (this.#open.size >= MOST_CONNECTIONS) await this.#closeOne();
    const connection = new Connection(settings, signal);
    this.#open.add(connection);
    try {
      await connection.open();
      return connection;
    } catch (error) {
      await this.#close(connection);
      throw error;
    }
  }

  /** There is one: at most one other job has a turn. */
  async #closeOne(): Promise<void> {
    const [longestIdle] = this.#idle.keys();
    if (longestIdle === undefined) await Promise.race(this.#closing.values());
    else await this.#close(longestIdle);
  }

  async #close(connection: Connection): Promise<void> {
    clearTimeout(this.#idle.get(connection));
    this.#idle.delete(connection);
    const closing = this.#closing.get(connection) ?? connection.close();
    this.#closing.set(connection, closing);
    await closing;
    this.#closing.delete(connection);
    this.#open.delete(connection);
  }
}
