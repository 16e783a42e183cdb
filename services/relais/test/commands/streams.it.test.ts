import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { temporaryDirectory } from '@relais/testkit';
import { describe, expect, test } from 'vitest';
import { RELAIS } from '../command.ts';

/** Runs a command with one of its streams led to or from a place in the file system. */
async function led(args: readonly string[], stream: 0 | 1, path: string): Promise<[number | null, string]> {
  const place = openSync(path, stream === 0 ? 'r' : 'w');
  const child = spawn(process.execPath, [RELAIS, ...args], {
    stdio: [stream === 0 ? place : 'ignore', stream === 1 ? place : 'ignore', 'pipe'],
  });
  closeSync(place);
  if (child.stderr === null) throw new Error('there is no standard error');
  const [stderr] = await Promise.all([text(child.stderr), once(child, 'close')]);
  return [child.exitCode, stderr];
}

describe.skipIf(!existsSync('/dev/full'))('a full disk under standard output', () => {
  test('is told with what to do, and ends with code 1', async () => {
    const [code, stderr] = await led(['places', 'show', '9000'], 1, '/dev/full');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^ENOSPC: no space left on device[^\n]*\nMake room on the disk[^\n]*\n$/);
  });
});

test.each(['map', 'dedup'])('a folder as standard input of %s is refused, not taken for nothing', async (command) => {
  using folder = temporaryDirectory();
  const [code, stderr] = await led([command], 0, folder.path);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^COMMAND_FILE_UNREADABLE: /);
});
