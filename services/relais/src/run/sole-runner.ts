import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Closeable, messageOf } from '@relais/runtime';
import { commandErrors } from '../errors.ts';

const SQLITE_BUSY = 5;

/**
 * Claims a folder for the one process that may run on it. The claim is a lock of the operating system on a file of its own:
 * it ends with the process, however that ends, and needs no clock.
 * @throws COMMAND_DIRECTORY_TAKEN, COMMAND_DIRECTORY_UNUSABLE
 */
export function claimDirectory(directory: string): Closeable {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const lock = new DatabaseSync(join(directory, 'running.lock'), { timeout: 0 });
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return { close: async () => void (lock.isOpen && lock.close()) };
  } catch (error) {
    const isTaken = (error as { errcode?: unknown }).errcode === SQLITE_BUSY;
    if (isTaken) throw commandErrors.create('COMMAND_DIRECTORY_TAKEN', { directory });
    throw commandErrors.create('COMMAND_DIRECTORY_UNUSABLE', { directory, reason: messageOf(error) });
  }
}
