import { setImmediate } from 'node:timers/promises';
import type { Closeable, RelaisError } from '@relais/runtime';
import type { RunResult, SourceContext, SourceItem, SourcePage, SourceRun } from '../port.ts';
import type { SourceProfile } from '../settings.ts';
import type { ArrivedFile } from './arrival.ts';
import { itemsOfDocuments } from './documents.ts';
import { type DocumentEnd, type FileCode, fileItem, type Items, NOTHING, refusedFile } from './items.ts';
import type { FileLedger } from './ledger.ts';
import { isSafeName, matchesAny, shownName } from './names.ts';
import { type OpenedFile, openedFile } from './opened-file.ts';
import { type PutDown, putDown } from './put-down.ts';
import { onServer } from './server.ts';
import type { DropSettings } from './settings.ts';
import { putAway } from './settle.ts';
import { isPartOfSeveral, modeInContent } from './whole.ts';

const ITEMS_PER_PAGE = 200;
/** Work done at a stretch before other work is let on, milliseconds. */
const STRETCH_MS = 20;

export interface Drop {
  readonly source: string;
  readonly settings: DropSettings;
  readonly context: SourceContext;
  readonly profile: SourceProfile;
}

/** A file that is not opened: one entry in the books, once. */
export function refusedRun(
  drop: Drop,
  file: ArrivedFile,
  ledger: FileLedger,
  [code, reason]: [FileCode, string],
): SourceRun {
  return {
    mode: 'delta',
    subject: `file ${shownName(file.name)}`,
    async *pages() {
      await Promise.resolve();
      yield { archiveHash: null, items: [fileItem(0, code, reason, 'fetch')], announced: null };
    },
    end() {
      ledger.add({ ...file, sha256: null });
      return { cursor: ledger.cursor, complete: false };
    },
    async settle(result) {
      if (isSafeName(file.name)) await settleFile(drop, file, ledger, { sha256: null, sameAs: null, result });
    },
  };
}

/** The run of one file, to be closed where its pages were not asked for. Where only its content says what it is, the file is read before the run begins. */
export async function fileRun(
  drop: Drop,
  file: ArrivedFile,
  ledger: FileLedger,
  signal: AbortSignal,
): Promise<SourceRun & Closeable> {
  const { settings } = drop;
  if (matchesAny(file.name, settings.snapshotFiles)) return new FileRun(drop, file, ledger, { mode: 'snapshot' });
  if (settings.semantics !== 'content') return new FileRun(drop, file, ledger, { mode: settings.semantics });
  const content = await contentOf(drop, file, signal);
  try {
    const opened = await openedFile(content, settings.archives, drop.context.scratch, signal);
    return new FileRun(drop, file, ledger, { mode: modeInContent(opened.documents), content, opened });
  } catch (error) {
    await content.close();
    throw error;
  }
}

async function contentOf(
  { source, settings, context }: Drop,
  file: ArrivedFile,
  signal: AbortSignal,
): Promise<PutDown> {
  return await onServer(source, settings, signal, (server) =>
    putDown((take) => server.read(file, take), context.scratch),
  );
}

class FileRun implements SourceRun, Closeable {
  readonly mode: 'snapshot' | 'delta';
  readonly subject: string;
  readonly #drop: Drop;
  readonly #file: ArrivedFile;
  readonly #ledger: FileLedger;
  /** Null while the file is not here. */
  #content: PutDown | null;
  #opened: OpenedFile | null;
  #sha256: string | null = null;
  #sameAs: string | null = null;
  #isSound = true;
  #ended: DocumentEnd | null = null;

  constructor(
    drop: Drop,
    file: ArrivedFile,
    ledger: FileLedger,
    known: { mode: 'snapshot' | 'delta'; content?: PutDown; opened?: OpenedFile },
  ) {
    this.mode = known.mode;
    this.subject = `file ${shownName(file.name)}`;
    this.#drop = drop;
    this.#file = file;
    this.#ledger = ledger;
    this.#content = known.content ?? null;
    this.#opened = known.opened ?? null;
  }

  async *pages(signal: AbortSignal): AsyncGenerator<SourcePage, void, undefined> {
    this.#content ??= await contentOf(this.#drop, this.#file, signal);
    const content = this.#content;
    this.#isSound = true;
    this.#sha256 = content.sha256;
    this.#sameAs = this.#repeated(content.sha256);
    try {
      const archiveHash = await this.#drop.context.archive(content, content.sha256);
      for await (const { items, end } of inPages(await this.#items(content, signal), signal)) {
        this.#isSound &&= items.every(({ kind }) => kind !== 'unreadable');
        this.#ended = end ?? null;
        yield { archiveHash, items, announced: end?.announced ?? null };
      }
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    const open = [this.#content, this.#opened];
    this.#content = null;
    this.#opened = null;
    for (const each of open) await each?.close();
  }

  end() {
    if (this.#sha256 !== null && this.#sameAs === null) {
      this.#ledger.remember(this.#sha256, { name: this.#file.name, sound: this.#isSound });
    }
    const { name, size, modified } = this.#file;
    this.#ledger.add({ name, size, modified, sha256: this.#sha256 });
    const { whole, mode, drift } = this.#ended ?? { ...NOTHING, whole: false };
    const isAll = whole && mode !== 'delta' && !isPartOfSeveral(name);
    return { cursor: this.#ledger.cursor, complete: this.mode === 'snapshot' && isAll, drift };
  }

  async settle(result: RunResult): Promise<void> {
    const done = { sha256: this.#sha256, sameAs: this.#sameAs, result };
    await settleFile(this.#drop, this.#file, this.#ledger, done);
  }

  async #items(content: PutDown, signal: AbortSignal): Promise<Items> {
    const { settings, profile, context } = this.#drop;
    const expected = this.#file.sha256;
    if (expected !== null && expected !== this.#sha256) {
      return refusedFile('FILE_CHECKSUM', 'its SHA-256 is not the one that its manifest gives');
    }
    if (this.#sameAs !== null) return nothing();
    this.#opened ??= await openedFile(content, settings.archives, context.scratch, signal);
    return itemsOfDocuments(this.#opened.documents, settings, profile);
  }

  /** An old delta that is applied again would bring older content back. A snapshot is always the newest word. */
  #repeated(digest: string): string | null {
    if (this.mode === 'snapshot' || this.#drop.settings.repeats === 'read') return null;
    const known = this.#ledger.content(digest);
    return known?.sound === true ? known.name : null;
  }
}

// oxlint-disable-next-line require-yield -- a file that says nothing new has no items
function* nothing(): Items {
  return NOTHING;
}

interface Slice {
  readonly items: readonly SourceItem[];
  /** With the last slice. */
  readonly end?: DocumentEnd;
}

/** Items by the page; other work is let on whenever a stretch of this one was long enough. */
async function* inPages(items: Items, signal: AbortSignal): AsyncGenerator<Slice, void, undefined> {
  let page: SourceItem[] = [];
  let began = performance.now();
  for (let next = items.next(); ; next = items.next()) {
    if (next.done === true) return yield { items: page, end: next.value };
    if (next.value !== null) page.push(next.value);
    if (performance.now() - began > STRETCH_MS) {
      await setImmediate();
      signal.throwIfAborted();
      began = performance.now();
    }
    if (page.length < ITEMS_PER_PAGE) continue;
    yield { items: page };
    page = [];
  }
}

/** The answer first, then the file out of the way: whoever finds the file gone finds the answer. */
async function settleFile(
  { source, settings, context }: Drop,
  { name, companions }: ArrivedFile,
  ledger: FileLedger,
  done: { sha256: string | null; sameAs: string | null; result: RunResult },
): Promise<void> {
  const { records } = done.result;
  const isRead = records.length === 0 ? done.sha256 !== null : records.some(({ outcome }) => outcome !== 'quarantined');
  const folder = isRead ? settings.processedFolder : settings.rejectedFolder;
  const signal = AbortSignal.timeout(settings.limits.operationMs * 10);
  try {
    await onServer(source, settings, signal, (server) => putAway(server, { ...done, name, companions, folder }));
    ledger.forget(name);
  } catch (error) {
    // The batch is settled and the ledger knows the file: it is put away with the next look.
    const { code } = error as RelaisError;
    context.logger.warn({ source, file: shownName(name), code }, 'a file could not be put away');
  }
}
