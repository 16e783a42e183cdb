import { constants } from 'node:fs';
import { access, type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createZstdCompress, zstdCompress, zstdDecompress } from 'node:zlib';
import { sha256 } from '@relais/runtime';
import { piecesOf, type RawBytes, wholeOf } from '@relais/sources';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** Raw input as it came, by content hash. It may hold contact data: files are readable by their owner only. */
export interface Archive {
  /** Durable when it resolves. The same content is kept once. @param hash its SHA-256, where it is known already */
  put(raw: RawBytes, hash?: string): Promise<string>;
  /** The raw input, or null when it is not (or no longer) there. */
  get(hash: string): Promise<Uint8Array | null>;
}

/** Archive in a folder: `ab/cd/<hash>.zst`, written under a temporary name, flushed, then renamed. */
export function openArchive(directory: string): Archive {
  return {
    async put(raw, hash = sha256(wholeOf(raw))) {
      await keepOnce(directory, hash, async (file) => {
        if (raw instanceof Uint8Array) await file.writeFile(await compress(raw));
        else await pipeline(piecesOf(raw), createZstdCompress(), (packed) => file.writeFile(packed));
      });
      return hash;
    },
    async get(hash) {
      if (!/^[0-9a-f]{64}$/.test(hash)) return null;
      const path = pathOf(directory, hash);
      return (await exists(path)) ? new Uint8Array(await decompress(await readFile(path))) : null;
    },
  };
}

async function keepOnce(directory: string, hash: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const path = pathOf(directory, hash);
  if (await exists(path)) return;
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}.part`;
  try {
    const file = await open(temporary, 'w', 0o600);
    try {
      await write(file);
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    // What was begun takes room on a disk that may be full.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

function pathOf(directory: string, hash: string): string {
  return join(directory, hash.slice(0, 2), hash.slice(2, 4), `${hash}.zst`);
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
}
