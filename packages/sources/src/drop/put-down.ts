import { createHash, randomUUID } from 'node:crypto';
import { readSync } from 'node:fs';
import { mkdir, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Closeable } from '@relais/runtime';
import type { RawBytes } from '../raw-bytes.ts';

/** Takes bytes as they come; resolves when more may come. */
export type Take = (piece: Uint8Array) => Promise<void>;

/**
 * Bytes that were put down on our disk, so that however many they are only a piece of them is held. They have no name there:
 * nothing of them is left once they are closed, nor when the process dies.
 */
export interface PutDown extends RawBytes, Closeable {
  readonly sha256: string;
}

/**
 * Puts down what `fill` hands over.
 * @param folder one that is on a disk, not in memory @default the system's folder for temporary files
 */
export async function putDown(fill: (take: Take) => Promise<void>, folder = tmpdir()): Promise<PutDown> {
  const file = await openNameless(folder);
  const hash = createHash('sha256');
  let length = 0;
  try {
    await fill(async (piece) => {
      hash.update(piece);
      length += piece.length;
      await file.writeFile(piece);
    });
  } catch (error) {
    await file.close();
    throw error;
  }
  return {
    length,
    sha256: hash.digest('hex'),
    subarray(from, to) {
      const piece = Buffer.allocUnsafeSlow(Math.max(0, Math.min(to, length) - from));
      return piece.subarray(0, readSync(file.fd, piece, 0, piece.length, from));
    },
    close: () => file.close(),
  };
}

async function openNameless(folder: string) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `.received-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  await unlink(path);
  return file;
}
