import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, temporaryDirectory } from '@relais/testkit';
import { emptyVacancy } from '@relais/vacancy';
import { describe, expect, test } from 'vitest';
import { jsonLines, RELAIS, relais } from '../command.ts';

/** Enough that not all of them wait in memory. */
const MANY = Array.from({ length: 3_000 }, (_, at) => {
  const employer = { name: `Bedrijf ${at}`, enterpriseNumber: null, sectors: [], description: null };
  const plain = `De medewerker nummer ${at} werkt in het magazijn van ${at * 7} klanten.`;
  return {
    ...emptyVacancy('vdab', `referentie-${at}`),
    titles: { nl: `Magazijnier ${at}` },
    descriptions: { nl: { plain, html: null } },
    employer,
  };
});
const INPUT = jsonLines(MANY);
const OPEN_FILES = '/proc/self/fd';
const posix = process.platform !== 'win32';

describe('the temporary file of dedup', () => {
  test('is gone when the command has ended', async () => {
    using folder = temporaryDirectory();
    const { code, lines } = await relais(['dedup'], { input: INPUT, environment: { TMPDIR: folder.path } });
    expect({ code, lines: lines.length }).toEqual({ code: 0, lines: MANY.length });
    expect(readdirSync(folder.path)).toEqual([]);
  });

  test('that has nowhere to be is named with what to do, and ends the command with code 1', async () => {
    using folder = temporaryDirectory();
    const nowhere = join(folder.path, 'absent');
    const { code, lines, stderr } = await relais(['dedup'], { input: INPUT, environment: { TMPDIR: nowhere } });
    expect({ code, lines }).toEqual({ code: 1, lines: [] });
    expect(stderr).toMatch(/^DEDUP_FILE_UNUSABLE: .*ENOENT/);
    expect(stderr).toContain(nowhere);
    expect(stderr).toContain('TMPDIR');
  });

  test.skipIf(!posix)('that outgrows its room is named, ends the command with code 1, and is gone', () => {
    using folder = temporaryDirectory();
    // A file may have 256 or 512 KiB here: past that a write fails as it does on a full disk.
    const limited = `ulimit -f 512; exec "$0" "$@"`;
    const { status, stdout, stderr } = spawnSync('sh', ['-c', limited, process.execPath, RELAIS, 'dedup', '--json'], {
      input: INPUT,
      env: { ...process.env, TMPDIR: folder.path },
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    const { error } = JSON.parse(stderr) as { error: object };
    const text: unknown = expect.stringContaining(folder.path);
    expect(error).toMatchObject({ code: 'DEDUP_FILE_UNUSABLE', message: text });
    expect(readdirSync(folder.path)).toEqual([]);
  });

  test.skipIf(!existsSync(OPEN_FILES)).each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'belongs to this user alone, has no name, and is gone after %s',
    async (signal) => {
      using folder = temporaryDirectory();
      const child = spawn(process.execPath, [RELAIS, 'dedup'], { env: { ...process.env, TMPDIR: folder.path } });
      const ended = once(child, 'close');
      child.stdin.on('error', () => {}).write(INPUT);
      const file = await eventually(() => namelessFileBelow(child, folder.path), { deadlineMs: 60_000 });
      const { mode, nlink } = statSync(file);
      expect({ rights: mode & 0o777, names: nlink }).toEqual({ rights: 0o600, names: 0 });
      expect(readdirSync(folder.path)).toEqual([]);
      child.kill(signal);
      expect(await ended).toEqual([null, signal]);
      expect(readdirSync(folder.path)).toEqual([]);
    },
  );
});

function namelessFileBelow({ pid }: ChildProcessWithoutNullStreams, folder: string): string | undefined {
  const open = `/proc/${pid}/fd`;
  const files = readdirSync(open).map((name) => join(open, name));
  const isNameless = (target: string) => target.startsWith(folder) && target.endsWith('(deleted)');
  return files.find((file) => isNameless(readlinkSync(file)));
}
