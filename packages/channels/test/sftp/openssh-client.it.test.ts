import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeWith, type SftpAddress, sftpClient, temporaryDirectory } from '@relais/testkit';
import { expect, test } from 'vitest';
import { sftpManifestSchema } from '../../src/index.ts';
import { batchOf, removal, running, upsert } from '../offers.ts';
import { openWith } from '../surroundings.ts';
import { Partner, settingsFor } from './partner.ts';

const execute = promisify(execFile);
const hasProgram = await execute('sftp', ['-h']).then(
  () => true,
  ({ code }: NodeJS.ErrnoException) => code !== 'ENOENT',
);
const why = hasProgram ? '' : ' (skipped: OpenSSH’s sftp is not installed)';

await describeWith(['sftp'], "OpenSSH's own client", ({ sftp }) => {
  test.skipIf(!hasProgram)(
    `lists a drop and fetches from it what the manifest tells, by its checksum${why}`,
    async () => {
      const client = await sftpClient(sftp);
      const { folder } = await Partner.at(sftp, client);
      await client.end();
      const channel = openWith(settingsFor(sftp, folder));
      await channel.send(batchOf([upsert('of_1'), upsert('of_2'), removal('of_3')]), running);
      await channel.close();

      using here = temporaryDirectory();
      const listed = (await commands(sftp, here.path, [`ls -1 ${folder}/in`])).split('\n');
      // A batch of commands is repeated line by line.
      const paths = listed.filter((line) => line.startsWith(folder));
      const names = paths.map((path) => path.slice(path.lastIndexOf('/') + 1)).toSorted();
      expect(names).toEqual([expect.stringMatching(/\.jsonl$/), expect.stringMatching(/\.manifest\.json$/)]);

      await commands(sftp, here.path, [`get ${folder}/in/* ${here.path}/`]);
      const manifest = sftpManifestSchema.parse(JSON.parse(readFileSync(join(here.path, names[1] ?? ''), 'utf8')));
      expect(manifest).toMatchObject({ file: names[0], count: 3 });
      const { stdout } = await execute('sha256sum', [join(here.path, manifest.file)]);
      expect(stdout.split(' ')[0]).toBe(manifest.sha256);
    },
  );
});

/** Runs commands of sftp(1) as the partner, who takes the server's key at first sight. */
async function commands({ host, port, username, privateKey }: SftpAddress, at: string, lines: readonly string[]) {
  const key = join(at, 'key');
  writeFileSync(key, privateKey, { mode: 0o600 });
  const options = ['StrictHostKeyChecking=accept-new', `UserKnownHostsFile=${at}/known_hosts`, 'IdentitiesOnly=yes'];
  const given = options.flatMap((option) => ['-o', option]);
  const where = ['-P', String(port), '-i', key, `${username}@${host}`];
  const batch = join(at, 'batch');
  writeFileSync(batch, `${lines.join('\n')}\n`);
  const { stdout } = await execute('sftp', ['-q', '-b', batch, ...given, ...where]);
  return stdout;
}
