import type { SourceItem, SourcePage, SourceRun } from '@relais/sources';
import type { Archive } from './archive.ts';

/** A raw file as the source delivers it. */
export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Items of one raw file of a source; a record at fault becomes an `unreadable` item. */
export type FileReader = (file: NamedFile) => Iterable<SourceItem>;

const ITEMS_PER_PAGE = 200;

/**
 * One raw file as a run, through the same way as everything else a source shows. Absence from it means something only
 * where the file is declared to hold all there is. The cursor stays: the file says nothing of what the source has.
 */
export function fileRun(read: FileReader, file: NamedFile, isSnapshot: boolean, archive: Archive): SourceRun {
  let whole = false;
  return {
    mode: isSnapshot ? 'snapshot' : 'delta',
    subject: `file ${JSON.stringify(file.name).slice(1, -1).slice(0, 120)}`,
    async *pages(signal) {
      const archiveHash = await archive.put(file.bytes);
      whole = yield* inPages(read(file), archiveHash, signal);
    },
    end: () => ({ cursor: null, complete: isSnapshot && whole }),
    settle: () => Promise.resolve(),
  };
}

/** True at the end when every record said which vacancy it is about, and the reader found nothing missing. */
async function* inPages(
  items: Iterable<SourceItem>,
  archiveHash: string,
  signal: AbortSignal,
): AsyncGenerator<SourcePage, boolean, undefined> {
  const reading = items[Symbol.iterator]();
  let whole = true;
  let page: SourceItem[] = [];
  let next = reading.next();
  for (; next.done !== true; next = reading.next()) {
    signal.throwIfAborted();
    whole &&= next.value.reference !== null;
    page.push(next.value);
    if (page.length < ITEMS_PER_PAGE) continue;
    yield { archiveHash, items: page, announced: null };
    page = [];
  }
  if (page.length > 0) yield { archiveHash, items: page, announced: null };
  return whole && !saysMore(next.value);
}

/** Readers of whole documents tell at their end whether anything was left unread. */
function saysMore(end: unknown): boolean {
  return typeof end === 'object' && end !== null && 'whole' in end && end.whole === false;
}
