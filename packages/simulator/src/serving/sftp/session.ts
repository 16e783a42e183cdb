import type { Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import ssh2, { type Attributes, type SFTPWrapper } from 'ssh2';
import type { FaultBoard } from '../faults.ts';
import type { Entry, UserFiles } from './files.ts';

const STATUS = ssh2.utils.sftp.STATUS_CODE;
const LARGEST_READ = 256 * 1024;

type OpenFile =
  | { readonly kind: 'file'; readonly file: FileHandle; readonly path: string }
  | { readonly kind: 'folder'; entries: Entry[] };

/** What a request ends in: a status code, or a code with the server's words. */
type Refusal = { readonly code: number; readonly message?: string };

/** Serves one SFTP session (draft-ietf-secsh-filexfer-02, version 3) from a folder on disk. */
export class SftpSession {
  readonly #sftp: SFTPWrapper;
  readonly #files: UserFiles;
  readonly #faults: FaultBoard;
  readonly #breakOff: () => void;
  readonly #open = new Map<number, OpenFile>();
  #handles = 0;

  constructor(sftp: SFTPWrapper, context: { files: UserFiles; faults: FaultBoard; breakOff: () => void }) {
    this.#sftp = sftp;
    this.#files = context.files;
    this.#faults = context.faults;
    this.#breakOff = context.breakOff;
  }

  serve(): void {
    this.#serveHandles();
    this.#servePaths();
    this.#sftp.on('close', () => void this.#closeAll());
    this.#sftp.on('end', () => void this.#closeAll());
    this.#sftp.on('error', () => this.#breakOff());
  }

  #serveHandles(): void {
    const sftp = this.#sftp;
    sftp.on('OPEN', (id, path, flags) =>
      this.#do(id, async () => {
        const mode = ssh2.utils.sftp.flagsToString(flags) ?? 'r';
        const file = await this.#files.open(path, mode);
        sftp.handle(id, this.#keep({ kind: 'file', file, path }));
      }),
    );
    sftp.on('READ', (id, handle, offset, length) => this.#do(id, () => this.#read(id, handle, { offset, length })));
    sftp.on('WRITE', (id, handle, offset, data) => this.#do(id, () => this.#write(id, handle, { offset, data })));
    sftp.on('FSTAT', (id, handle) =>
      this.#do(id, async () => sftp.attrs(id, attributesOf(await this.#file(handle).file.stat()))),
    );
    sftp.on('FSETSTAT', (id, handle, attributes) =>
      this.#do(id, () => this.#setTimes(id, this.#file(handle).path, attributes)),
    );
    sftp.on('CLOSE', (id, handle) =>
      this.#do(id, async () => {
        await this.#close(handle.readUInt32BE(0));
        sftp.status(id, STATUS.OK);
      }),
    );
    sftp.on('OPENDIR', (id, path) =>
      this.#do(id, async () => sftp.handle(id, this.#keep({ kind: 'folder', entries: await this.#files.list(path) }))),
    );
    sftp.on('READDIR', (id, handle) => this.#do(id, () => this.#readFolder(id, handle)));
  }

  #servePaths(): void {
    const sftp = this.#sftp;
    const stat = (id: number, path: string) =>
      this.#do(id, async () => sftp.attrs(id, attributesOf(await this.#files.stat(path))));
    sftp.on('STAT', stat);
    sftp.on('LSTAT', stat);
    sftp.on('SETSTAT', (id, path, attributes) => this.#do(id, () => this.#setTimes(id, path, attributes)));
    sftp.on('REALPATH', (id, path) => {
      const filename = this.#files.resolve(path);
      sftp.name(id, [{ filename, longname: filename, attrs: NO_ATTRIBUTES }]);
    });
    sftp.on('REMOVE', (id, path) => this.#done(id, () => this.#files.remove(path)));
    sftp.on('MKDIR', (id, path) => this.#done(id, () => this.#files.makeFolder(path)));
    sftp.on('RMDIR', (id, path) => this.#done(id, () => this.#files.removeFolder(path)));
    sftp.on('RENAME', (id, from, to) => this.#do(id, () => this.#rename(id, from, to)));
  }

  async #read(id: number, handle: Buffer, part: { offset: number; length: number }): Promise<void> {
    const buffer = Buffer.allocUnsafe(Math.min(part.length, LARGEST_READ));
    const { bytesRead } = await this.#file(handle).file.read(buffer, 0, buffer.length, part.offset);
    if (bytesRead === 0) this.#sftp.status(id, STATUS.EOF);
    else this.#sftp.data(id, buffer.subarray(0, bytesRead));
  }

  async #write(id: number, handle: Buffer, part: { offset: number; data: Buffer }): Promise<void> {
    if (this.#faults.meet('sftp', 'disk-full') !== null) {
      this.#sftp.status(id, STATUS.FAILURE, 'No space left on device');
      return;
    }
    await this.#file(handle).file.write(part.data, 0, part.data.length, part.offset);
    this.#sftp.status(id, STATUS.OK);
  }

  #readFolder(id: number, handle: Buffer): void {
    const folder = this.#open.get(handle.readUInt32BE(0));
    if (folder?.kind !== 'folder' || folder.entries.length === 0) {
      this.#sftp.status(id, folder?.kind === 'folder' ? STATUS.EOF : STATUS.FAILURE);
      return;
    }
    const entries = folder.entries.splice(0, 200);
    this.#sftp.name(
      id,
      entries.map(({ name, stats }) => ({
        filename: name,
        longname: longName(name, stats),
        attrs: attributesOf(stats),
      })),
    );
  }

  async #rename(id: number, from: string, to: string): Promise<void> {
    const refused = this.#faults.meet('sftp', 'rename-refused') !== null || !(await this.#files.rename(from, to));
    this.#sftp.status(id, refused ? STATUS.FAILURE : STATUS.OK);
  }

  async #setTimes(id: number, path: string, { atime, mtime }: Attributes): Promise<void> {
    if (mtime !== undefined) await this.#files.setTimes(path, atime ?? mtime, mtime);
    this.#sftp.status(id, STATUS.OK);
  }

  #done(id: number, act: () => Promise<void>): void {
    this.#do(id, async () => {
      await act();
      this.#sftp.status(id, STATUS.OK);
    });
  }

  /** Runs one request; a failure becomes the status that SFTP has for it. */
  #do(id: number, act: () => Promise<void> | void): void {
    const run = async () => {
      if (this.#faults.meet('sftp', 'connection-reset') !== null) {
        this.#breakOff();
        return;
      }
      const slow = this.#faults.meet('sftp', 'slow-answer');
      if (slow !== null) await wait(slow.delayMs ?? 1000, undefined, { ref: false });
      await act();
    };
    run().catch((error: unknown) => {
      const { code, message } = refusalOf(error);
      this.#sftp.status(id, code, message);
    });
  }

  #keep(open: OpenFile): Buffer {
    const number = this.#handles++;
    this.#open.set(number, open);
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(number, 0);
    return handle;
  }

  #file(handle: Buffer): Extract<OpenFile, { kind: 'file' }> {
    const open = this.#open.get(handle.readUInt32BE(0));
    if (open?.kind !== 'file') throw new Error('no such handle');
    return open;
  }

  async #close(number: number): Promise<void> {
    const open = this.#open.get(number);
    this.#open.delete(number);
    if (open?.kind === 'file') await open.file.close();
  }

  async #closeAll(): Promise<void> {
    for (const number of this.#open.keys()) await this.#close(number);
  }
}

const NO_ATTRIBUTES = { mode: 0, uid: 0, gid: 0, size: 0, atime: 0, mtime: 0 };

function attributesOf(stats: Stats): Attributes {
  const { mode, uid, gid, size } = stats;
  return { mode, uid, gid, size, atime: Math.floor(stats.atimeMs / 1000), mtime: Math.floor(stats.mtimeMs / 1000) };
}

/** As `ls -l` would print it: some clients read the kind of an entry from here. */
function longName(name: string, stats: Stats): string {
  const kind = (stats.mode & 0o170_000) === 0o040_000 ? 'drwxr-xr-x' : '-rw-r--r--';
  return `${kind} 1 relais relais ${stats.size} ${stats.mtime.toISOString().slice(0, 10)} ${name}`;
}

function refusalOf(error: unknown): Refusal {
  const code = (error as { code?: unknown }).code;
  if (code === 'ENOENT') return { code: STATUS.NO_SUCH_FILE };
  if (code === 'EACCES' || code === 'EPERM') return { code: STATUS.PERMISSION_DENIED };
  return { code: STATUS.FAILURE };
}
