import { describeWith, freshDirectory, sftpClient } from '@relais/testkit';
import { beforeAll, expect, test } from 'vitest';
import { checked, outcomesOf } from './checked.ts';

await describeWith(['sftp'], 'the checks of an SFTP drop on OpenSSH', ({ sftp }) => {
  let folder: string;
  const settings = (change: object = {}) => ({
    kind: 'sftp',
    host: sftp.host,
    port: sftp.port,
    username: sftp.username,
    privateKey: sftp.privateKey,
    hostKeyFingerprints: [sftp.hostKeyFingerprint],
    folder,
    ...change,
  });
  beforeAll(async () => {
    folder = await freshDirectory(sftp);
  });

  test('pass where all is in place, and leave nothing behind', async () => {
    const results = { folder, archiveFolder: folder };
    const seen = await checked(settings({ results, inventory: { folder } }));
    expect(outcomesOf(seen)).toEqual({
      'host-key': 'pass',
      login: 'pass',
      writable: 'pass',
      rename: 'pass',
      removed: 'pass',
      results: 'pass',
      'results-cleared': 'pass',
      archive: 'pass',
      inventory: 'warn',
    });
    const client = await sftpClient(sftp);
    expect(await client.list(folder)).toEqual([]);
    await client.end();
  });

  test('name the host key that is not pinned, the key that is not known and the folder that is missing', async () => {
    const other = `SHA256:${'A'.repeat(43)}`;
    const wrongKey = await checked(settings({ hostKeyFingerprints: [other] }));
    expect(outcomesOf(wrongKey)).toEqual({ 'host-key': 'fail' });
    expect(wrongKey[0]?.detail).toContain(sftp.hostKeyFingerprint);
    const stranger = await checked(settings({ privateKey: null, password: 'not the one' }));
    expect(outcomesOf(stranger)).toEqual({ 'host-key': 'pass', login: 'fail' });
    const missing = `${folder}/not-there`;
    expect(outcomesOf(await checked(settings({ folder: missing, results: { folder: missing } })))).toEqual({
      'host-key': 'pass',
      login: 'pass',
      writable: 'fail',
      results: 'fail',
      'results-cleared': 'fail',
    });
  });

  test('tell that nobody answers', async () => {
    expect(outcomesOf(await checked(settings({ port: 1 })))).toEqual({ reachable: 'fail' });
  });
});
