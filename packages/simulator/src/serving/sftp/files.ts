import type { Stats } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir, stat, utimes } from 'node:fs/promises';
import { join, posix } from 'node:path';

export interface Entry {
  readonly name: string;
  readonly stats: Stats;
}

/** A folder on disk as an SFTP user sees it: paths begin at its root, and none leads out of it. */
export class UserFiles {
  readonly #root: string;
  /** Names that a listing of a folder shows although no such file lies there. */
  readonly #phantoms = new Map<string, readonly string[]>();

  constructor(root: string) {
    this.#root = root;
  }

  setPhantoms(folder: string, names: readonly string[]): void {
    this.#phantoms.set(folder, names);
  }

  /** The path with `.` and `..` worked out, from the root. */
  resolve(path: string): string {
    return posix.resolve('/', path);
  }

  open(path: string, mode: string): Promise<FileHandle> {
    return open(this.#local(path), mode);
  }

  async list(path: string): Promise<Entry[]> {
    const folder = this.#local(path);
    const names = (await readdir(folder)).toSorted();
    const entries = await Promise.all(names.map((name) => this.#entry(folder, name)));
    const phantoms = this.#phantoms.get(this.resolve(path)) ?? [];
    const stats = await stat(folder);
    const file = Object.assign(Object.create(stats) as Stats, { mode: 0o100_644, size: 512 });
    return [...entries.filter((entry) => entry !== null), ...phantoms.map((name) => ({ name, stats: file }))];
  }

  stat(path: string): Promise<Stats> {
    return stat(this.#local(path));
  }

  remove(path: string): Promise<void> {
    return rm(this.#local(path));
  }

  removeFolder(path: string): Promise<void> {
    return rmdir(this.#local(path));
  }

  async makeFolder(path: string): Promise<void> {
    await mkdir(this.#local(path));
  }

  /** As SFTP version 3 has it: an existing target is an error, never overwritten. */
  async rename(from: string, to: string): Promise<boolean> {
    const taken = await stat(this.#local(to)).catch(() => null);
    if (taken !== null) return false;
    await rename(this.#local(from), this.#local(to));
    return true;
  }

  setTimes(path: string, accessed: number, modified: number): Promise<void> {
    return utimes(this.#local(path), accessed, modified);
  }

  /** Null when the file went away meanwhile. */
  async #entry(folder: string, name: string): Promise<Entry | null> {
    const stats = await stat(join(folder, name)).catch(() => null);
    return stats === null ? null : { name, stats };
  }

  #local(path: string): string {
    return join(this.#root, this.resolve(path));
  }
}
