import { expect, test } from 'vitest';
import { parseManifest } from '../../src/drop/manifest.ts';

const HASH = 'ab'.repeat(32);
const parse = (text: string) => parseManifest(Buffer.from(text));
const json = (...files: object[]) => JSON.stringify({ files });

test('a manifest names files with size, SHA-256 or both', () => {
  expect(parse(json({ name: 'a.csv', size: 3 }, { name: 'b.csv', sha256: HASH.toUpperCase() }))).toEqual([
    { name: 'a.csv', size: 3, sha256: null },
    { name: 'b.csv', size: null, sha256: HASH },
  ]);
  expect(parse(`${HASH}  a b.csv\n${HASH} *c.csv\r\n`)?.map(({ name }) => name)).toEqual(['a b.csv', 'c.csv']);
});

test.each([
  ['half of a line', `${HASH}  a.csv\n${HASH}  b.c`],
  ['a name that leads out', json({ name: '../a.csv', size: 3 })],
  ['such a name in a line', `${HASH}  ../a.csv\n`],
  ['a file without size and SHA-256', json({ name: 'a.csv' })],
  ['no file', json()],
  ['nothing', ''],
  ['something else', 'a.csv 3\n'],
])('%s is no manifest, or not yet', (_what, text) => {
  expect(parse(text)).toBeNull();
});
