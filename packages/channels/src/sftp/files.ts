import { sha256 } from '@relais/runtime';
import { bytesOf } from '../bytes-of.ts';
import { type DocumentHead, formatItem } from '../formats/port.ts';
import { formatNamed } from '../formats/registry.ts';
import type { ChannelBatch, DeliveryItem } from '../port.ts';
import type { DepositFile } from './deposit.ts';
import { MANIFEST_SUFFIX, type SftpFileEntry, type SftpFullManifest, type SftpManifest } from './protocol.ts';
import type { SftpSettings } from './settings.ts';

/** A file of offers, and what its manifest says of it. */
interface Written {
  readonly file: DepositFile;
  readonly entry: SftpFileEntry;
}

/** Turns items into the files of the contract (`protocol.ts`). The same items give the same names. */
export class SftpFiles {
  readonly #settings: SftpSettings;
  readonly #subscription: string;

  constructor(settings: SftpSettings, subscription: string) {
    this.#settings = settings;
    this.#subscription = subscription;
  }

  /** The file of a batch and its manifest, in the order in which they are left. */
  difference({ id, items, at }: ChannelBatch): DepositFile[] {
    const stem = `${this.#subscription}_${fileSafe(id)}`;
    const { file, entry } = this.#written(stem, items, { load: 'difference', at });
    const { format } = this.#settings;
    const createdAt = new Date(at).toISOString();
    const manifest: SftpManifest = { batchId: id, ...entry, load: 'difference', format, createdAt };
    return [file, this.#manifest(stem, manifest)];
  }

  /** One file of a full set; `number` counts from 1. */
  part(setId: string, number: number, items: readonly DeliveryItem[], at: number): Written {
    const stem = `${this.#subscription}_full_${fileSafe(setId)}_${String(number).padStart(3, '0')}`;
    return this.#written(stem, items, { load: 'full', at });
  }

  fullManifest(setId: string, files: readonly SftpFileEntry[], at: number): DepositFile {
    const manifest: SftpFullManifest = {
      setId,
      load: 'full',
      format: this.#settings.format,
      count: files.reduce((sum, { count }) => sum + count, 0),
      files: [...files],
      createdAt: new Date(at).toISOString(),
    };
    return this.#manifest(`${this.#subscription}_full_${fileSafe(setId)}`, manifest);
  }

  #written(stem: string, items: readonly DeliveryItem[], about: Pick<DocumentHead, 'load' | 'at'>): Written {
    const format = formatNamed(this.#settings.format);
    const head = { ...about, subscription: this.#subscription, count: items.length };
    const written = items.map((item) => formatItem(this.#subscription, item));
    const content = bytesOf(format.many(written, head));
    const name = `${stem}.${format.extension}`;
    return {
      file: { path: `${this.#settings.folder}/${name}`, content },
      entry: { file: name, count: items.length, bytes: content.length, sha256: sha256(content) },
    };
  }

  #manifest(stem: string, manifest: SftpManifest | SftpFullManifest): DepositFile {
    const content = Buffer.from(`${JSON.stringify(manifest)}\n`);
    return { path: `${this.#settings.folder}/${stem}${MANIFEST_SUFFIX}`, content };
  }
}

/** Batch ids become file names: any that could mean something to a file system is replaced by its hash. */
function fileSafe(batchId: string): string {
  return /^[A-Za-z0-9_-]{1,128}$/.test(batchId) ? batchId : sha256(batchId).slice(0, 32);
}
