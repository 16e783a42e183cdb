import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * An empty directory of its own. `using` removes it at the end of the block. What is not removed goes with the process that
 * made it, and in a test with the run at the latest.
 */
export interface TemporaryDirectory extends Disposable {
  readonly path: string;
  /** Removes the directory and all in it; safe to repeat. */
  readonly remove: () => void;
}

const present = new Set<string>();
process.on('exit', removeAll);

/** Makes a fresh directory below the system's temporary folder. */
export function temporaryDirectory(): TemporaryDirectory {
  const path = mkdtempSync(join(tmpdir(), 'relais-test-'));
  present.add(path);
  const remove = () => {
    present.delete(path);
    removePatiently(path, TRIES);
  };
  return { path, remove, [Symbol.dispose]: remove };
}

// A server that is just ending may still add and remove files, which makes a removal fail half-way.
const TRIES = 20;
const PAUSE_MS = 25;

function removeAll(): void {
  for (const path of present) removePatiently(path, TRIES);
}

function removePatiently(path: string, tries: number): void {
  try {
    rmSync(path, { recursive: true, force: true });
    // Without an error it gives up when somebody else removes a file that it was about to.
    if (existsSync(path)) throw new Error(`${path} is still there`);
  } catch (error) {
    if (tries === 0) throw error;
    // An exit listener cannot await.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    removePatiently(path, tries - 1);
  }
}
