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
export function readDirectory(archive: Buffer, mostEntries: number): Directory {
  const end = endOf(archive);
  if (end === null) return damaged('it has no directory: it ends too early, or is no archive');
  const count = archive.readUInt16LE(end + 10);
  const size = archive.readUInt32LE(end + 12);
  const from = archive.readUInt32LE(end + 16);
  if (count === 0xffff || from === ELSEWHERE) return refused('archives of the 64-bit form are not taken');
  if (archive.readUInt16LE(end + 4) !== 0 || archive.readUInt16LE(end + 8) !== count) {
    return refused('archives in several parts are not taken');
  }
  if (count > mostEntries) return tooLarge(`it holds ${count} files, more than the ${mostEntries} allowed`);
  return from + size > end ? damaged('its directory lies outside of it') : entriesOf(archive, from, count);
}

/** The last record of the archive, behind which only its comment stands. */
function endOf(archive: Buffer): number | null {
  const last = archive.length - END_BYTES;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
    if (archive.readUInt32LE(at) === END_SIGNATURE && at + END_BYTES + archive.readUInt16LE(at + 20) === archive.length)
      return at;
  }
  return null;
}

function entriesOf(archive: Buffer, from: number, count: number): Directory {
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let at = from;
  for (let index = 0; index < count; index++) {
    if (at + ENTRY_BYTES > archive.length || archive.readUInt32LE(at) !== ENTRY_SIGNATURE) {
      return damaged('its directory is damaged');
    }
    const lengths = [28, 30, 32].map((field) => archive.readUInt16LE(at + field));
    const entry = entryAt(archive, at, lengths[0] ?? 0);
    if ('code' in entry) return entry;
    if (names.has(entry.name)) return refused('two of its files have one name');
    names.add(entry.name);
    // A folder has no content; hidden files and those of one vendor's archiver are nobody's documents.
    if (!/\/$|(?:^|\/)(?:\.|__MACOSX\/)/.test(entry.name)) entries.push(entry);
    at += ENTRY_BYTES + lengths.reduce((sum, length) => sum + length, 0);
  }
  return overlap(entries) ? refused('its files overlap') : { ok: true, entries };
}

function entryAt(archive: Buffer, at: number, nameLength: number): ZipEntry | Refusal {
  const flags = archive.readUInt16LE(at + 8);
  const nameBytes = archive.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength);
  const name = nameBytes.toString((flags & UTF_8_NAME) === 0 ? 'latin1' : 'utf8');
  if (name === '' || UNSAFE_NAME.test(name)) return refused('the name of one of its files is refused');
  if ((flags & ENCRYPTED) !== 0) return refused('one of its files is encrypted');
  const mode = archive.readUInt32LE(at + 38) >>> 16;
  if (archive[at + 5] === UNIX && (mode & FILE_TYPE) === LINK) return refused('one of its files is a link');
  const [packedSize, size, local] = [20, 24, 42].map((field) => archive.readUInt32LE(at + field)) as [
    number,
    number,
    number,
  ];
  if ([packedSize, size, local].includes(ELSEWHERE)) return refused('archives of the 64-bit form are not taken');
  if (local + LOCAL_BYTES > archive.length || archive.readUInt32LE(local) !== LOCAL_SIGNATURE) {
    return damaged('one of its files is not where its directory says');
  }
  const from = local + LOCAL_BYTES + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const [method, checksum] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 16)];
  return { name, method, checksum, packedSize, size, from };
}

/** Files that share bytes unpack to far more than the archive seems to hold. */
function overlap(entries: readonly ZipEntry[]): boolean {
  const ordered = entries.toSorted((one, other) => one.from - other.from);
  return ordered.some((entry, index) => {
    const next = ordered[index + 1];
    return next !== undefined && entry.from + entry.packedSize > next.from;
  });
}
