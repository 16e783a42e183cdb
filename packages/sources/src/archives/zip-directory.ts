import type { RawBytes } from '../raw-bytes.ts';
import { damaged, type Refusal, refused, tooLarge } from './refusal.ts';

/** A file of a zip archive, by the archive's directory. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly checksum: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where its packed bytes begin. */
  readonly from: number;
}

type Directory = { readonly ok: true; readonly entries: readonly ZipEntry[] } | Refusal;

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
/** A number that stands for "see the 64-bit fields". */
const ELSEWHERE = 0xffffffff;
const ENCRYPTED = 0x0001;
const UTF_8_NAME = 0x0800;
const UNIX = 3;
const FILE_TYPE = 0xf000;
const LINK = 0xa000;
// oxlint-disable-next-line no-control-regex -- these are the characters to refuse
const UNSAFE_NAME = /[\\:\u0000-\u001F\u007F]|^\/|(?:^|\/)\.\.?(?:\/|$)/;

/** The directory of a zip archive, checked: an archive that promises too much or tries a trick is refused as a whole. */
export function readDirectory(archive: RawBytes, mostEntries: number): Directory {
  const end = endOf(archive);
  if (end === null) return damaged('it has no directory: it ends too early, or is no archive');
  const { at, record } = end;
  const count = record.readUInt16LE(10);
  const size = record.readUInt32LE(12);
  const from = record.readUInt32LE(16);
  if (count === 0xffff || from === ELSEWHERE) return refused('archives of the 64-bit form are not taken');
  if (record.readUInt16LE(4) !== 0 || record.readUInt16LE(8) !== count) {
    return refused('archives in several parts are not taken');
  }
  if (count > mostEntries) return tooLarge(`it holds ${count} files, more than the ${mostEntries} allowed`);
  return from + size > at ? damaged('its directory lies outside of it') : entriesOf(archive, from, count);
}

/** The last record of the archive, behind which only its comment stands, and where it begins. */
function endOf(archive: RawBytes): { readonly at: number; readonly record: Buffer } | null {
  const from = Math.max(0, archive.length - END_BYTES - LONGEST_COMMENT);
  const tail = readAt(archive, from, archive.length - from);
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (tail.readUInt32LE(at) === END_SIGNATURE && at + END_BYTES + tail.readUInt16LE(at + 20) === tail.length)
      return { at: from + at, record: tail.subarray(at) };
  }
  return null;
}

function entriesOf(archive: RawBytes, from: number, count: number): Directory {
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let at = from;
  for (let index = 0; index < count; index++) {
    const fields = readAt(archive, at, ENTRY_BYTES);
    if (fields.length < ENTRY_BYTES || fields.readUInt32LE(0) !== ENTRY_SIGNATURE) {
      return damaged('its directory is damaged');
    }
    const lengths = [28, 30, 32].map((field) => fields.readUInt16LE(field));
    const entry = entryOf(archive, fields, readAt(archive, at + ENTRY_BYTES, lengths[0] ?? 0));
    if ('code' in entry) return entry;
    if (names.has(entry.name)) return refused('two of its files have one name');
    names.add(entry.name);
    // A folder has no content; hidden files and those of one vendor's archiver are nobody's documents.
    if (!/\/$|(?:^|\/)(?:\.|__MACOSX\/)/.test(entry.name)) entries.push(entry);
    at += ENTRY_BYTES + lengths.reduce((sum, length) => sum + length, 0);
  }
  return overlap(entries) ? refused('its files overlap') : { ok: true, entries };
}

function entryOf(archive: RawBytes, fields: Buffer, nameBytes: Buffer): ZipEntry | Refusal {
  const flags = fields.readUInt16LE(8);
  const name = nameBytes.toString((flags & UTF_8_NAME) === 0 ? 'latin1' : 'utf8');
  if (name === '' || UNSAFE_NAME.test(name)) return refused('the name of one of its files is refused');
  if ((flags & ENCRYPTED) !== 0) return refused('one of its files is encrypted');
  const mode = fields.readUInt32LE(38) >>> 16;
  if (fields[5] === UNIX && (mode & FILE_TYPE) === LINK) return refused('one of its files is a link');
  const [packedSize, size, at] = [20, 24, 42].map((field) => fields.readUInt32LE(field)) as [number, number, number];
  if ([packedSize, size, at].includes(ELSEWHERE)) return refused('archives of the 64-bit form are not taken');
  const local = readAt(archive, at, LOCAL_BYTES);
  if (local.length < LOCAL_BYTES || local.readUInt32LE(0) !== LOCAL_SIGNATURE) {
    return damaged('one of its files is not where its directory says');
  }
  const from = at + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28);
  const [method, checksum] = [fields.readUInt16LE(10), fields.readUInt32LE(16)];
  return { name, method, checksum, packedSize, size, from };
}

/** Bytes from a place; fewer where the archive ends before. */
function readAt(archive: RawBytes, at: number, length: number): Buffer {
  const bytes = archive.subarray(at, at + length);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Files that share bytes unpack to far more than the archive seems to hold. */
function overlap(entries: readonly ZipEntry[]): boolean {
  const ordered = entries.toSorted((one, other) => one.from - other.from);
  return ordered.some((entry, index) => {
    const next = ordered[index + 1];
    return next !== undefined && entry.from + entry.packedSize > next.from;
  });
}
