import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describeWith, freshDirectory, sftpClient } from '@relais/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDrop } from '../../src/drop/runs.ts';
import { foremOpening } from '../formats/openings.ts';
import { dropSettings } from '../simulated.ts';
import { readAll, testContext } from '../test-context.ts';
import { hrBaDocument, RECORDS } from './tables.ts';

/**
 * Of what comes again under the same name. Servers tell whole seconds: within one it would be the file of before, which only
 * waits to be put away.
 */
const LATER = 4_000_000_000;

await describeWith(['sftp'], 'a drop on OpenSSH', ({ sftp }) => {
  let folder: string;
  let client: Awaited<ReturnType<typeof sftpClient>>;

  beforeEach(async () => {
    folder = await freshDirectory(sftp);
    client = await sftpClient(sftp);
  });
  afterEach(async () => void (await client.end()));

  const open = (given: object = {}) => openDrop('forem', dropSettings({ ...sftp, folder }, given), testContext());
  const put = (name: string, content: string) => client.put(Buffer.from(content), `${folder}/${name}`);
  const names = async (below = '') => (await client.list(`${folder}${below}`)).map(({ name }) => name).toSorted();
  /** Sets the time of a file, in seconds since the epoch, and gives it back as the server tells it. */
  const timed = async (name: string, seconds: number) => {
    const { sftp: channel } = client as unknown as {
      sftp: { utimes: (path: string, a: number, m: number, done: (error?: Error) => void) => void };
    };
    await promisify(channel.utimes.bind(channel))(`${folder}/${name}`, seconds, seconds);
    return (await client.stat(`${folder}/${name}`)).modifyTime;
  };
  const read = async (name: string) => ((await client.get(`${folder}/${name}`)) as Buffer).toString();

  test('a file is read, answered for record by record, and moved away', async () => {
    await put('a.xml', `<all>${foremOpening()}${foremOpening({ ids: '' })}</all>`);
    const { runs } = await readAll(open(), 'round');
    expect(runs.length).toBe(1);
    expect(await names()).toEqual(['processed']);
    expect(await names('/processed')).toEqual(['a.xml', 'a.xml.result.jsonl']);
    const lines = (await read('processed/a.xml.result.jsonl'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toEqual([
      { batch: 'batch-1', reference: '2030588', outcome: 'observed', reason: null },
      { batch: 'batch-1', reference: null, outcome: 'quarantined', reason: 'RECORD_WITHOUT_REFERENCE' },
    ]);
  });

  test('a file of which nothing could be read is rejected', async () => {
    await put('b.xml', '<html/>');
    await readAll(open(), 'round');
    expect(await names('/rejected')).toEqual(['b.xml', 'b.xml.result.jsonl']);
  });

  test('the same name with new content is a new file, and neither overwrites the other', async () => {
    await put('c.xml', foremOpening());
    const { cursor } = await readAll(open(), 'round');
    await put('c.xml', foremOpening({ title: 'Médecin' }));
    const { runs, cursor: moved } = await readAll(open(), 'round', cursor);
    expect(runs.length).toBe(1);
    await put('c.xml', foremOpening({ title: 'Médecin' }));
    await timed('c.xml', LATER);
    expect((await readAll(open(), 'round', moved)).runs.length).toBe(1);
    expect((await names('/processed')).filter((name) => name.endsWith('.xml')).length).toBe(2);
  });

  test('unfinished and hidden files and folders are left alone', async () => {
    for (const name of ['d.xml.part', '.d.xml', 'd.tmp']) await put(name, foremOpening());
    await client.mkdir(`${folder}/e.xml`);
    expect((await readAll(open({ files: ['*'] }), 'round')).runs).toEqual([]);
    expect(await names()).toEqual(['.d.xml', 'd.tmp', 'd.xml.part', 'e.xml']);
  });

  test('a file that grows between two looks is left for the next time', async () => {
    await put('f.xml', foremOpening().slice(0, 100));
    const reading = readAll(open({ stableForMs: 1_500 }), 'round');
    const reader = { isDone: false };
    const growing = (async () => {
      while (!reader.isDone) await client.append(Buffer.from(' '), `${folder}/f.xml`);
    })();
    const { runs } = await reading;
    reader.isDone = true;
    await growing;
    expect(runs).toEqual([]);
    expect(await names()).toEqual(['f.xml']);
  });

  test('names that a shell or a path would stumble over are refused, once, and stay where they are', async () => {
    await put('new\nline.xml', foremOpening());
    await put('back\\slash.xml', foremOpening());
    const { runs, cursor } = await readAll(open(), 'round');
    expect(runs.flatMap(({ items }) => items)).toMatchObject([
      { code: 'FILE_NAME_REFUSED' },
      { code: 'FILE_NAME_REFUSED' },
    ]);
    expect((await readAll(open(), 'round', cursor)).runs).toEqual([]);
    expect((await names()).length).toBe(2);
  });

  test('a file beyond the limit is rejected unread, with an answer', async () => {
    await put('g.xml', foremOpening());
    const { runs } = await readAll(open({ limits: { fileBytes: 100 } }), 'round');
    expect(runs[0]?.items).toMatchObject([{ code: 'FILE_TOO_LARGE', stage: 'fetch' }]);
    expect(await names('/rejected')).toEqual(['g.xml', 'g.xml.result.jsonl']);
  });

  test('another host key is refused before anything is sent', async () => {
    await put('h.xml', foremOpening());
    const strange = open({ hostKeyFingerprints: [`SHA256:${'b'.repeat(43)}`] });
    await expect(readAll(strange, 'round')).rejects.toMatchObject({ code: 'SFTP_HOST_KEY_REFUSED' });
    expect(await names()).toEqual(['h.xml']);
  });

  test('files are read in the order of the numbers in their names', async () => {
    for (const number of [10, 9, 100]) await put(`jobs-${number}.xml`, foremOpening());
    const { runs } = await readAll(open(), 'round');
    expect(runs.map(({ run }) => run.subject)).toEqual(['file jobs-9.xml', 'file jobs-10.xml', 'file jobs-100.xml']);
  });

  const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');
  const opening = (number: number) => foremOpening({ ids: `<Id><IdValue>${number}</IdValue></Id>` });

  test('a file waits for its sentinel, which is put away with it and speaks for no later one', async () => {
    const sentinel = { arrival: { by: 'sentinel' }, files: ['*'] };
    await put('a.xml', opening(1));
    expect((await readAll(open(sentinel), 'round')).runs).toEqual([]);
    await put('a.ok', '');
    await put('b.xml', opening(2));
    const { runs, cursor } = await readAll(open(sentinel), 'round');
    expect(runs.map(({ run }) => run.subject)).toEqual(['file a.xml']);
    await put('a.xml', opening(3));
    expect((await readAll(open(sentinel), 'round', cursor)).runs).toEqual([]);
    expect(await names()).toEqual(['a.xml', 'b.xml', 'processed']);
    expect(await names('/processed')).toEqual(['a.ok', 'a.xml', 'a.xml.result.jsonl']);
  });

  test('a manifest says which files are whole, by their size and SHA-256', async () => {
    const manifest = { arrival: { by: 'manifest' } };
    const [one, two] = [opening(1), opening(2)];
    const files = [
      { name: 'a.xml', size: Buffer.byteLength(one), sha256: sha256(one) },
      { name: 'b.xml', sha256: sha256(one) },
      { name: 'c.xml', size: Buffer.byteLength(two) + 1 },
    ];
    await put('night.manifest', JSON.stringify({ files }));
    await put('a.xml', one);
    await put('b.xml', two);
    await put('c.xml', two);
    await put('d.xml', two);
    const { runs, cursor } = await readAll(open(manifest), 'round');
    expect(runs.flatMap(({ items }) => items)).toMatchObject([
      { kind: 'vacancy', reference: '1' },
      { kind: 'unreadable', code: 'FILE_CHECKSUM' },
    ]);
    expect(await names()).toEqual(['c.xml', 'd.xml', 'night.manifest', 'processed', 'rejected']);
    await put('night.manifest', `${sha256(two)}  c.xml\n`);
    await readAll(open(manifest), 'round', cursor);
    expect(await names()).toEqual(['d.xml', 'processed', 'rejected']);
    expect(await names('/processed')).toContain('night.manifest');
  });

  test('a file that is renamed at the end is taken at once', async () => {
    await put('a.xml', opening(1));
    const renaming = open({ arrival: { by: 'rename' }, stableForMs: 600_000 });
    expect((await readAll(renaming, 'round')).runs.length).toBe(1);
  });

  test('a file is known by its content: a time of the past, another time or another name change nothing', async () => {
    await put('a.xml', opening(1));
    const past = await timed('a.xml', 86_400);
    const { runs, cursor } = await readAll(open(), 'round');
    expect([past, runs.length]).toEqual([86_400_000, 1]);
    await put('a.xml', opening(2));
    await timed('a.xml', 86_400);
    await put('b.xml', opening(1));
    const again = await readAll(open(), 'round', cursor);
    expect(again.runs.map(({ items }) => items.map(({ reference }) => reference))).toEqual([['2'], []]);
    expect(JSON.parse(await read('processed/b.xml.result.jsonl'))).toEqual({
      batch: 'batch-2',
      file: 'unchanged',
      sameAs: 'a.xml',
    });
  });

  test('a snapshot that comes again is the newest word and is read', async () => {
    const snapshots = { semantics: 'snapshot' };
    await put('a.xml', opening(1));
    const { cursor } = await readAll(open(snapshots), 'round');
    await put('a.xml', opening(1));
    await timed('a.xml', LATER);
    const { runs } = await readAll(open(snapshots), 'round', cursor);
    expect(runs[0]?.items.length).toBe(1);
    expect(runs[0]?.run.end().complete).toBe(true);
  });

  test('a file whose records were not all taken is read again when it comes again', async () => {
    const broken = `<all>${opening(1)}${foremOpening({ ids: '' })}</all>`;
    await put('a.xml', broken);
    const { cursor } = await readAll(open(), 'round');
    await put('b.xml', broken);
    expect((await readAll(open(), 'round', cursor)).runs[0]?.items.length).toBe(2);
  });

  test('a file that says itself what it is, is a snapshot only where it says so, and never as one part of several', async () => {
    const given = { semantics: 'content', records: RECORDS.hrBa };
    await put('DSX1_2026-11-22_01-00-00_F001E.xml', hrBaDocument({ load: 'F' }));
    await put('DSX1_2026-11-23_01-00-00_F001C.xml', hrBaDocument({ load: 'F' }));
    await put('DSX1_2026-11-24_01-00-00_F001E.xml', hrBaDocument({ load: 'D' }));
    const { runs } = await readAll(open(given), 'round');
    expect(runs.map(({ run }) => [run.mode, run.end().complete])).toEqual([
      ['snapshot', true],
      ['snapshot', false],
      ['delta', false],
    ]);
  });

  test('a packed file that is a bomb is rejected with its reason', async () => {
    await client.put(gzipSync(Buffer.alloc(8 * 1024 * 1024)), `${folder}/a.xml.gz`);
    const { runs } = await readAll(open({ files: ['*.gz'] }), 'round');
    expect(runs[0]?.items).toMatchObject([{ kind: 'unreadable', code: 'ARCHIVE_TOO_LARGE' }]);
    expect(await names('/rejected')).toEqual(['a.xml.gz', 'a.xml.gz.result.jsonl']);
  });
});
