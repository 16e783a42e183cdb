/** What the channel does on an SFTP server. Every call has a deadline and rejects with one of `channelErrors`. */
export interface SftpSession {
  /** Writes a whole file, over what is there. */
  write(path: string, content: Buffer): Promise<void>;
  /** The content; null when there is more than `mostBytes`. */
  read(path: string, mostBytes: number): Promise<Buffer | null>;
  /** Size in bytes; null when there is no such file. */
  size(path: string): Promise<number | null>;
  list(folder: string): Promise<readonly RemoteFile[]>;
  /** Renames over what is there. `unsupported` when the server lacks the extension that can do so. */
  replace(from: string, to: string): Promise<'done' | 'unsupported'>;
  /** Renames; most servers refuse to do so onto an existing file. */
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
}

export interface RemoteFile {
  readonly name: string;
  readonly size: number;
  /** Milliseconds since the epoch, to the second. */
  readonly modifiedAt: number;
  readonly isRegular: boolean;
}
