import { gunzipSync } from 'node:zlib';
import { type ArchiveKind, type ArchiveLimits, inflated, mostBytes, refused, type Unpacked } from './refusal.ts';
import { unpackZip } from './zip.ts';

/** What follows `PK`: a file, the end of an empty archive, or the mark of one in several parts. */
const ZIP_BEGINS = ['3 4', '5 6', '7 8'];

/** The kind of archive that bytes are by their first ones (RFC 1952, section 2.3.1; APPNOTE 4.3); null when they are none. */
export function archiveKindOf(bytes: Uint8Array): ArchiveKind | null {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b && ZIP_BEGINS.includes(`${bytes[2]} ${bytes[3]}`);
  return isZip ? 'zip' : null;
}

/**
 * The documents of a file: the file itself where it is no archive, else what is packed in it, one at a time. An archive
 * in an archive is refused: a limit would have to hold over all levels, and no sender needs it.
 */
export function* documentsIn(bytes: Uint8Array, limits: ArchiveLimits): Generator<Unpacked, void, undefined> {
  const kind = archiveKindOf(bytes);
  if (kind === null) return yield { ok: true, bytes };
  if (!limits.kinds.includes(kind)) return yield refused(`it is packed (${kind}), which the settings do not take`);
  for (const unpacked of kind === 'gzip' ? [unpackGzip(bytes, limits)] : unpackZip(bytes, limits)) {
    const isNested = unpacked.ok && archiveKindOf(unpacked.bytes) !== null;
    yield isNested ? refused('an archive inside an archive is not opened') : unpacked;
  }
}

function unpackGzip(bytes: Uint8Array, limits: ArchiveLimits): Unpacked {
  const most = mostBytes(bytes.length, limits);
  return inflated(() => gunzipSync(bytes, { maxOutputLength: most }), most);
}
