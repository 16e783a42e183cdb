import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type TemporaryDirectory, temporaryDirectory } from '@relais/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RELAIS, relais } from '../command.ts';

let folder: TemporaryDirectory;
let copy = '';
const at = (name: string) => ['--simulate', '--directory', join(folder.path, name)];
beforeAll(async () => {
  folder = temporaryDirectory();
  copy = join(folder.path, 'copy.db');
  const { code, stderr } = await relais(['run', '--once', ...at('var'), '--offers', '40', '--seed', '7']);
  if (code !== 0) throw new Error(stderr);
});
afterAll(() => folder.remove());

test('a backup is a whole installation: put into another folder, its books balance', async () => {
  const { code, stdout } = await relais(['backup', copy, '--json', ...at('var')]);
  expect({ code, told: JSON.parse(stdout) as unknown }).toMatchObject({ code: 0, told: { copy } });
  mkdirSync(join(folder.path, 'restored'));
  copyFileSync(copy, join(folder.path, 'restored', 'relais.sqlite'));
  expect((await relais(['audit', ...at('restored')])).code).toBe(0);
});

test('a backup never takes the place of another file', async () => {
  const { code, stderr } = await relais(['backup', copy, ...at('var')]);
  expect(code).not.toBe(0);
  expect(stderr).toContain('COMMAND_FILE_NOT_WRITTEN');
});

/** Runs the backup where no file may grow beyond some blocks. */
async function onLittleRoom(target: string): Promise<number | null> {
  const limited = 'trap "" XFSZ; ulimit -f 400; exec "$0" "$@"';
  const child = spawn('sh', ['-c', limited, process.execPath, RELAIS, 'backup', target, ...at('var')], {
    stdio: 'ignore',
  });
  await once(child, 'close');
  return child.exitCode;
}

test.skipIf(process.platform === 'win32')('a backup for which there is no room leaves nothing behind', async () => {
  const small = join(folder.path, 'small');
  mkdirSync(small);
  expect(await onLittleRoom(join(small, 'copy.db'))).toBe(2);
  expect(readdirSync(small)).toEqual([]);
});

test('recovery tells what is left to do for each subscription that does not begin anew by itself', async () => {
  const { code, stdout } = await relais(['recover', '--json', ...at('restored')]);
  const { floor, next } = JSON.parse(stdout) as { floor: number; next: { subscription: string; command: string }[] };
  expect({ code, floor: floor > 29_000_000 }).toEqual({ code: 0, floor: true });
  expect(next.map(({ command }) => command).toSorted()).toEqual([
    'relais partner full forem-drop',
    'relais reconcile observatory-topic',
    'relais replay actiris-push',
  ]);
  expect((await relais(['audit', ...at('restored')])).code).toBe(0);
});
