import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { temporaryDirectory } from '@relais/testkit';
import { expect, test } from 'vitest';
import { documentsIn } from '../../src/archives/unpack.ts';
import { gunzipped } from '../../src/drop/gunzipped.ts';
import { wholeOf } from '../../src/raw-bytes.ts';

const MEBIBYTE = 1024 * 1024;
const limits = { kinds: ['gzip', 'zip'] as const, unpackedBytes: 4 * MEBIBYTE, ratio: 50, entries: 5 };
const text = 'Bäcker und Köche\n'.repeat(9_000);
const packed = gzipSync(text);

async function outcomeOf(bytes: Uint8Array, given: object = {}): Promise<string> {
  using directory = temporaryDirectory();
  const signal = new AbortController().signal;
  const unpacked = await gunzipped(bytes, { ...limits, ...given }, directory.path, signal);
  expect(readdirSync(directory.path)).toEqual([]);
  if (unpacked === null) return 'left as it is';
  if ('code' in unpacked) return `${unpacked.code}: ${unpacked.reason}`;
  const found = Buffer.from(wholeOf(unpacked)).toString();
  await unpacked.close();
  return found;
}

test.each([
  ['sound', packed, {}],
  ['of several members', Buffer.concat([packed, gzipSync('more')]), {}],
  ['empty', gzipSync(''), {}],
  ['cut', packed.subarray(0, packed.length - 20), {}],
  ['damaged', Buffer.concat([packed.subarray(0, 60), Buffer.alloc(40, 0xff), packed.subarray(100)]), {}],
  ['followed by something else', Buffer.concat([packed, Buffer.from('junk')]), {}],
  ['a bomb', gzipSync(Buffer.alloc(8 * MEBIBYTE)), {}],
  ['just within its bound', gzipSync(Buffer.alloc(MEBIBYTE, 'x')), {}],
  ['just beyond its bound', gzipSync(Buffer.alloc(MEBIBYTE + 1, 'x')), { unpackedBytes: MEBIBYTE }],
  ['packed twice', gzipSync(packed), {}],
])('a gzip file that is %s is put down, or refused, as one that is held is', async (_, bytes, given) => {
  const [held] = documentsIn(bytes, { ...limits, ...given });
  if (held === undefined) throw new Error('a file gives a document or a refusal');
  const expected = held.ok ? Buffer.from(wholeOf(held.bytes)).toString() : `${held.code}: ${held.reason}`;
  expect(await outcomeOf(bytes, given)).toBe(expected);
});

test('a file that is no gzip file, or that the settings do not open, is left as it is', async () => {
  expect(await outcomeOf(Buffer.from(text))).toBe('left as it is');
  expect(await outcomeOf(packed, { kinds: ['zip'] })).toBe('left as it is');
});

test('unpacking ends when it is told to', async () => {
  using directory = temporaryDirectory();
  const unpacking = gunzipped(packed, limits, directory.path, AbortSignal.abort());
  await expect(unpacking).rejects.toMatchObject({ name: 'AbortError' });
});
