import { readdirSync } from 'node:fs';
import { sha256 } from '@relais/runtime';
import { temporaryDirectory } from '@relais/testkit';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { itemsOfFile } from '../../src/drop/documents.ts';
import { type PutDown, putDown } from '../../src/drop/put-down.ts';
import { piecesOf, wholeOf } from '../../src/raw-bytes.ts';
import { profileOf } from '../../src/settings.ts';
import { foremOpening } from '../formats/openings.ts';
import { settingsForFiles } from './read-drop.ts';

const put = (folder: string, ...pieces: readonly (string | Uint8Array)[]): Promise<PutDown> =>
  putDown(async (take) => {
    for (const piece of pieces) await take(Buffer.from(piece));
  }, folder);

describe('bytes that are put down', () => {
  test('come back from any place, and in pieces, under the hash of all of them', async () => {
    using directory = temporaryDirectory();
    const long = Buffer.from('Bäcker '.repeat(30_000));
    const down = await put(directory.path, long.subarray(0, 10), long.subarray(10));
    expect([down.length, down.sha256]).toEqual([long.length, sha256(long)]);
    expect(Buffer.from(down.subarray(5, 15))).toEqual(long.subarray(5, 15));
    expect(down.subarray(long.length - 3, long.length + 5).length).toBe(3);
    const pieces = [...piecesOf(down)];
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(long.length / 2);
    expect(Buffer.concat(pieces)).toEqual(long);
    expect(Buffer.from(wholeOf(down))).toEqual(long);
    await down.close();
  });

  test('have no name that could outlive the process', async () => {
    using directory = temporaryDirectory();
    const down = await put(directory.path, 'a');
    expect(readdirSync(directory.path)).toEqual([]);
    await down.close();
  });

  test('are gone when they do not come to their end', async () => {
    using directory = temporaryDirectory();
    const broken = putDown(() => Promise.reject(new Error('broken off')), directory.path);
    await expect(broken).rejects.toThrow('broken off');
    expect(readdirSync(directory.path)).toEqual([]);
  });

  test.each([
    ['UTF-8', foremOpening()],
    ['UTF-16', iconv.encode(foremOpening().replace('UTF-8', 'UTF-16'), 'utf-16be', { addBOM: true })],
    ['nothing but blanks', ' '.repeat(200_000)],
    ['no XML', '{}'],
  ])('are read as the same bytes that are held: %s', async (_, content) => {
    using directory = temporaryDirectory();
    const settings = settingsForFiles();
    const profile = profileOf('forem', settings, 'forem');
    const down = await put(directory.path, content);
    const items = [...itemsOfFile(down, settings, profile)];
    expect(items).toEqual([...itemsOfFile(Buffer.from(content), settings, profile)]);
    await down.close();
  });
});
