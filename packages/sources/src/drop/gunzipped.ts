import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import {
  type ArchiveLimits,
  failedInflation,
  mostBytes,
  nested,
  type Refusal,
  unpacksTooFar,
} from '../archives/refusal.ts';
import { archiveKindOf } from '../archives/unpack.ts';
import { piecesOf, type RawBytes } from '../raw-bytes.ts';
import { type PutDown, putDown } from './put-down.ts';

/**
 * What a gzip file unpacks to, put down on disk within the limits, or why it is not. Null for a file that is none, or that is
 * not to be opened. Refuses as `documentsIn` does, which holds what it unpacks.
 */
export async function gunzipped(
  file: RawBytes,
  limits: ArchiveLimits,
  folder: string | undefined,
  signal: AbortSignal,
): Promise<PutDown | Refusal | null> {
  if (archiveKindOf(file) !== 'gzip' || !limits.kinds.includes('gzip')) return null;
  const most = mostBytes(file.length, limits);
  let length = 0;
  try {
    const unpacked = await putDown(async (take) => {
      await pipeline(
        piecesOf(file),
        createGunzip(),
        async (pieces: AsyncIterable<Uint8Array>) => {
          for await (const piece of pieces) {
            length += piece.length;
            if (length > most) throw new Error('more than the archive may hold');
            await take(piece);
          }
        },
        { signal },
      );
    }, folder);
    if (archiveKindOf(unpacked) === null) return unpacked;
    await unpacked.close();
    return nested();
  } catch (error) {
    signal.throwIfAborted();
    return length > most ? unpacksTooFar(most) : failedInflation(error);
  }
}
