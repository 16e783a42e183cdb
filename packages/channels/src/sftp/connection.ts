import { createHash } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { messageOf, type RelaisError } from '@relais/runtime';
import SftpClient from 'ssh2-sftp-client';
import { channelErrors } from '../errors.ts';
import { secretHider } from '../own-secrets.ts';
import { partnerWords } from '../partner-words.ts';
import type { RemoteFile, SftpSession } from './session.ts';
import type { SftpSettings } from './settings.ts';

const SLOWEST_BYTES_PER_MS = 256;
/** Half-open connections are noticed after three unanswered signs of life. */
const KEEPALIVE_MS = 10_000;
/** A server that does not hang up in this time is hung up on. */
const LONGEST_GOODBYE_MS = 2_000;

/** A connection for one job after the other. After a job that failed, or was aborted, it is to be closed. */
export class Connection implements SftpSession {
  readonly settings: SftpSettings;
  readonly #client: SftpClient;
  #signal: AbortSignal;
  /** Operations of the job that came to a good end. */
  #done = 0;
  #wasLostBefore = false;
  #socket: Socket | null = null;
  #refusedKey: string | null = null;

  constructor(settings: SftpSettings, signal: AbortSignal) {
    this.settings = settings;
    this.#signal = signal;
    this.#client = new SftpClient('relais', { error: ignore, end: ignore, close: ignore });
  }

  /** Begins a job, which ends when the signal aborts. */
  begin(signal: AbortSignal): void {
    this.#signal = signal;
    this.#done = 0;
  }

  /** The connection is gone: the server hung up, or the network lost it. */
  get isLost(): boolean {
    return this.#socket === null || this.#socket.destroyed || this.#socket.readableEnded;
  }

  /** It was gone before anything of the job happened: the job can be done on another one. */
  get wasLostBefore(): boolean {
    return this.#wasLostBefore;
  }

  async open(): Promise<void> {
    const { host, port, username, privateKey, passphrase, password, timeoutMs } = this.settings;
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
    if (this.settings.hostKeyFingerprints.includes(fingerprint)) return true;
    this.#refusedKey = fingerprint;
    return false;
  }

  /** Runs one operation under its deadline. After a deadline or an abort the connection is of no further use and is cut. */
  async #within<Result>(operation: string, bytes: number, work: () => Promise<Result>): Promise<Result> {
    const limitMs = this.settings.timeoutMs + Math.ceil(bytes / SLOWEST_BYTES_PER_MS);
    const deadline = AbortSignal.timeout(limitMs);
    const ended = new AbortController();
    const either = AbortSignal.any([this.#signal, deadline, ended.signal]);
    try {
      this.#signal.throwIfAborted();
      const result = await Promise.race([work(), aborted(either)]);
      this.#done += 1;
      return result;
    } catch (error) {
      this.#wasLostBefore = this.#done === 0 && this.isLost;
      if (this.#signal.aborted || deadline.aborted) this.#socket?.destroy();
      this.#signal.throwIfAborted();
      const { host } = this.settings;
      if (deadline.aborted) throw channelErrors.create('CHANNEL_SFTP_DEADLINE', { operation, host, limitMs }, error);
      throw this.#explained(operation, error);
    } finally {
      ended.abort();
    }
  }

  #explained(operation: string, error: unknown): RelaisError {
    const { host, password, passphrase } = this.settings;
    if (this.#refusedKey !== null) {
      return channelErrors.create('CHANNEL_HOST_KEY_REFUSED', { host, fingerprint: this.#refusedKey });
    }
    const message = messageOf(error);
    if (/authentication methods failed/i.test(message)) {
      return channelErrors.create('CHANNEL_SFTP_LOGIN_REFUSED', { host });
    }
    const words = partnerWords(secretHider([password, passphrase])(message));
    const details = { operation, host, reason: words ?? 'unknown' };
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
