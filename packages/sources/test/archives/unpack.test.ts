import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { temporaryDirectory } from '@relais/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { type Document, documentsIn } from '../../src/archives/unpack.ts';
import { openedFile } from '../../src/drop/opened-file.ts';
import { wholeOf } from '../../src/raw-bytes.ts';
import { zip } from './zip-builder.ts';

const MEBIBYTE = 1024 * 1024;
const limits = { kinds: ['gzip', 'zip'] as const, unpackedBytes: 4 * MEBIBYTE, ratio: 50, entries: 5 };

/** What comes out, in short: the text of a document, or the code of a refusal. Held or put down, the same comes out. */
async function unpack(bytes: Uint8Array, given: object = {}): Promise<string[]> {
  using directory = temporaryDirectory();
  const [signal, bounds] = [new AbortController().signal, { ...limits, ...given }];
  const opened = await openedFile(bytes, bounds, directory.path, signal);
  expect(readdirSync(directory.path)).toEqual([]);
  const held = [...documentsIn(bytes, bounds)].map(shown);
  expect(opened.documents.map(shown)).toEqual(held);
  await opened.close();
  return held;
}

function shown(document: Document): string {
  return document.ok ? Buffer.from(wholeOf(document.bytes)).toString() : `${document.code}: ${document.reason}`;
}

const zeros = (length: number) => Buffer.alloc(length);

describe('a packed file', () => {
  test('gives what is in it, and a plain file gives itself', async () => {
    expect(await unpack(Buffer.from('a;b'))).toEqual(['a;b']);
    expect(await unpack(gzipSync('a;b'))).toEqual(['a;b']);
    expect(
      await unpack(
        zip([
          { name: 'a.csv', content: 'a;b' },
          { name: 'b/c.csv', content: '', stored: true },
        ]),
      ),
    ).toEqual(['a;b', '']);
  });

  test('gives of a sound zip archive what another reader finds in it', async () => {
    const name = fc.stringMatching(/^[a-z0-9][a-z0-9 _-]{0,12}\.csv$/);
    const file = fc.record({ name, content: fc.uint8Array({ maxLength: 400 }), stored: fc.boolean() });
    const archives = fc.uniqueArray(file, { maxLength: 5, minLength: 1, selector: (each) => each.name });
    await fc.assert(
      fc.asyncProperty(archives, fc.stringMatching(/^[a-z ]{0,20}$/), async (files, comment) => {
        const archive = zip(files, comment);
        const other = await fromBufferPromise(archive);
        const found: string[] = [];
        for await (const entry of other.eachEntry()) {
          const pieces = await (await other.openReadStreamPromise(entry)).toArray();
          found.push(Buffer.concat(pieces as Buffer[]).toString('hex'));
        }
        const ours = [...documentsIn(archive, { ...limits, ratio: 10_000 })];
        const isNested = (hex: string) => /^(?:1f8b|504b)/.test(hex);
        expect(ours.map((each) => (each.ok ? Buffer.from(wholeOf(each.bytes)).toString('hex') : 'refused'))).toEqual(
          found.map((hex) => (isNested(hex) ? expect.anything() : hex)),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('gives all that is in it, whatever it says of its length', async () => {
    const long = 'x'.repeat(100_000);
    const lying = (length: number) => {
      const packed = gzipSync(long);
      packed.writeUInt32LE(length, packed.length - 4);
      return packed;
    };
    expect(await unpack(Buffer.concat([gzipSync(long), gzipSync('y')]))).toEqual([`${long}y`]);
    expect(await unpack(Buffer.concat([gzipSync('y'), gzipSync(long)]))).toEqual([`y${long}`]);
    for (const length of [0, 1, 2 ** 32 - 1]) {
      expect(await unpack(lying(length))).toEqual(['ARCHIVE_DAMAGED: its packed bytes are damaged']);
    }
  });

  test('of a kind that the settings do not name is refused', async () => {
    expect(await unpack(gzipSync('a'), { kinds: ['zip'] })).toEqual([
      'ARCHIVE_REFUSED: it is packed (gzip), which the settings do not take',
    ]);
  });

  test('that unpacks to more than is allowed is never unpacked whole', async () => {
    const bomb = gzipSync(zeros(5 * MEBIBYTE));
    expect((await unpack(bomb))[0]).toMatch(/^ARCHIVE_TOO_LARGE: it unpacks to more than \d+ bytes$/);
    expect((await unpack(gzipSync(zeros(2 * MEBIBYTE))))[0]).toMatch(/^ARCHIVE_TOO_LARGE/);
    expect(await unpack(gzipSync(zeros(MEBIBYTE)))).toHaveLength(1);
    expect((await unpack(zip([{ name: 'a', content: zeros(2 * MEBIBYTE) }])))[0]).toMatch(
      /^ARCHIVE_TOO_LARGE.*50 times/,
    );
    const many = Array.from({ length: 5 }, (_, index) => ({
      name: `${index}`,
      content: zeros(MEBIBYTE),
      stored: true,
    }));
    expect((await unpack(zip(many)))[0]).toMatch(/^ARCHIVE_TOO_LARGE: it unpacks to 5242880 bytes/);
  });

  test('with too many files is refused by its directory', async () => {
    const files = Array.from({ length: 6 }, (_, index) => ({ name: `${index}.csv`, content: 'a' }));
    expect(await unpack(zip(files))).toEqual(['ARCHIVE_TOO_LARGE: it holds 6 files, more than the 5 allowed']);
  });

  test('that says less of its size than there is, is found out', async () => {
    expect((await unpack(zip([{ name: 'a', content: 'abcdef', claims: { size: 3 } }])))[0]).toMatch(
      /^ARCHIVE_TOO_LARGE/,
    );
    expect((await unpack(zip([{ name: 'a', content: 'abc', claims: { size: 6 } }])))[0]).toMatch(/^ARCHIVE_DAMAGED/);
    expect(await unpack(zip([{ name: 'a', content: 'abc', claims: { checksum: 1 } }]))).toEqual([
      'ARCHIVE_DAMAGED: its checksum is wrong',
    ]);
  });

  test.each(['../a.csv', '/a.csv', 'a/../../b', 'C:\\a.csv', 'a\\b', 'a\u0000.csv', 'a/./b', ''])(
    'with the name %j is refused whole',
    async (name) => {
      expect(
        await unpack(
          zip([
            { name: 'a.csv', content: 'a' },
            { name, content: 'b' },
          ]),
        ),
      ).toEqual(['ARCHIVE_REFUSED: the name of one of its files is refused']);
    },
  );

  test('with links, encrypted files, two files of one name or files that overlap is refused whole', async () => {
    const one = { name: 'a.csv', content: 'a' };
    expect(await unpack(zip([{ ...one, mode: 0o120_777 }]))).toEqual(['ARCHIVE_REFUSED: one of its files is a link']);
    expect(await unpack(zip([{ ...one, flags: 1 }]))).toEqual(['ARCHIVE_REFUSED: one of its files is encrypted']);
    expect(await unpack(zip([one, one]))).toEqual(['ARCHIVE_REFUSED: two of its files have one name']);
    expect(await unpack(zip([one, { name: 'b.csv', content: 'b', claims: { from: 0 } }]))).toEqual([
      'ARCHIVE_REFUSED: its files overlap',
    ]);
  });

  test('in another one is not opened', async () => {
    const refusal = ['ARCHIVE_REFUSED: an archive inside an archive is not opened'];
    expect(await unpack(gzipSync(gzipSync('a')))).toEqual(refusal);
    expect(await unpack(zip([{ name: 'a.zip', content: zip([{ name: 'a', content: 'a' }]) }]))).toEqual(refusal);
  });

  test('that was cut or altered says so', async () => {
    const packed = gzipSync('a;b;c'.repeat(100));
    expect(await unpack(packed.subarray(0, -10))).toEqual(['ARCHIVE_DAMAGED: it ends too early']);
    const altered = Buffer.from(packed);
    altered.writeUInt32LE(7, altered.length - 8);
    expect(await unpack(altered)).toEqual(['ARCHIVE_DAMAGED: its packed bytes are damaged']);
    const archive = zip([{ name: 'a', content: 'abc' }]);
    expect((await unpack(archive.subarray(0, -5)))[0]).toMatch(/^ARCHIVE_DAMAGED: it has no directory/);
    expect(await unpack(zip([]))).toEqual(['ARCHIVE_DAMAGED: it is an archive without files']);
  });

  test('that is a sound gzip file of nothing, or just within its bound, is taken', async () => {
    expect(await unpack(gzipSync(''))).toEqual(['']);
    expect(await unpack(Buffer.concat([gzipSync('a'), Buffer.from('junk')]))).toHaveLength(1);
    const bound = { unpackedBytes: MEBIBYTE };
    expect(await unpack(gzipSync(Buffer.alloc(MEBIBYTE, 'x')), bound)).toEqual(['x'.repeat(MEBIBYTE)]);
    expect((await unpack(gzipSync(Buffer.alloc(MEBIBYTE + 1, 'x')), bound))[0]).toMatch(/^ARCHIVE_TOO_LARGE/);
  });

  test('with one file at fault gives the others', async () => {
    const [first, last] = [
      { name: 'a', content: 'first' },
      { name: 'c', content: 'last', stored: true },
    ];
    const bad = { name: 'b', content: 'x'.repeat(40_000), claims: { checksum: 1 } };
    expect(await unpack(zip([first, bad, last]))).toEqual(['first', 'ARCHIVE_DAMAGED: its checksum is wrong', 'last']);
  });

  test('is read in pieces from wherever it lies', async () => {
    using directory = temporaryDirectory();
    const signal = new AbortController().signal;
    const archive = zip(
      [
        { name: 'a', content: zeros(MEBIBYTE - 1) },
        { name: 'b', content: 'b' },
      ],
      'a comment',
    );
    const [whole, longest] = [{ ...limits, ratio: 10_000 }, { asked: 0 }];
    const watched = {
      length: archive.length,
      subarray(from: number, to: number) {
        longest.asked = Math.max(longest.asked, to - from);
        return archive.subarray(from, to);
      },
    };
    const opened = await openedFile(watched, whole, directory.path, signal);
    expect(opened.documents.map((each) => each.ok && each.bytes.length)).toEqual([MEBIBYTE - 1, 1]);
    expect(longest.asked).toBeLessThanOrEqual(128 * 1024);
    await opened.close();
  });

  test('is not unpacked any further when that is told to end', async () => {
    using directory = temporaryDirectory();
    const opening = openedFile(gzipSync('a'), limits, directory.path, AbortSignal.abort());
    await expect(opening).rejects.toMatchObject({ name: 'AbortError' });
    expect(readdirSync(directory.path)).toEqual([]);
  });

  test('gives no hidden files and folders', async () => {
    const files = ['__MACOSX/a.csv', '.DS_Store', 'b/', 'b/c.csv'].map((name) => ({ name, content: name }));
    expect(await unpack(zip(files))).toEqual(['b/c.csv']);
  });
});
