import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { eventually, startService, temporaryDirectory } from '@relais/testkit';
import { describe, expect, test } from 'vitest';
import { setup } from '../src/run-directory.ts';

describe('the directory of a run of tests', () => {
  test('holds all temporary directories, and takes them with it', () => {
    const outer = tmpdir();
    const end = setup();
    const { path } = temporaryDirectory();
    writeFileSync(join(path, 'file'), 'content');
    const run = dirname(path);
    expect(dirname(run)).toBe(outer);
    end();
    expect([existsSync(run), tmpdir()]).toEqual([false, outer]);
  });

  test('goes with what is mounted below it', ({ skip }) => {
    const end = setup();
    const run = tmpdir();
    const disk = join(run, 'a small disk');
    mkdirSync(disk);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', disk]).status === 0;
    end();
    expect(existsSync(run)).toBe(false);
    if (!mounted) skip('without the right to mount a disk');
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'goes, with the processes of the run, when %s interrupts it, and does so again',
    async (signal) => {
      using outer = temporaryDirectory();
      const environment = { TMPDIR: outer.path };
      await using run = startService({ entry: 'packages/testkit/test/programs/run.ts', environment });
      const worker = await run.json((record) => typeof record['worker'] === 'number');
      expect(readdirSync(outer.path)).toHaveLength(1);
      process.kill(run.pid, signal);
      await run.kill(signal);
      expect(readdirSync(outer.path)).toEqual([]);
      await eventually(() => !existsSync(`/proc/${Number(worker['worker'])}`), { what: 'the end of the worker' });
    },
  );
});
