import { type RelaisError, sha256, sleep } from '@relais/runtime';
import type {
  ReadRequest,
  RunResult,
  SourceAdapter,
  SourceContext,
  SourceItem,
  SourcePage,
  SourceRun,
} from '../port.ts';
import { type UnreadableCode, unreadable } from '../records/items.ts';
import { profileOf, type SourceProfile } from '../settings.ts';
import { type DocumentEnd, itemsOfFile } from './documents.ts';
import { FileLedger } from './ledger.ts';
import { isPassedOver, isSafeName, matchesAny, shownName } from './names.ts';
import { type ListedFile, onServer } from './server.ts';
import type { DropSettings } from './settings.ts';
import { putAway } from './settle.ts';

const ITEMS_PER_PAGE = 200;
/** File names with numbers sort by the numbers: `jobs-9` before `jobs-10`. */
const byName = new Intl.Collator('en', { numeric: true });

interface Drop {
  readonly source: string;
  readonly settings: DropSettings;
  readonly context: SourceContext;
  readonly profile: SourceProfile;
}

export function openDrop(source: string, settings: DropSettings, context: SourceContext): SourceAdapter {
  const drop = { source, settings, context, profile: profileOf(source, settings, source) };
  return { runs: (request) => runsOf(drop, request), close: () => Promise.resolve() };
}

/** One run for each new file, in the order of their names. */
async function* runsOf(drop: Drop, request: ReadRequest): AsyncGenerator<SourceRun, void, undefined> {
  const ledger = FileLedger.parse(drop.source, request.cursor);
  const files = await stableFiles(drop, request.signal);
  ledger.keepOnly(files);
  for (const file of files.toSorted((one, other) => byName.compare(one.name, other.name))) {
    request.signal.throwIfAborted();
    const refusal = refusalOf(file, drop.settings);
    if (refusal !== null) {
      if (ledger.find(file) === null) yield refusedRun(drop, file, ledger, refusal);
    } else if (!(await isDone(drop, file, ledger, request.signal))) {
      yield fileRun(drop, file, ledger);
    }
  }
}

/** Files that did not change between two looks. Names that cannot be joined to a path are shown, to be refused aloud. */
async function stableFiles({ source, settings }: Drop, signal: AbortSignal): Promise<ListedFile[]> {
  return await onServer(source, settings, signal, async (server) => {
    const look = async () => (await server.list()).filter((file) => isWanted(file, settings));
    const before = new Map((await look()).map((file) => [file.name, file]));
    if (before.size === 0) return [];
    await sleep(settings.stableForMs, signal);
    return (await look()).filter(({ name, size, modified }) => {
      const earlier = before.get(name);
      return earlier?.size === size && earlier.modified === modified;
    });
  });
}

function isWanted({ name }: ListedFile, settings: DropSettings): boolean {
  return matchesAny(name, settings.files) && !(isSafeName(name) && isPassedOver(name));
}

function refusalOf({ name, size }: ListedFile, settings: DropSettings): [UnreadableCode, string] | null {
  if (!isSafeName(name))
    return ['FILE_NAME_REFUSED', `the name ${shownName(name)} is refused: the file was not opened`];
  const { fileBytes } = settings.limits;
  return size > fileBytes ? ['FILE_TOO_LARGE', `the file has ${size} bytes, more than the ${fileBytes} allowed`] : null;
}

/**
 * True for a file that was read before and only waits to be put away: the process ended in between, or the server refused.
 * Reading it again could bring older content back; a file that only looks the same by name, size and time is read.
 */
async function isDone(
  { source, settings, context }: Drop,
  file: ListedFile,
  ledger: FileLedger,
  signal: AbortSignal,
): Promise<boolean> {
  const entry = ledger.find(file);
  if (entry === null || entry.sha256 === null) return false;
  return await onServer(source, settings, signal, async (server) => {
    if (sha256(await server.read(file)) !== entry.sha256) return false;
    await putAway(server, { name: file.name, folder: settings.processedFolder, sha256: entry.sha256, result: null });
    ledger.forget(file.name);
    context.logger.info({ source, file: shownName(file.name) }, 'a file that was read before is put away');
    return true;
  });
}

/** A file that is not opened: one entry in the books, once. */
function refusedRun(
  drop: Drop,
  file: ListedFile,
  ledger: FileLedger,
  [code, reason]: [UnreadableCode, string],
): SourceRun {
  const item = unreadable({ position: 0, reference: null }, 'fetch', code, reason);
  return {
    mode: 'delta',
    subject: `file ${shownName(file.name)}`,
    async *pages() {
      await Promise.resolve();
      yield { archiveHash: null, items: [item], announced: null };
    },
    end() {
      ledger.add({ ...file, sha256: null });
      return { cursor: ledger.cursor, complete: false };
    },
    async settle(result) {
      if (isSafeName(file.name)) await settleFile(drop, file, ledger, { sha256: null, result });
    },
  };
}

function fileRun(drop: Drop, file: ListedFile, ledger: FileLedger): SourceRun {
  const { settings } = drop;
  const isSnapshot = settings.semantics === 'snapshot' || matchesAny(file.name, settings.snapshotFiles);
  let digest: string | null = null;
  let ended: DocumentEnd | null = null;
  return {
    mode: isSnapshot ? 'snapshot' : 'delta',
    subject: `file ${shownName(file.name)}`,
    async *pages(signal) {
      const bytes = await onServer(drop.source, settings, signal, (server) => server.read(file));
      digest = sha256(bytes);
      const archiveHash = await drop.context.archive(bytes);
      const items = itemsOfFile(bytes, settings, drop.profile);
      ended = yield* inPages(items, archiveHash, signal);
    },
    end() {
      ledger.add({ ...file, sha256: digest });
      return { cursor: ledger.cursor, complete: isSnapshot && ended?.whole === true };
    },
    settle: (result) => settleFile(drop, file, ledger, { sha256: digest, result }),
  };
}

async function* inPages(
  items: Generator<SourceItem, DocumentEnd, undefined>,
  archiveHash: string,
  signal: AbortSignal,
): AsyncGenerator<SourcePage, DocumentEnd, undefined> {
  let page: SourceItem[] = [];
  for (let next = items.next(); ; next = items.next()) {
    if (next.done === true) {
      yield { archiveHash, items: page, announced: next.value.announced };
      return next.value;
    }
    page.push(next.value);
    if (page.length < ITEMS_PER_PAGE) continue;
    signal.throwIfAborted();
    yield { archiveHash, items: page, announced: null };
    page = [];
  }
}

/** The answer first, then the file out of the way: whoever finds the file gone finds the answer. */
async function settleFile(
  { source, settings, context }: Drop,
  file: ListedFile,
  ledger: FileLedger,
  done: { sha256: string | null; result: RunResult },
): Promise<void> {
  const { records } = done.result;
  const isRead = records.length === 0 ? done.sha256 !== null : records.some(({ outcome }) => outcome !== 'quarantined');
  const folder = isRead ? settings.processedFolder : settings.rejectedFolder;
  const signal = AbortSignal.timeout(settings.limits.operationMs * 10);
  try {
    await onServer(source, settings, signal, (server) => putAway(server, { ...done, name: file.name, folder }));
    ledger.forget(file.name);
  } catch (error) {
    // The batch is settled and the ledger knows the file: it is put away with the next look.
    const { code } = error as RelaisError;
    context.logger.warn({ source, file: shownName(file.name), code }, 'a file could not be put away');
  }
}
