import { type Logger, messageOf, RelaisError } from '@relais/runtime';
import { channelErrors } from '../errors.ts';
import { readInventory } from '../inventory.ts';
import { ACCEPTED, failed } from '../outcomes.ts';
import type {
  Channel,
  ChannelBatch,
  DeliveryItem,
  FullSet,
  InventoryRecord,
  ItemOutcome,
  OutcomeReason,
  ReceiptBatch,
} from '../port.ts';
import { closeKeptSftp, withKeptSftp } from './account.ts';
import { type DepositFile, deposit, isInPlace } from './deposit.ts';
import { SftpFiles } from './files.ts';
import { INVENTORY_SUFFIX, type SftpFileEntry } from './protocol.ts';
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
  const { results, inventory } = settings;
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
    sendFull: async (set, signal) => await drop.sendFull(set, whileOpen(signal)),
    ...(inventory === null ? {} : { inventory: (signal: AbortSignal) => drop.inventory(inventory, whileOpen(signal)) }),
    close: async () => {
      closing.abort(new DOMException('the channel was closed', 'AbortError'));
      await closeKeptSftp(settings);
    },
  };
}

class SftpDrop {
  readonly #settings: SftpSettings;
  readonly #subscription: string;
  readonly #logger: Logger;
  readonly #reader: ResultReader | null;
  readonly #files: SftpFiles;

  constructor(settings: SftpSettings, { subscription, logger }: SftpSurroundings) {
    this.#settings = settings;
    this.#subscription = subscription;
    this.#logger = logger;
    this.#files = new SftpFiles(settings, subscription);
    const { results } = settings;
    const folder = results && { path: results.folder, subscription, mostBytes: results.mostBytes };
    this.#reader = folder && new ResultReader(folder, logger);
  }

  async send(batch: ChannelBatch, signal: AbortSignal): Promise<ItemOutcome[]> {
    if (batch.items.length === 0) return [];
    const outcome = await this.#outcomeOf(async () => await this.#leave(this.#files.difference(batch), signal));
    return batch.items.map(() => outcome);
  }

  async sendFull(set: FullSet, signal: AbortSignal): Promise<ItemOutcome> {
    return await this.#outcomeOf(async () => await this.#leaveFull(set, signal));
  }

  async *inventory(
    { folder, mostBytes }: NonNullable<SftpSettings['inventory']>,
    signal: AbortSignal,
  ): AsyncGenerator<InventoryRecord> {
    const subscription = this.#subscription;
    const path = `${folder}/${subscription}${INVENTORY_SUFFIX}`;
    try {
      const content = await withKeptSftp(
        this.#settings,
        signal,
        async (session) => await session.read(path, mostBytes),
      );
      if (content === null) throw new Error(`it is larger than ${mostBytes} bytes`);
      yield* readInventory([content]);
    } catch (error) {
      signal.throwIfAborted();
      throw channelErrors.create('CHANNEL_INVENTORY_UNREADABLE', { subscription, reason: messageOf(error) }, error);
    }
  }

  async receipts(signal: AbortSignal): Promise<ReceiptBatch[]> {
    const reader = this.#reader;
    if (reader === null) return [];
    try {
      const files = await withKeptSftp(this.#settings, signal, async (session) => await reader.read(session));
      return files.map((file) => this.#receiptBatch(file, signal));
    } catch (error) {
      signal.throwIfAborted();
      this.#passOver(error);
      return [];
    }
  }

  async #outcomeOf(leaving: () => Promise<void>): Promise<ItemOutcome> {
    try {
      await leaving();
    } catch (error) {
      if (!(error instanceof RelaisError)) throw error;
      return failed(REASONS[error.code] ?? 'connection', error.message);
    }
    const { results } = this.#settings;
    return results === null ? ACCEPTED : { kind: 'handed-over', receiptWithinMs: results.withinMs };
  }

  /** File by file, so that a set of any size takes the memory of one. */
  async #leaveFull({ id, items, at }: FullSet, signal: AbortSignal): Promise<void> {
    const entries: SftpFileEntry[] = [];
    for await (const portion of portionsOf(items, this.#settings.batchSize)) {
      const { file, entry } = this.#files.part(id, entries.length + 1, portion, at);
      await this.#leave([file], signal);
      entries.push(entry);
    }
    await this.#leave([this.#files.fullManifest(id, entries, at)], signal);
  }

  /** Leaves the files in their order. A rename with a lost reply is settled on one more connection. */
  async #leave(files: readonly DepositFile[], signal: AbortSignal): Promise<void> {
    try {
      await withKeptSftp(this.#settings, signal, async (session) => await this.#leaveOver(session, files, false));
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'CHANNEL_SFTP_RENAME_UNKNOWN') throw error;
      await withKeptSftp(this.#settings, signal, async (session) => await this.#leaveOver(session, files, true));
    }
  }

  async #leaveOver(session: SftpSession, files: readonly DepositFile[], again: boolean): Promise<void> {
    for (const file of files) {
      if (again && (await isInPlace(session, file, this.#settings))) continue;
      await deposit(session, file, this.#settings);
    }
  }

  #receiptBatch(file: ResultFile, signal: AbortSignal): ReceiptBatch {
    return {
      batchId: file.batchId,
      receipts: file.receipts,
      settle: async () => {
        try {
          await withKeptSftp(this.#settings, signal, async (session) => await this.#clear(session, file.name));
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

async function* portionsOf(items: AsyncIterable<DeliveryItem>, size: number): AsyncGenerator<DeliveryItem[]> {
  let portion: DeliveryItem[] = [];
  for await (const item of items) {
    portion.push(item);
    if (portion.length < size) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}
