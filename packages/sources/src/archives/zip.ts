import { crc32, inflateRawSync } from 'node:zlib';
import { type ArchiveLimits, damaged, inflated, mostBytes, refused, tooLarge, type Unpacked } from './refusal.ts';
import { readDirectory, type ZipEntry } from './zip-directory.ts';

const STORED = 0;
const DEFLATED = 8;

/**
 * The files of a zip archive (PKWARE APPNOTE 6.3.10), in the order of its directory. An archive of which any name leads out
 * of a folder, which holds links or encrypted files, or whose files overlap is refused whole: nothing in it is to be trusted.
 * Reading is synchronous, since an archived file must be read again in the middle of other work; its size is bounded.
 */
export function* unpackZip(bytes: Uint8Array, limits: ArchiveLimits): Generator<Unpacked, void, undefined> {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = readDirectory(archive, limits.entries);
  if (!directory.ok) return yield directory;
  const { entries } = directory;
  const announced = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (announced > limits.unpackedBytes) {
    return yield tooLarge(`it unpacks to ${announced} bytes, more than the ${limits.unpackedBytes} allowed`);
  }
  if (entries.length === 0) return yield damaged('it is an archive without files');
  for (const entry of entries) yield unpackEntry(archive, entry, limits);
}

function unpackEntry(archive: Buffer, entry: ZipEntry, limits: ArchiveLimits): Unpacked {
  const packed = archive.subarray(entry.from, entry.from + entry.packedSize);
  if (packed.length !== entry.packedSize) return damaged('it ends too early');
  const most = Math.min(entry.size, mostBytes(entry.packedSize, limits));
  if (entry.size > most) return tooLarge(`it unpacks to more than ${limits.ratio} times its packed size`);
  const unpacked = inflate(packed, entry, most);
  if (!unpacked.ok) return unpacked;
  if (unpacked.bytes.length !== entry.size) return damaged('it is not as long as its directory says');
  return crc32(unpacked.bytes) === entry.checksum ? unpacked : damaged('its checksum is wrong');
}

function inflate(packed: Buffer, entry: ZipEntry, most: number): Unpacked {
  if (entry.method === STORED) return { ok: true, bytes: packed };
  if (entry.method !== DEFLATED) return refused(`it is packed by method ${entry.method}, which is not taken`);
  return inflated((options) => inflateRawSync(packed, options), entry.size, most);
}
