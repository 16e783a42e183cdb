import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '@relais/runtime';
import { temporaryDirectory } from '@relais/testkit';
import { expect, test } from 'vitest';
import { openArchive } from '../src/archive.ts';

/** More than the archive takes from what lies elsewhere at a time. */
const PIECE_BYTES = 64 * 1024;
const raw = new TextEncoder().encode('{"naam":"Bakkerij"}');

test('raw input is kept once under its content hash and comes back as it was', async () => {
  using directory = temporaryDirectory();
  const archive = openArchive(directory.path);
  const hash = await archive.put(raw);
  expect(hash).toBe(sha256(raw));
  expect(await archive.put(raw)).toBe(hash);
  expect(await archive.get(hash)).toEqual(raw);
});

test('raw input that lies elsewhere is kept as the same input that is held is', async () => {
  using directory = temporaryDirectory();
  const archive = openArchive(directory.path);
  const hash = sha256(raw);
  const lying = { length: raw.length, subarray: (from: number, to: number) => raw.subarray(from, to) };
  expect(await archive.put(lying, hash)).toBe(hash);
  expect(await archive.get(hash)).toEqual(raw);
  expect(await archive.put(raw)).toBe(hash);
  expect(await archive.put(lying)).toBe(hash);
  expect(await archive.get(hash)).toEqual(raw);
});

test('files can be read by their owner only, and no temporary file stays', async () => {
  using directory = temporaryDirectory();
  const hash = await openArchive(directory.path).put(raw);
  const folder = join(directory.path, hash.slice(0, 2), hash.slice(2, 4));
  expect(readdirSync(folder)).toEqual([`${hash}.zst`]);
  expect(statSync(join(folder, `${hash}.zst`)).mode & 0o077).toBe(0);
});

test('what could not be written whole leaves nothing behind', async () => {
  using directory = temporaryDirectory();
  const archive = openArchive(directory.path);
  const hash = sha256(raw);
  const fail = () => {
    throw new Error('no space left');
  };
  const broken = { length: 10 * PIECE_BYTES, subarray: (from: number) => (from === 0 ? raw : fail()) };
  await expect(archive.put(broken, hash)).rejects.toThrow('no space left');
  expect(readdirSync(join(directory.path, hash.slice(0, 2), hash.slice(2, 4)))).toEqual([]);
  await archive.put(raw);
  expect(await archive.get(hash)).toEqual(raw);
});

test('a name that is no hash is nothing', async () => {
  using directory = temporaryDirectory();
  expect(await openArchive(directory.path).get('../../etc/passwd')).toBeNull();
});
