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
  contents: z.array(z.object({ sha256: z.string(), name: z.string(), sound: z.boolean() })).default([]),
});

/** Contents that are remembered after their files are gone, so that one which comes again is known. */
const MOST_CONTENTS = 500;

/** A content that was read before. */
interface KnownContent {
  /** Name under which it came last. */
  readonly name: string;
  /** All of its records were taken: read again it would say nothing new. */
  readonly sound: boolean;
}

/**
 * Files that were read and are still in the folder, and contents that were read before. Both are kept in the cursor: the
 * first is bounded by the folder's own size.
 */
export class FileLedger {
  readonly #entries = new Map<string, LedgerEntry>();
  /** By SHA-256, the oldest first. */
  readonly #contents = new Map<string, KnownContent>();

  static parse(source: string, cursor: string | null): FileLedger {
    const ledger = new FileLedger();
    if (cursor === null) return ledger;
    const json = parseJson(Buffer.from(cursor));
    const stored = cursorSchema.safeParse(json.ok ? json.value : null);
    if (!stored.success) throw sourceErrors.create('SOURCE_CURSOR_INVALID', { source });
    for (const entry of stored.data.files) ledger.add(entry);
    for (const { sha256, ...content } of stored.data.contents) ledger.remember(sha256, content);
    return ledger;
  }

  add(entry: LedgerEntry): void {
    this.#entries.set(entry.name, entry);
  }

  forget(name: string): void {
    this.#entries.delete(name);
  }

  remember(sha256: string, content: KnownContent): void {
    this.#contents.delete(sha256);
    this.#contents.set(sha256, content);
    const [oldest] = this.#contents.keys();
    if (this.#contents.size > MOST_CONTENTS && oldest !== undefined) this.#contents.delete(oldest);
  }

  /** What is known of a content; null when it was not read, or too long ago. */
  content(sha256: string): KnownContent | null {
    return this.#contents.get(sha256) ?? null;
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
    const contents = [...this.#contents].map(([sha256, content]) => ({ sha256, ...content }));
    return JSON.stringify({ files: [...this.#entries.values()], contents });
  }
}
