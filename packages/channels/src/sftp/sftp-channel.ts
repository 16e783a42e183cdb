import { type Logger, messageOf, RelaisError, sha256 } from '@relais/runtime';
import { channelErrors } from '../errors.ts';
import { ACCEPTED, failed } from '../outcomes.ts';
import type { Channel, ChannelBatch, ItemOutcome, OutcomeReason, ReceiptBatch } from '../port.ts';
import { wireItem } from '../wire-item.ts';
import { withSftp } from './connection.ts';
import { type DepositFile, deposit, isInPlace } from './deposit.ts';
import { FILE_SUFFIX, MANIFEST_SUFFIX, type SftpManifest } from './protocol.ts';
import { type ResultFile, ResultReader } from './results.ts';
import type { SftpSession } from './session.ts';
import type { SftpSettings } from './settings.ts';

const REASONS: Readonly<Record<string, OutcomeReason>> = {
  CHANNEL_HOST_KEY_REFUSED: 'authentication',
  CHANNEL_SFTP_LOGIN_REFUSED: 'authentication',
  CHANNEL_SFTP_DEADLINE: 'timeout',
  CHANNEL_SFTP_REFUSED: 'server-error',
  CHANNEL_SFTP_NOT_VERIFIED: 'server-error',
};

export interface SftpSurroundings {
  readonly subscription: string;
  readonly logger: Logger;
}

/** Opens the SFTP channel; the contract stands in `protocol.ts`. */
export function openSftp(settings: SftpSettings, surroundings: SftpSurroundings): Channel {
  const { results } = settings;
  const drop = new SftpDrop(settings, surroundings);
  const closing = new AbortController();
  const whileOpen = (signal: AbortSignal) => AbortSignal.any([signal, closing.signal]);
  return {
    kind: 'sftp',
    batchSize: settings.batchSize,
    concurrency: 1,
    lingerMs: settings.lingerMs,
    receiptsEveryMs: results?.everyMs ?? null,
    send: async (batch, signal) => await drop.send(batch, whileOpen(signal)),
    receipts: async (signal) => await drop.receipts(whileOpen(signal)),
    close: async () => closing.abort(new DOMException('the channel was closed', 'AbortError')),
  };
}

class SftpDrop {
  readonly #settings: SftpSettings;
  readonly #subscription: string;
  readonly #logger: Logger;
  readonly #reader: ResultReader | null;

  constructor(settings: SftpSettings, { subscription, logger }: SftpSurroundings) {
    this.#settings = settings;
    this.#subscription = subscription;
    this.#logger = logger;
    const { results } = settings;
    const folder = results && { path: results.folder, subscription, mostBytes: results.mostBytes };
    this.#reader = folder && new ResultReader(folder, logger);
  }

  async send(batch: ChannelBatch, signal: AbortSignal): Promise<ItemOutcome[]> {
    if (batch.items.length === 0) return [];
    const outcome = await this.#outcomeOf(batch, signal);
    return batch.items.map(() => outcome);
  }

  async receipts(signal: AbortSignal): Promise<ReceiptBatch[]> {
    const reader = this.#reader;
    if (reader === null) return [];
    try {
      const files = await withSftp(this.#settings, signal, async (session) => await reader.read(session));
      return files.map((file) => this.#receiptBatch(file, signal));
    } catch (error) {
      signal.throwIfAborted();
      this.#passOver(error);
      return [];
    }
  }

  async #outcomeOf(batch: ChannelBatch, signal: AbortSignal): Promise<ItemOutcome> {
    try {
      await this.#leave(this.#filesOf(batch), signal);
    } catch (error) {
      if (!(error instanceof RelaisError)) throw error;
      return failed(REASONS[error.code] ?? 'connection', error.message);
    }
    const { results } = this.#settings;
    return results === null ? ACCEPTED : { kind: 'handed-over', receiptWithinMs: results.withinMs };
  }

  /** Leaves the files in their order. A rename with a lost reply is settled on one more connection. */
  async #leave(files: readonly DepositFile[], signal: AbortSignal): Promise<void> {
    try {
      await withSftp(this.#settings, signal, async (session) => await this.#leaveOver(session, files, false));
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'CHANNEL_SFTP_RENAME_UNKNOWN') throw error;
      await withSftp(this.#settings, signal, async (session) => await this.#leaveOver(session, files, true));
    }
  }

  async #leaveOver(session: SftpSession, files: readonly DepositFile[], again: boolean): Promise<void> {
    for (const file of files) {
      if (again && (await isInPlace(session, file, this.#settings))) continue;
      await deposit(session, file, this.#settings);
    }
  }

  #filesOf({ id, items, at }: ChannelBatch): DepositFile[] {
    const { folder } = this.#settings;
    const stem = `${this.#subscription}_${fileSafe(id)}`;
    const lines = items.map((item) => `${JSON.stringify(wireItem(this.#subscription, item))}\n`);
    const content = Buffer.from(lines.join(''));
    const manifest: SftpManifest = {
      batchId: id,
      file: `${stem}${FILE_SUFFIX}`,
      count: items.length,
      bytes: content.length,
      sha256: sha256(content),
      createdAt: new Date(at).toISOString(),
    };
    return [
      { path: `${folder}/${manifest.file}`, content },
      { path: `${folder}/${stem}${MANIFEST_SUFFIX}`, content: Buffer.from(`${JSON.stringify(manifest)}\n`) },
    ];
  }

  #receiptBatch(file: ResultFile, signal: AbortSignal): ReceiptBatch {
    return {
      batchId: file.batchId,
      receipts: file.receipts,
      settle: async () => {
        try {
          await withSftp(this.#settings, signal, async (session) => await this.#clear(session, file.name));
        } catch (error) {
          if (!signal.aborted) this.#passOver(error);
        }
      },
    };
  }

  async #clear(session: SftpSession, name: string): Promise<void> {
    const { folder = '', archiveFolder = null } = this.#settings.results ?? {};
    const path = `${folder}/${name}`;
    if (archiveFolder === null) return await session.remove(path);
    const archived = `${archiveFolder}/${name}`;
    if ((await session.replace(path, archived)) === 'done') return;
    if ((await session.size(archived)) !== null) await session.remove(archived);
    await session.rename(path, archived);
  }

  /** What cannot be read or cleared now is read again at the next turn: receipts may come twice, never not at all. */
  #passOver(error: unknown): void {
    if (!(error instanceof RelaisError)) throw error;
    const details = { subscription: this.#subscription, reason: messageOf(error) };
    const told = channelErrors.create('CHANNEL_RESULTS_UNREADABLE', details, error);
    this.#logger.warn({ code: told.code, cause: error.code, ...details }, told.message);
  }
}

/** Batch ids become file names: any that could mean something to a file system is replaced by its hash. */
function fileSafe(batchId: string): string {
  return /^[A-Za-z0-9_-]{1,128}$/.test(batchId) ? batchId : sha256(batchId).slice(0, 32);
}
