import { readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { messageOf } from '@relais/runtime';
import { placesErrors } from './errors.ts';
import {
  checksumOf,
  type ImportedPlaces,
  type PlacesFacts,
  placesFactsSchema,
  placeTableSchema,
} from './place-table.ts';
import { builtInPlaces, Places } from './places.ts';

const MAGIC = 'RELAISPLACES1';
const MOST_BYTES = 50_000_000;
/** Name of the file that names the places in use, in a folder of them. */
const IN_USE = 'current-places';

/**
 * Writes imported places as one file: a line `RELAISPLACES1`, a line with the facts as JSON, then the table as JSON,
 * compressed with Zstandard.
 */
export async function writePlaces({ facts, table }: ImportedPlaces, path: string): Promise<void> {
  const body = zstdCompressSync(Buffer.from(JSON.stringify(table)));
  await mkdir(dirname(path), { recursive: true });
  await replaceFile(path, Buffer.concat([Buffer.from(`${MAGIC}\n${JSON.stringify(facts)}\n`), body]));
}

/**
 * Opens a file of places in one read and verifies it; of a folder, the one in use there; the places built in for null. Throws
 * `PLACES_FILE_ABSENT` and `PLACES_FILE_INVALID`.
 */
export function openPlaces(path: string | null): Places {
  if (path === null) return builtInPlaces;
  const inUse = placesInUse(path);
  const file = inUse === null ? path : join(path, inUse);
  return read(file, () => {
    const [facts, body] = partsOf(readFileSync(file));
    const text = zstdDecompressSync(body, { maxOutputLength: MOST_BYTES }).toString('utf8');
    const table = placeTableSchema.parse(JSON.parse(text));
    if (checksumOf(table) !== facts.checksum) throw new Error('the checksum does not fit');
    return new Places(table, facts);
  });
}

/** What a file of places says of itself, without its table. Throws `PLACES_FILE_ABSENT` and `PLACES_FILE_INVALID`. */
export function readPlacesFacts(path: string): PlacesFacts {
  return read(path, () => partsOf(readFileSync(path))[0]);
}

/** Name of the file in use in a folder; null where none is, or where the path is no folder. */
export function placesInUse(folder: string): string | null {
  try {
    return basename(readFileSync(join(folder, IN_USE), 'utf8').trim());
  } catch {
    return null;
  }
}

/** Puts a file of a folder into use: whoever opens the folder from now on gets it. */
export async function usePlaces(folder: string, name: string): Promise<PlacesFacts> {
  const facts = readPlacesFacts(join(folder, name));
  await replaceFile(join(folder, IN_USE), Buffer.from(`${name}\n`));
  return facts;
}

function partsOf(file: Buffer): [PlacesFacts, Buffer] {
  const start = MAGIC.length + 1;
  if (file.toString('latin1', 0, start) !== `${MAGIC}\n`) throw new Error('it does not begin as one');
  const end = file.indexOf('\n', start);
  return [placesFactsSchema.parse(JSON.parse(file.toString('utf8', start, end))), file.subarray(end + 1)];
}

function read<Result>(path: string, reading: () => Result): Result {
  try {
    return reading();
  } catch (cause) {
    const file = basename(path);
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR') throw placesErrors.create('PLACES_FILE_ABSENT', { file });
    throw placesErrors.create('PLACES_FILE_INVALID', { file, fault: messageOf(cause) }, cause);
  }
}

async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.part`;
  await writeFile(temporary, bytes);
  await rename(temporary, path);
}
