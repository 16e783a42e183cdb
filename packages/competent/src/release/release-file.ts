import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { messageOf } from '@relais/runtime';
import { z } from 'zod';
import { competentErrors } from '../errors.ts';
import { Release, type ReleaseFacts, sectionNames } from './release.ts';
import { SECTION_TYPES, type SectionName, type Sections } from './sections.ts';

const MARK = 'RELAISREF';
const MAGIC = `${MARK}8`;
/** Magic, then the length of the header as an unsigned 32-bit number, little-endian. */
const PREAMBLE = MAGIC.length + 4;
const MOST_BYTES = 1_000_000_000;
const MOST_HEADER = 1_000_000;
/** Least that zlib takes as the size of a chunk. One chunk of the whole size spares a second copy. */
const MIN_CHUNK = 64;

const headerSchema = z.object({
  id: z.string(),
  checksum: z.string(),
  parts: z.array(z.string()),
  crosswalks: z.array(z.string()),
  /** Bytes of the tables before compression. */
  size: z.number().int().nonnegative().max(MOST_BYTES),
  sections: z.array(z.object({ name: z.string(), bytes: z.number().int().nonnegative() })),
});

/**
 * Writes a release as one file: `RELAISREF8`, length of the header, the header as JSON, then the tables one after the
 * other (little-endian, each starting at a multiple of eight bytes), compressed with Zstandard.
 */
export async function writeRelease(release: Release, path: string): Promise<void> {
  const names = sectionNames();
  const pieces = names.map((name) => padded(bytesOf(release.sections[name])));
  const body = Buffer.concat(pieces);
  const sections = names.map((name) => ({ name, bytes: release.sections[name].byteLength }));
  const header = Buffer.from(JSON.stringify({ ...release.facts, size: body.length, sections }));
  const preamble = Buffer.alloc(PREAMBLE);
  preamble.write(MAGIC, 'latin1');
  preamble.writeUInt32LE(header.length, MAGIC.length);
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.part`;
  await writeFile(temporary, Buffer.concat([preamble, header, zstdCompressSync(body)]));
  await rename(temporary, path);
}

/** Name of the file that names the release in use, in a folder of releases. */
const IN_USE = 'current';

/**
 * Opens a release file in one read and verifies it; of a folder of releases, the one in use.
 * Throws `RELEASE_FILE_INVALID` when it is not whole.
 */
export async function openRelease(path: string): Promise<Release> {
  const inUse = await releaseInUse(path);
  const file = await readFile(inUse === null ? path : join(path, inUse));
  try {
    return readRelease(file);
  } catch (cause) {
    throw competentErrors.create('RELEASE_FILE_INVALID', { file: basename(path), fault: messageOf(cause) }, cause);
  }
}

/** What a release file says of itself, without its tables. Throws `RELEASE_FILE_INVALID`. */
export async function readReleaseFacts(path: string): Promise<ReleaseFacts> {
  const file = await open(path);
  try {
    const preamble = Buffer.alloc(PREAMBLE);
    await file.read(preamble, 0, PREAMBLE, 0);
    const header = Buffer.alloc(Math.min(MOST_HEADER, headerLength(preamble)));
    await file.read(header, 0, header.length, PREAMBLE);
    const { id, checksum, parts, crosswalks } = headerSchema.parse(JSON.parse(header.toString('utf8')));
    return { id, checksum, parts, crosswalks };
  } catch (cause) {
    throw competentErrors.create('RELEASE_FILE_INVALID', { file: basename(path), fault: messageOf(cause) }, cause);
  } finally {
    await file.close();
  }
}

/** Name of the release file in use in a folder of releases; null where none is, or where the path is no folder. */
export async function releaseInUse(folder: string): Promise<string | null> {
  const name = await readFile(join(folder, IN_USE), 'utf8').catch(() => null);
  return name === null ? null : basename(name.trim());
}

/** Puts a release file of a folder into use. Whoever opens the folder from now on gets it. */
export async function useRelease(folder: string, name: string): Promise<void> {
  await readReleaseFacts(join(folder, name));
  const temporary = join(folder, `${IN_USE}.part`);
  await writeFile(temporary, `${name}\n`);
  await rename(temporary, join(folder, IN_USE));
}

function headerLength(preamble: Buffer): number {
  const mark = preamble.toString('latin1', 0, MAGIC.length);
  if (mark.startsWith(MARK) && mark !== MAGIC)
    throw new Error('another version of Relais wrote it; import the lists again');
  if (mark !== MAGIC) throw new Error('it does not begin as one');
  return preamble.readUInt32LE(MAGIC.length);
}

/** Reads a release file that is in memory. Throws when it is not whole. */
export function readRelease(file: Buffer): Release {
  const end = PREAMBLE + headerLength(file);
  const header = headerSchema.parse(JSON.parse(file.toString('utf8', PREAMBLE, end)));
  const body = zstdDecompressSync(file.subarray(end), {
    chunkSize: Math.max(MIN_CHUNK, header.size),
    maxOutputLength: header.size,
  });
  const release = new Release(sectionsOf(body, header.sections), header.parts, header.crosswalks);
  if (release.facts.checksum !== header.checksum || release.facts.id !== header.id)
    throw new Error('the checksum does not fit');
  return release;
}

function sectionsOf(body: Buffer, layout: readonly { name: string; bytes: number }[]): Sections {
  const aligned = body.byteOffset % 8 === 0 ? body : Buffer.from(Uint8Array.from(body).buffer);
  const places = new Map<string, { offset: number; bytes: number }>();
  let offset = 0;
  for (const { name, bytes } of layout) {
    places.set(name, { offset, bytes });
    offset += roundedUp(bytes);
  }
  if (offset > aligned.length) throw new Error('the tables are cut short');
  const entries = sectionNames().map((name) => [name, sectionOf(aligned, name, places.get(name))] as const);
  return Object.fromEntries(entries) as unknown as Sections;
}

function sectionOf(body: Buffer, name: SectionName, place: { offset: number; bytes: number } | undefined) {
  if (!place) throw new Error(`the table ${name} is missing`);
  const Type = SECTION_TYPES[name];
  return new Type(body.buffer as ArrayBuffer, body.byteOffset + place.offset, place.bytes / Type.BYTES_PER_ELEMENT);
}

function bytesOf(array: Sections[SectionName]): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function padded(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(roundedUp(bytes.length));
  whole.set(bytes);
  return whole;
}

function roundedUp(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
