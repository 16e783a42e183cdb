import { RelaisError, sleep, within } from '@relais/runtime';
import { Redis, type RedisOptions } from 'ioredis';
import { stateErrors } from '../errors.ts';
import { asksForReconnect, isPassing, translated } from './failures.ts';
import type { CheckedRedisOptions } from './options.ts';
import { SCRIPTS, type ScriptName } from './scripts.ts';

type Script = (keyCount: number, keys: readonly string[], values: readonly (string | number)[]) => Promise<unknown>;
export type ScriptedRedis = Redis & Readonly<Record<ScriptName, Script>>;

const PAUSE_MS = 20;

/**
 * One connection to Redis with a deadline on everything. A call waits for the connection, is sent, and is sent again when
 * the connection broke under it (every command of this package may be repeated), all within its deadline. ioredis itself
 * queues and resends nothing: a command is never sent after its caller was told that it failed.
 */
export class RedisConnection {
  readonly #redis: ScriptedRedis;
  readonly #options: CheckedRedisOptions;
  readonly #waiting = new Set<() => void>();
  #connectFailure: Error | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: CheckedRedisOptions, password: string | undefined) {
    this.#options = options;
    const address = new URL(options.url);
    const username = decodeURIComponent(address.username);
    // ioredis takes an absent password of a URL that names a user for an empty one.
    address.username = '';
    const redis = new Redis(address.href, clientOptions(options, { username, password }));
    for (const [name, lua] of Object.entries(SCRIPTS)) redis.defineCommand(name, { lua });
    redis.on('error', (error: Error) => (this.#connectFailure = error));
    redis.on('ready', () => {
      this.#connectFailure = undefined;
      this.#wakeAll();
    });
    this.#redis = redis as ScriptedRedis;
  }

  /**
   * Runs commands against Redis. Throws `STATE_TIMEOUT`, `STATE_UNAVAILABLE`, `STATE_OVERLOADED`, `STATE_FULL`
   * (all retriable), `STATE_ACCESS_DENIED` or `STATE_CLOSED`.
   */
  async run<Result>(work: (redis: ScriptedRedis) => Promise<Result>): Promise<Result> {
    const deadline = performance.now() + this.#options.commandTimeoutMs;
    for (;;) {
      if (!this.#isOpen()) await this.#opened(deadline);
      try {
        return await this.#answered(work(this.#redis), deadline);
      } catch (error) {
        const again = isPassing(error) && performance.now() + PAUSE_MS < deadline;
        if (!again) throw translated(error);
        await sleep(PAUSE_MS);
      }
    }
  }

  /** Lets the calls under way end, within the deadline of a call, and disconnects. */
  close(): Promise<void> {
    this.#closing ??= this.#quit();
    return this.#closing;
  }

  async #quit(): Promise<void> {
    this.#wakeAll();
    try {
      if (this.#redis.status === 'ready') {
        await this.#answered(this.#redis.quit(), performance.now() + this.#options.commandTimeoutMs);
      }
    } catch {
      // A connection that is lost already needs no farewell.
    } finally {
      this.#redis.disconnect();
    }
  }

  #isOpen(): boolean {
    return this.#closing === undefined && this.#redis.status === 'ready';
  }

  async #opened(deadline: number): Promise<void> {
    while (!this.#isOpen()) {
      if (this.#closing !== undefined) throw stateErrors.create('STATE_CLOSED');
      if (performance.now() >= deadline) throw this.#unreachable();
      if (this.#waiting.size >= this.#options.waitingLimit) {
        throw stateErrors.create('STATE_OVERLOADED', { limit: this.#options.waitingLimit });
      }
      await this.#woken(deadline);
    }
  }

  #woken(deadline: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, Math.max(1, deadline - performance.now()));
      this.#waiting.add(wake);
    });
  }

  #wakeAll(): void {
    for (const wake of this.#waiting) wake();
  }

  #unreachable(): unknown {
    const reason = 'no connection within the deadline of the call';
    const cause = this.#connectFailure && translated(this.#connectFailure);
    const final = cause instanceof RelaisError && !cause.retriable;
    return final ? cause : stateErrors.create('STATE_UNAVAILABLE', { reason }, cause);
  }

  async #answered<Result>(answer: Promise<Result>, deadline: number): Promise<Result> {
    const late = () => stateErrors.create('STATE_TIMEOUT', { milliseconds: this.#options.commandTimeoutMs });
    return await within(Math.max(1, deadline - performance.now()), answer, late);
  }
}

function clientOptions(options: CheckedRedisOptions, login: { username: string; password: string | undefined }) {
  return {
    ...(login.username === '' ? {} : { username: login.username }),
    ...(login.password === undefined ? {} : { password: login.password }),
    ...(options.tls === undefined ? {} : { tls: options.tls }),
    connectionName: 'relais',
    disableClientInfo: true,
    connectTimeout: options.commandTimeoutMs,
    // A connection on which no answer comes any more is torn down, and so is a handshake that stalls.
    socketTimeout: options.commandTimeoutMs,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    // With 0, what was under way when the connection broke fails at once instead of waiting for another one.
    maxRetriesPerRequest: 0,
    maxLoadingRetryTime: 200,
    reconnectOnError: asksForReconnect,
    retryStrategy: (times: number) => Math.min(20 * 2 ** (times - 1), 1000) * (0.75 + Math.random() / 2),
  } satisfies RedisOptions;
}
