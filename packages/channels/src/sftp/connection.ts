import { createHash } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { messageOf, type RelaisError } from '@relais/runtime';
import SftpClient from 'ssh2-sftp-client';
import { channelErrors } from '../errors.ts';
import { partnerWords } from '../partner-words.ts';
import type { RemoteFile, SftpSession } from './session.ts';
import type { SftpSettings } from './settings.ts';
import { Turns } from './turns.ts';

/** Servers count connections per account and drop what goes beyond. */
const MOST_CONNECTIONS = 2;
const SLOWEST_BYTES_PER_MS = 256;
/** Half-open connections are noticed after three unanswered signs of life. */
const KEEPALIVE_MS = 10_000;
/** A server that does not hang up in this time is hung up on. */
const LONGEST_GOODBYE_MS = 2_000;

const turnsByAccount = new Map<string, Turns>();

/**
 * Runs a job on a connection of its own: the library's clients cannot be used twice. At most two connections per account are
 * open at a time in this process. Rejects with one of `channelErrors`, or with the signal's reason.
 */
export async function withSftp<Result>(
  settings: SftpSettings,
  signal: AbortSignal,
  job: (session: SftpSession) => Promise<Result>,
): Promise<Result> {
  return await turnsOf(settings).hold(signal, async () => {
    const connection = new Connection(settings, signal);
    try {
      await connection.open();
      return await job(connection);
    } finally {
      await connection.close();
    }
  });
}

function turnsOf({ username, host, port }: SftpSettings): Turns {
  const account = `${username}@${host}:${port}`;
  const known = turnsByAccount.get(account);
  if (known !== undefined) return known;
  const turns = new Turns(MOST_CONNECTIONS);
  turnsByAccount.set(account, turns);
  return turns;
}

class Connection implements SftpSession {
  readonly #settings: SftpSettings;
  readonly #signal: AbortSignal;
  readonly #client: SftpClient;
  #socket: Socket | null = null;
  #refusedKey: string | null = null;

  constructor(settings: SftpSettings, signal: AbortSignal) {
    this.#settings = settings;
    this.#signal = signal;
    this.#client = new SftpClient('relais', { error: ignore, end: ignore, close: ignore });
  }

  async open(): Promise<void> {
    const { host, port, username, privateKey, passphrase, password, timeoutMs } = this.#settings;
    await this.#within('connect', 0, async () => {
      // A socket of our own, without delay from its first byte on: otherwise every small packet waits for the server's
      // delayed acknowledgement, a dozen times per connection.
      this.#socket = connect({ host, port, noDelay: true });
      await this.#client.connect({
        sock: this.#socket,
        username,
        ...(privateKey === null ? {} : { privateKey }),
        ...(passphrase === null ? {} : { passphrase }),
        ...(password === null ? {} : { password }),
        readyTimeout: timeoutMs,
        keepaliveInterval: KEEPALIVE_MS,
        keepaliveCountMax: 3,
        hostVerifier: (key: Buffer) => this.#isPinned(key),
      });
    });
  }

  /** Never fails: what the job did has been verified by then. */
  async close(): Promise<void> {
    const waited = AbortSignal.timeout(LONGEST_GOODBYE_MS);
    await Promise.race([this.#client.end().catch(() => false), aborted(waited).catch(() => false)]);
    this.#socket?.destroy();
  }

  async write(path: string, content: Buffer): Promise<void> {
    await this.#within('write', content.length, () => this.#client.put(content, path));
  }

  async read(path: string, mostBytes: number): Promise<Buffer | null> {
    return await this.#within('read', mostBytes, async () => {
      const stream = this.#client.createReadStream(path, { end: mostBytes });
      // Closing the file goes on after the reading; when it fails by then, nobody else listens and the process would end.
      stream.on('error', ignore);
      const chunks: Buffer[] = [];
      for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
      const content = Buffer.concat(chunks);
      return content.length > mostBytes ? null : content;
    });
  }

  async size(path: string): Promise<number | null> {
    return await this.#within('stat', 0, async () => {
      const found = await this.#client.exists(path);
      return found === '-' ? (await this.#client.stat(path)).size : null;
    });
  }

  async list(folder: string): Promise<readonly RemoteFile[]> {
    const files = await this.#within('list', 0, () => this.#client.list(folder));
    return files.map(({ name, size, modifyTime, type }) => ({
      name,
      size,
      modifiedAt: modifyTime,
      isRegular: type === '-',
    }));
  }

  async replace(from: string, to: string): Promise<'done' | 'unsupported'> {
    return await this.#within('rename', 0, async () => {
      try {
        await this.#client.posixRename(from, to);
        return 'done';
      } catch (error) {
        if (/does not support/i.test(messageOf(error))) return 'unsupported';
        throw error;
      }
    });
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#within('rename', 0, () => this.#client.rename(from, to));
  }

  async remove(path: string): Promise<void> {
    await this.#within('remove', 0, () => this.#client.delete(path));
  }

  #isPinned(key: Buffer): boolean {
    const fingerprint = `SHA256:${createHash('sha256').update(key).digest('base64').replaceAll('=', '')}`;
    if (this.#settings.hostKeyFingerprints.includes(fingerprint)) return true;
    this.#refusedKey = fingerprint;
    return false;
  }

  /** Runs one operation under its deadline. After a deadline or an abort the connection is of no further use and is cut. */
  async #within<Result>(operation: string, bytes: number, work: () => Promise<Result>): Promise<Result> {
    const limitMs = this.#settings.timeoutMs + Math.ceil(bytes / SLOWEST_BYTES_PER_MS);
    const deadline = AbortSignal.timeout(limitMs);
    const ended = new AbortController();
    const either = AbortSignal.any([this.#signal, deadline, ended.signal]);
    try {
      this.#signal.throwIfAborted();
      return await Promise.race([work(), aborted(either)]);
    } catch (error) {
      if (this.#signal.aborted || deadline.aborted) this.#socket?.destroy();
      this.#signal.throwIfAborted();
      const { host } = this.#settings;
      if (deadline.aborted) throw channelErrors.create('CHANNEL_SFTP_DEADLINE', { operation, host, limitMs }, error);
      throw this.#explained(operation, error);
    } finally {
      ended.abort();
    }
  }

  #explained(operation: string, error: unknown): RelaisError {
    const { host } = this.#settings;
    if (this.#refusedKey !== null) {
      return channelErrors.create('CHANNEL_HOST_KEY_REFUSED', { host, fingerprint: this.#refusedKey });
    }
    const message = messageOf(error);
    if (/authentication methods failed/i.test(message)) {
      return channelErrors.create('CHANNEL_SFTP_LOGIN_REFUSED', { host });
    }
    const details = { operation, host, reason: partnerWords(message) ?? 'unknown' };
    // A number is a status that the server answered with (draft-ietf-secsh-filexfer-02, section 7).
    const answered = typeof (error as { code?: unknown } | null)?.code === 'number';
    return channelErrors.create(answered ? 'CHANNEL_SFTP_REFUSED' : 'CHANNEL_SFTP_FAILED', details);
  }
}

/** Listens so that an event is not unheard: what goes wrong also rejects the call under way. */
function ignore(): void {}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const give = () => reject(signal.reason as Error);
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });
}
