import { z } from 'zod';
import { sourceErrors } from '../errors.ts';
import { parseJson } from '../records/json-text.ts';
import type { ListedFile } from './server.ts';

/** A file that was read. Its time alone would not tell: senders set it, and clocks differ. */
export interface LedgerEntry extends ListedFile {
  /** Null for a file that was refused unread. */
  readonly sha256: string | null;
}

const cursorSchema = z.object({
  files: z.array(z.object({ name: z.string(), size: z.number(), modified: z.number(), sha256: z.string().nullable() })),
});

/** Files that were read and are still in the folder, kept in the cursor: it is bounded by the folder's own size. */
export class FileLedger {
  readonly #entries = new Map<string, LedgerEntry>();

  static parse(source: string, cursor: string | null): FileLedger {
    const ledger = new FileLedger();
    if (cursor === null) return ledger;
    const json = parseJson(Buffer.from(cursor));
    const stored = cursorSchema.safeParse(json.ok ? json.value : null);
    if (!stored.success) throw sourceErrors.create('SOURCE_CURSOR_INVALID', { source });
    for (const entry of stored.data.files) ledger.add(entry);
    return ledger;
  }

  add(entry: LedgerEntry): void {
    this.#entries.set(entry.name, entry);
  }

  forget(name: string): void {
    this.#entries.delete(name);
  }

  /** Drops entries of files that are gone. */
  keepOnly(files: readonly ListedFile[]): void {
    const there = new Set(files.map(({ name }) => name));
    for (const name of this.#entries.keys()) if (!there.has(name)) this.#entries.delete(name);
  }

  /** The entry under which the file was read, going by name, size and time. */
  find(file: ListedFile): LedgerEntry | null {
    const entry = this.#entries.get(file.name);
    return entry !== undefined && entry.size === file.size && entry.modified === file.modified ? entry : null;
  }

  get cursor(): string {
    return JSON.stringify({ files: [...this.#entries.values()] });
  }
}
