import { crc32, gunzipSync, inflateRawSync } from 'node:zlib';
import { type RawBytes, wholeOf } from '../raw-bytes.ts';
import {
  type ArchiveKind,
  type ArchiveLimits,
  damaged,
  failedInflation,
  mostBytes,
  type Packed,
  type Refusal,
  refused,
  unpacksTooFar,
} from './refusal.ts';
import { packedInZip } from './zip.ts';

/** A document of a file, or why it was not taken out of its archive. */
export type Document = { readonly ok: true; readonly bytes: RawBytes } | Refusal;

/** What follows `PK`: a file, the end of an empty archive, or the mark of one in several parts. */
const ZIP_BEGINS = ['3 4', '5 6', '7 8'];
const SMALLEST_PIECE = 16 * 1024;

/** The kind of archive that bytes are by their first ones (RFC 1952, section 2.3.1; APPNOTE 4.3); null when they are none. */
function archiveKindOf(bytes: RawBytes): ArchiveKind | null {
  const [first, second, third, fourth] = bytes.subarray(0, 4);
  if (first === 0x1f && second === 0x8b) return 'gzip';
  const isZip = first === 0x50 && second === 0x4b && ZIP_BEGINS.includes(`${third} ${fourth}`);
  return isZip ? 'zip' : null;
}

/** What is packed in a file, in its order, and what of it is refused unseen; null for a file that is no archive. */
export function packedIn(file: RawBytes, limits: ArchiveLimits): readonly (Packed | Refusal)[] | null {
  const kind = archiveKindOf(file);
  if (kind === null) return null;
  if (!limits.kinds.includes(kind)) return [refused(`it is packed (${kind}), which the settings do not take`)];
  if (kind === 'zip') return packedInZip(file, limits);
  return [{ ok: true, bytes: file, form: 'gzip', most: mostBytes(file.length, limits), stated: null }];
}

/**
 * A document that was taken out, if it is what its archive says. An archive in an archive is refused: a limit would have to
 * hold over all levels, and no sender needs it.
 */
export function checked(bytes: RawBytes, checksum: number, { stated }: Packed): Document {
  if (stated !== null && bytes.length !== stated.size) return damaged('it is not as long as its directory says');
  if (stated !== null && checksum !== stated.checksum) return damaged('its checksum is wrong');
  return archiveKindOf(bytes) === null ? { ok: true, bytes } : refused('an archive inside an archive is not opened');
}

/**
 * The documents of a file that is held: the file itself where it is no archive, else what is packed in it, one at a time,
 * each held whole. Synchronous, since an archived file must be read again in the middle of other work.
 */
export function* documentsIn(bytes: RawBytes, limits: ArchiveLimits): Generator<Document, void, undefined> {
  const packed = packedIn(bytes, limits);
  if (packed === null) yield { ok: true, bytes };
  else for (const each of packed) yield each.ok ? unpacked(each) : each;
}

function unpacked(packed: Packed): Document {
  const bytes = wholeOf(packed.bytes);
  const most = Math.max(1, packed.most);
  // Where the announced length is true, all is written into one piece, instead of being held in pieces and then once more.
  const announced = packed.stated?.size ?? announcedBy(bytes);
  const options = { maxOutputLength: most, chunkSize: Math.max(SMALLEST_PIECE, Math.min(announced, most) + 1) };
  try {
    const inflate = packed.form === 'gzip' ? gunzipSync : inflateRawSync;
    const content = packed.form === 'stored' ? bytes : inflate(bytes, options);
    return checked(content, packed.stated === null ? 0 : crc32(content), packed);
  } catch (error) {
    const isTooLong = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    return isTooLong ? unpacksTooFar(packed.most) : failedInflation(error);
  }
}

/** The length stands at the end of a gzip file, modulo 2^32 (RFC 1952, section 2.3.1). */
function announcedBy(bytes: Uint8Array): number {
  const end = bytes.subarray(-4);
  return end.length < 4 ? 0 : new DataView(end.buffer, end.byteOffset).getUint32(0, true);
}
