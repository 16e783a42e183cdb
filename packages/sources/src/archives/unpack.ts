import { gunzipSync } from 'node:zlib';
import { type RawBytes, wholeOf } from '../raw-bytes.ts';
import {
  type ArchiveKind,
  type ArchiveLimits,
  inflated,
  mostBytes,
  nested,
  type Refusal,
  refused,
  type Unpacked,
} from './refusal.ts';
import { unpackZip } from './zip.ts';

/** What follows `PK`: a file, the end of an empty archive, or the mark of one in several parts. */
const ZIP_BEGINS = ['3 4', '5 6', '7 8'];

/** The kind of archive that bytes are by their first ones (RFC 1952, section 2.3.1; APPNOTE 4.3); null when they are none. */
export function archiveKindOf(bytes: RawBytes): ArchiveKind | null {
  const [first, second, third, fourth] = bytes.subarray(0, 4);
  if (first === 0x1f && second === 0x8b) return 'gzip';
  const isZip = first === 0x50 && second === 0x4b && ZIP_BEGINS.includes(`${third} ${fourth}`);
  return isZip ? 'zip' : null;
}

/** A document of a file, or why it was not taken out of its archive. */
type Document = { readonly ok: true; readonly bytes: RawBytes } | Refusal;

/**
 * The documents of a file: the file itself where it is no archive, else what is packed in it, one at a time. An archive
 * in an archive is refused: a limit would have to hold over all levels, and no sender needs it. An archive is held
 * whole, packed and unpacked, within its limits.
 */
export function* documentsIn(bytes: RawBytes, limits: ArchiveLimits): Generator<Document, void, undefined> {
  const kind = archiveKindOf(bytes);
  if (kind === null) return yield { ok: true, bytes };
  if (!limits.kinds.includes(kind)) return yield refused(`it is packed (${kind}), which the settings do not take`);
  for (const unpacked of kind === 'gzip' ? [unpackGzip(wholeOf(bytes), limits)] : unpackZip(wholeOf(bytes), limits)) {
    const isNested = unpacked.ok && archiveKindOf(unpacked.bytes) !== null;
    yield isNested ? nested() : unpacked;
  }
}

function unpackGzip(bytes: Uint8Array, limits: ArchiveLimits): Unpacked {
  // The length stands at the end, modulo 2^32 (RFC 1952, section 2.3.1).
  const end = bytes.subarray(-4);
  const announced = end.length < 4 ? 0 : new DataView(end.buffer, end.byteOffset).getUint32(0, true);
  return inflated((options) => gunzipSync(bytes, options), announced, mostBytes(bytes.length, limits));
}
