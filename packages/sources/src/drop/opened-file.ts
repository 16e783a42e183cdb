import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createGunzip, createInflateRaw } from 'node:zlib';
import type { Closeable } from '@relais/runtime';
import { type ArchiveLimits, failedInflation, type Packed, type Refusal, unpacksTooFar } from '../archives/refusal.ts';
import { checked, type Document, packedIn } from '../archives/unpack.ts';
import { piecesOf, type RawBytes, windowOf } from '../raw-bytes.ts';
import { putDown, type Take } from './put-down.ts';

/** The documents of a file on our disk: the file itself, or what was packed in it. Gone when it is closed. */
export interface OpenedFile extends Closeable {
  readonly documents: readonly Document[];
}

/** Where a document lies among all that were put down. */
interface Place {
  readonly packed: Packed;
  readonly from: number;
  readonly length: number;
  readonly checksum: number;
}

const UNPACKING = { gzip: createGunzip, deflate: createInflateRaw, stored: () => new PassThrough() } as const;

/**
 * Opens a file: what is packed in it is put down on disk within the limits, one document behind the other, so that however
 * large they are only a piece of one is held. Refuses as `documentsIn` does, which holds what it unpacks.
 */
export async function openedFile(
  file: RawBytes,
  limits: ArchiveLimits,
  folder: string | undefined,
  signal: AbortSignal,
): Promise<OpenedFile> {
  const packed = packedIn(file, limits);
  if (packed === null) return { documents: [{ ok: true, bytes: file }], close: () => Promise.resolve() };
  const found: (Place | Refusal)[] = [];
  const down = await putDown(async (take) => {
    let end = 0;
    const taken: Take = async (piece) => {
      end += piece.length;
      await take(piece);
    };
    for (const each of packed) {
      const from = end;
      if (!each.ok) found.push(each);
      else {
        const outcome = await unpackedInto(taken, each, signal);
        found.push('ok' in outcome ? outcome : { packed: each, from, ...outcome });
      }
    }
  }, folder);
  const documents = found.map((each) =>
    'ok' in each ? each : checked(windowOf(down, each.from, each.length), each.checksum, each.packed),
  );
  return { documents, close: () => down.close() };
}

async function unpackedInto(
  take: Take,
  { bytes, form, most }: Packed,
  signal: AbortSignal,
): Promise<{ length: number; checksum: number } | Refusal> {
  let [length, checksum] = [0, 0];
  const isTooLong = () => length > Math.max(1, most);
  try {
    await pipeline(
      piecesOf(bytes),
      UNPACKING[form](),
      async (pieces: AsyncIterable<Uint8Array>) => {
        for await (const piece of pieces) {
          length += piece.length;
          if (isTooLong()) throw new Error('more than the archive may hold');
          checksum = crc32(piece, checksum);
          await take(piece);
        }
      },
      { signal },
    );
    return { length, checksum };
  } catch (error) {
    signal.throwIfAborted();
    return isTooLong() ? unpacksTooFar(most) : failedInflation(error);
  }
}
