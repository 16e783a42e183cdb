import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty directory of its own. `using` removes it at the end of the block; it goes with the process at the latest. */
export interface TemporaryDirectory extends Disposable {
  readonly path: string;
  /** Removes the directory and all in it; safe to repeat. */
  remove(): void;
}

const present = new Set<string>();

/** Makes a fresh directory below the system's temporary folder. */
export function temporaryDirectory(): TemporaryDirectory {
  if (present.size === 0) process.once('exit', removeAll);
  const path = mkdtempSync(join(tmpdir(), 'relais-test-'));
  present.add(path);
  const remove = () => {
    present.delete(path);
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  };
  return { path, remove, [Symbol.dispose]: remove };
}

function removeAll(): void {
  for (const path of present) rmSync(path, { recursive: true, force: true });
  present.clear();
}
