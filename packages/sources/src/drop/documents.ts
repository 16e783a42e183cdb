import { type Document, documentsIn } from '../archives/unpack.ts';
import { firstSign, type RawBytes } from '../raw-bytes.ts';
import type { SourceProfile } from '../settings.ts';
import { type DocumentEnd, type Items, refusedFile } from './items.ts';
import { mapped } from './mapped.ts';
import { selfDescribed } from './self-described.ts';
import type { DropSettings } from './settings.ts';

/** The records of one file that is held, as items. */
export function itemsOfFile(bytes: RawBytes, settings: DropSettings, profile: SourceProfile): Items {
  return itemsOfDocuments(documentsIn(bytes, settings.archives), settings, profile);
}

/** The records of a file's documents as items. What cannot be read becomes an item with the reason; the rest is read on. */
export function* itemsOfDocuments(
  documents: Iterable<Document>,
  settings: DropSettings,
  profile: SourceProfile,
): Items {
  const ends: DocumentEnd[] = [];
  let position = 0;
  for (const document of documents) {
    const first = position;
    const items = document.ok
      ? itemsOfDocument(document.bytes, settings, profile)
      : refusedFile(document.code, document.reason);
    for (let next = items.next(); ; next = items.next()) {
      if (next.done === true) {
        ends.push(next.value);
        break;
      }
      if (next.value === null) yield null;
      else yield { ...next.value, position: first + next.value.position };
      if (next.value !== null) position = first + next.value.position + 1;
    }
  }
  return joined(ends);
}

function itemsOfDocument(bytes: RawBytes, settings: DropSettings, profile: SourceProfile): Items {
  if (firstSign(bytes) === null) return refusedFile('FILE_FORMAT', 'the file is empty');
  const { records } = settings;
  return records === undefined
    ? selfDescribed(bytes, settings, profile)
    : mapped(bytes, { records, longest: settings.limits.recordLength }, profile);
}

/** An archive is as whole as its documents, and a delta as soon as one of them is. */
function joined(ends: readonly DocumentEnd[]): DocumentEnd {
  const [only] = ends;
  if (only !== undefined && ends.length === 1) return only;
  const announced = ends.map((end) => end.announced);
  const modes = new Set(ends.map(({ mode }) => mode));
  return {
    whole: ends.length > 0 && ends.every(({ whole }) => whole),
    announced: announced.reduce<number | null>((sum, each) => (sum === null || each === null ? null : sum + each), 0),
    mode: modes.has('delta') ? 'delta' : modes.has('snapshot') ? 'snapshot' : null,
    drift: ends.flatMap(({ drift }) => drift),
  };
}
