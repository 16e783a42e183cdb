import { type RawBytes, windowOf } from '../raw-bytes.ts';
import { type ArchiveLimits, damaged, mostBytes, type Packed, type Refusal, refused, tooLarge } from './refusal.ts';
import { readDirectory, type ZipEntry } from './zip-directory.ts';

const FORMS: Readonly<Record<number, Packed['form']>> = { 0: 'stored', 8: 'deflate' };

/**
 * The files of a zip archive (PKWARE APPNOTE 6.3.10), in the order of its directory. An archive of which any name leads out
 * of a folder, which holds links or encrypted files, or whose files overlap is refused whole: nothing in it is to be trusted.
 */
export function packedInZip(archive: RawBytes, limits: ArchiveLimits): readonly (Packed | Refusal)[] {
  const directory = readDirectory(archive, limits.entries);
  if (!directory.ok) return [directory];
  const { entries } = directory;
  const announced = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (announced > limits.unpackedBytes) {
    return [tooLarge(`it unpacks to ${announced} bytes, more than the ${limits.unpackedBytes} allowed`)];
  }
  if (entries.length === 0) return [damaged('it is an archive without files')];
  return entries.map((entry) => packedOf(archive, entry, limits));
}

function packedOf(archive: RawBytes, entry: ZipEntry, limits: ArchiveLimits): Packed | Refusal {
  const { from, packedSize, size, checksum, method } = entry;
  if (from + packedSize > archive.length) return damaged('it ends too early');
  if (size > mostBytes(packedSize, limits)) {
    return tooLarge(`it unpacks to more than ${limits.ratio} times its packed size`);
  }
  const form = FORMS[method];
  if (form === undefined) return refused(`it is packed by method ${method}, which is not taken`);
  return { ok: true, bytes: windowOf(archive, from, packedSize), form, most: size, stated: { size, checksum } };
}
