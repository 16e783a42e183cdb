import { createHash } from 'node:crypto';
import type { ReadRequest, SourceAdapter, SourceContext, SourceRun } from '../port.ts';
import { profileOf } from '../settings.ts';
import { type ArrivedFile, arrivedFiles } from './arrival.ts';
import { type Drop, fileRun, refusedRun } from './file-run.ts';
import type { FileCode } from './items.ts';
import { FileLedger } from './ledger.ts';
import { isSafeName, shownName } from './names.ts';
import { onServer } from './server.ts';
import type { DropSettings } from './settings.ts';
import { putAway } from './settle.ts';

/** File names with numbers sort by the numbers: `jobs-9` before `jobs-10`. */
const byName = new Intl.Collator('en', { numeric: true });

export function openDrop(source: string, settings: DropSettings, context: SourceContext): SourceAdapter {
  const drop = { source, settings, context, profile: profileOf(source, settings, source) };
  return { runs: (request) => runsOf(drop, request), close: () => Promise.resolve() };
}

/** One run for each new file, in the order of their names. */
async function* runsOf(drop: Drop, { cursor, signal }: ReadRequest): AsyncGenerator<SourceRun, void, undefined> {
  const { source, settings } = drop;
  const ledger = FileLedger.parse(source, cursor);
  const files = await onServer(source, settings, signal, (server) => arrivedFiles(server, settings, ledger, signal));
  ledger.keepOnly(files);
  for (const file of files.toSorted((one, other) => byName.compare(one.name, other.name))) {
    signal.throwIfAborted();
    const refusal = refusalOf(file, settings);
    if (refusal !== null) {
      if (ledger.find(file) === null) yield refusedRun(drop, file, ledger, refusal);
    } else if (!(await isDone(drop, file, ledger, signal)) && file.isWhole) {
      const run = await fileRun(drop, file, ledger, signal);
      try {
        yield run;
      } finally {
        await run.close();
      }
    }
  }
}

function refusalOf({ name, size }: ArrivedFile, settings: DropSettings): [FileCode, string] | null {
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
  file: ArrivedFile,
  ledger: FileLedger,
  signal: AbortSignal,
): Promise<boolean> {
  const entry = ledger.find(file);
  if (entry === null || entry.sha256 === null) return false;
  const { name, companions } = file;
  const done = { name, companions, folder: settings.processedFolder, sha256: entry.sha256, result: null, sameAs: null };
  return await onServer(source, settings, signal, async (server) => {
    const hash = createHash('sha256');
    await server.read(file, (piece) => Promise.resolve(void hash.update(piece)));
    if (hash.digest('hex') !== entry.sha256) return false;
    await putAway(server, done);
    ledger.forget(name);
    context.logger.info({ source, file: shownName(name) }, 'a file that was read before is put away');
    return true;
  });
}
