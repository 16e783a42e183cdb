import { channelErrors } from '../../src/errors.ts';
import type { RemoteFile, SftpSession } from '../../src/sftp/session.ts';

/** An SFTP session over files in memory. `before` runs ahead of each operation and may throw, as a lost connection would. */
export class MemorySession implements SftpSession {
  readonly files = new Map<string, Buffer>();
  readonly links = new Set<string>();
  /** What the server does, in order, for example `replace a b`. */
  readonly done: string[] = [];
  posixRename = true;
  before: (operation: string) => void = () => undefined;
  after: (operation: string) => void = () => undefined;

  async write(path: string, content: Buffer): Promise<void> {
    await this.#perform(`write ${path}`, () => this.files.set(path, content));
  }

  async read(path: string, mostBytes: number): Promise<Buffer | null> {
    return await this.#perform(`read ${path}`, () => {
      const content = this.files.get(path) ?? fail('read');
      return content.length > mostBytes ? null : content;
    });
  }

  async size(path: string): Promise<number | null> {
    return await this.#perform(`size ${path}`, () => this.files.get(path)?.length ?? null);
  }

  async list(folder: string): Promise<readonly RemoteFile[]> {
    return await this.#perform(`list ${folder}`, () =>
      [...this.files].map(([path, content]) => ({
        name: path.slice(folder.length + 1),
        size: content.length,
        modifiedAt: 0,
        isRegular: !this.links.has(path),
      })),
    );
  }

  async replace(from: string, to: string): Promise<'done' | 'unsupported'> {
    if (!this.posixRename) return 'unsupported';
    return await this.#perform(`replace ${from} ${to}`, () => {
      this.#move(from, to);
      return 'done';
    });
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#perform(`rename ${from} ${to}`, () => (this.files.has(to) ? fail('rename') : this.#move(from, to)));
  }

  async remove(path: string): Promise<void> {
    await this.#perform(`remove ${path}`, () => this.files.delete(path));
  }

  #move(from: string, to: string): void {
    this.files.set(to, this.files.get(from) ?? fail('rename'));
    this.files.delete(from);
  }

  async #perform<Result>(operation: string, work: () => Result): Promise<Result> {
    this.before(operation);
    const result = work();
    this.done.push(operation);
    this.after(operation);
    return await Promise.resolve(result);
  }
}

export function fail(operation: string): never {
  throw channelErrors.create('CHANNEL_SFTP_FAILED', { operation, host: 'memory', reason: 'gone' });
}
