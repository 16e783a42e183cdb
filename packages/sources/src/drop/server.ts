import { createHash } from 'node:crypto';
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { within } from '@relais/runtime';
import SftpClient from 'ssh2-sftp-client';
import { sourceErrors } from '../errors.ts';
import type { Take } from './put-down.ts';
import type { DropSettings } from './settings.ts';

/** A file as the server lists it. */
export interface ListedFile {
  readonly name: string;
  readonly size: number;
  /** Milliseconds since the epoch, by the server's clock. */
  readonly modified: number;
}

/** Slower transfers than this count as stalled. */
const SLOWEST_BYTES_PER_MS = 50;
const quiet = () => undefined;

/**
 * One job on the server: its own connection, one operation after the other, a deadline on each, and the host key pinned.
 * The connection is gone when the job ends, fails or is aborted.
 */
export async function onServer<Result>(
  source: string,
  settings: DropSettings,
  signal: AbortSignal,
  job: (server: DropServer) => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  // Without callbacks of its own the library prints what happens to the connection.
  const client = new SftpClient('relais', { error: quiet, end: quiet, close: quiet });
  const abort = () => hangUp(client);
  signal.addEventListener('abort', abort, { once: true });
  try {
    await connect(client, source, settings);
    return await job(new DropServer(client, source, settings));
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
    await within(2_000, client.end(), () => new Overdue()).catch(quiet);
    hangUp(client);
  }
}

export class DropServer {
  readonly #client: SftpClient;
  readonly #source: string;
  readonly #settings: DropSettings;

  constructor(client: SftpClient, source: string, settings: DropSettings) {
    this.#client = client;
    this.#source = source;
    this.#settings = settings;
  }

  /** Ordinary files of the folder; links are not followed. */
  async list(): Promise<ListedFile[]> {
    const entries = await this.#do('listing the folder', () => this.#client.list(this.#settings.folder));
    const files = entries.filter(({ type }) => type === '-');
    return files.map(({ name, size, modifyTime }) => ({ name, size, modified: modifyTime }));
  }

  /** Hands over a file as it comes; fails when it is not as long as it was listed. */
  async read({ name, size }: ListedFile, take: Take): Promise<void> {
    let length = 0;
    const taker = new Taker(async (piece) => {
      length += piece.length;
      if (length > size) throw this.#changed();
      await take(piece);
    });
    const patience = size / SLOWEST_BYTES_PER_MS;
    const reading = async () => {
      await this.#client.get(this.#path(name), taker);
      // The library is done when all has been read; what is read last is not taken yet.
      await finished(taker);
    };
    await this.#do('reading a file', reading, patience).catch((error) => {
      throw taker.failure ?? error;
    });
    if (length !== size) throw this.#changed();
  }

  async write(name: string, content: Buffer): Promise<void> {
    const patience = content.length / SLOWEST_BYTES_PER_MS;
    await this.#do('writing a file', () => this.#client.put(content, this.#path(name)), patience);
  }

  async exists(name: string): Promise<boolean> {
    return (await this.#do('looking for a file', () => this.#client.exists(this.#path(name)))) !== false;
  }

  async makeFolder(name: string): Promise<void> {
    if (!(await this.exists(name))) await this.#do('making a folder', () => this.#client.mkdir(this.#path(name)));
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#do('moving a file', () => this.#client.rename(this.#path(from), this.#path(to)));
  }

  async remove(name: string): Promise<void> {
    await this.#do('removing a file', () => this.#client.delete(this.#path(name), true));
  }

  #path(name: string): string {
    return `${this.#settings.folder.replace(/\/+$/, '')}/${name}`;
  }

  #changed() {
    return sourceErrors.create('DROP_FILE_CHANGED', { source: this.#source });
  }

  async #do<Result>(operation: string, act: () => Promise<Result>, patienceMs = 0): Promise<Result> {
    const limitMs = Math.ceil(this.#settings.limits.operationMs + patienceMs);
    try {
      return await within(limitMs, act(), () => new Overdue());
    } catch (error) {
      const source = this.#source;
      if (error instanceof Overdue) throw sourceErrors.create('SFTP_TIMEOUT', { source, operation, limitMs });
      throw sourceErrors.create('SFTP_FAILED', { source, operation, reason: codeOf(error) });
    }
  }
}

async function connect(client: SftpClient, source: string, settings: DropSettings): Promise<void> {
  const { host, port, username, login, hostKeyFingerprints, hostKeyAlgorithms, limits } = settings;
  let refused = false;
  const hostVerifier = (key: Buffer): boolean => {
    refused = !hostKeyFingerprints.includes(fingerprintOf(key));
    return !refused;
  };
  const options: SftpClient.ConnectOptions = {
    host,
    port,
    username,
    ...('password' in login ? { password: login.password } : { privateKey: login.privateKey }),
    ...('passphrase' in login && login.passphrase !== undefined ? { passphrase: login.passphrase } : {}),
    ...(hostKeyAlgorithms === undefined ? {} : { algorithms: { serverHostKey: hostKeyAlgorithms } }),
    hostVerifier,
    // Ours comes first: the library tells of its own in no words that can be shown.
    readyTimeout: 2 * limits.operationMs,
    keepaliveInterval: 10_000,
    keepaliveCountMax: 3,
  };
  try {
    const connecting = client.connect(options);
    // Each small packet would wait for the delayed acknowledgement of the one before, a dozen times before the first operation.
    connectionOf(client)?.setNoDelay?.(true);
    await within(limits.operationMs, connecting, () => new Overdue());
  } catch (error) {
    if (refused) throw sourceErrors.create('SFTP_HOST_KEY_REFUSED', { source, host });
    if (/authentication/i.test(String(error))) throw sourceErrors.create('SFTP_LOGIN_REFUSED', { source, host });
    if (error instanceof Overdue) {
      throw sourceErrors.create('SFTP_TIMEOUT', { source, operation: 'connecting', limitMs: limits.operationMs });
    }
    throw sourceErrors.create('SFTP_UNREACHABLE', { source, host, reason: codeOf(error) });
  }
}

/** SHA-256 of the key blob as OpenSSH prints it: base64 without padding. */
function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replaceAll('=', '')}`;
}

/** The library's own connection, which its types do not show. */
function connectionOf(client: SftpClient): { setNoDelay?(on: boolean): void; destroy?(): void } | null {
  return (client as unknown as { client?: { setNoDelay?(on: boolean): void; destroy?(): void } }).client ?? null;
}

function hangUp(client: SftpClient): void {
  connectionOf(client)?.destroy?.();
}

class Overdue extends Error {}

/** The error's code alone: messages of the library hold paths and addresses. */
function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' || typeof code === 'number' ? String(code) : 'unknown';
}

/** Hands over what is sent. */
class Taker extends Writable {
  readonly #take: Take;
  /** Why a piece could not be taken, which is no fault of the server; null while all were. */
  failure: unknown = null;

  constructor(take: Take) {
    super();
    this.#take = take;
  }

  override _write(piece: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    void this.#handOver(piece, done);
  }

  async #handOver(piece: Buffer, done: (error?: Error | null) => void): Promise<void> {
    try {
      await this.#take(piece);
    } catch (error) {
      this.failure = error;
      return done(new Error('a piece could not be taken'));
    }
    done();
  }
}
