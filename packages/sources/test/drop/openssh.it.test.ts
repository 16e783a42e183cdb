import { describeWith, freshDirectory, sftpClient } from '@relais/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDrop } from '../../src/drop/runs.ts';
import { foremOpening } from '../formats/openings.ts';
import { dropSettings } from '../simulated.ts';
import { readAll, testContext } from '../test-context.ts';

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
});
