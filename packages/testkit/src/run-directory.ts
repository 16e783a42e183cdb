import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { endChildren } from './guarded-spawn.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/**
 * Gives a run of tests one directory for all that its processes put into the temporary folder. The returned function takes it
 * away with all in it; so does the end of this process, where the run is interrupted. The processes that run the tests cannot:
 * they are ended by a signal.
 */
export function setup(): () => void {
  const outer = process.env['TMPDIR'];
  const directory = temporaryDirectory();
  // Servers with an account of their own pass through it.
  chmodSync(directory.path, 0o711);
  process.env['TMPDIR'] = directory.path;
  const clear = () => {
    unmountBelow(directory.path);
    directory.remove();
  };
  const interrupted = () => {
    endChildren();
    clear();
  };
  process.prependListener('exit', interrupted);
  for (const signal of SIGNALS) process.on(signal, exit);
  return () => {
    process.off('exit', interrupted);
    for (const signal of SIGNALS) process.off(signal, exit);
    clear();
    if (outer === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = outer;
  };
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Listens for every signal, and not for the first alone: the next one would end the process in the middle of its clearing up. */
function exit(_signal: NodeJS.Signals, number: number): void {
  process.exit(128 + number);
}

const MOUNTS = '/proc/self/mounts';

/** What a test has mounted and not taken away, since it was ended before, would stand in the way of the removal. */
function unmountBelow(folder: string): void {
  if (!existsSync(MOUNTS)) return;
  const places = readFileSync(MOUNTS, 'utf8').split('\n').map(mountPoint);
  for (const place of places.filter((each) => each.startsWith(folder + sep))) spawnSync('umount', ['--lazy', place]);
}

/** The second field of a line; spaces in it are written as octal numbers (fstab(5)). */
function mountPoint(line: string): string {
  return (line.split(' ')[1] ?? '').replaceAll(/\\(\d{3})/g, (_, octal: string) =>
    String.fromCodePoint(Number.parseInt(octal, 8)),
  );
}
