import type { RawBytes } from '../raw-bytes.ts';

/** How much an archive may hold. All of it is checked before, or while, anything is unpacked. */
export interface ArchiveLimits {
  /** Kinds that are taken at all. */
  readonly kinds: readonly ArchiveKind[];
  /** Bytes of everything in the archive, unpacked. */
  readonly unpackedBytes: number;
  /** Unpacked bytes for one packed byte; small archives are not judged by it. */
  readonly ratio: number;
  /** Files in the archive. */
  readonly entries: number;
}

export const ARCHIVE_KINDS = ['gzip', 'zip'] as const;
export type ArchiveKind = (typeof ARCHIVE_KINDS)[number];

/** A document as it lies in an archive, not looked into yet. */
export interface Packed {
  readonly ok: true;
  readonly bytes: RawBytes;
  readonly form: 'gzip' | 'deflate' | 'stored';
  /** Most bytes that it may become. */
  readonly most: number;
  /** What the archive's directory says that it becomes; null where it has none. */
  readonly stated: { readonly size: number; readonly checksum: number } | null;
}

export interface Refusal {
  readonly ok: false;
  readonly code: ArchiveFault;
  readonly reason: string;
}

/** Why an archive, or a file in it, is refused. Stable: they stand in the books. */
type ArchiveFault = 'ARCHIVE_REFUSED' | 'ARCHIVE_TOO_LARGE' | 'ARCHIVE_DAMAGED';

/** Below so many unpacked bytes the ratio is not judged: ten lines of the same text pack very well. */
const JUDGED_BYTES = 1024 * 1024;

/** Most bytes that so many packed ones may become. */
export function mostBytes(packed: number, { unpackedBytes, ratio }: ArchiveLimits): number {
  return Math.min(unpackedBytes, Math.max(JUDGED_BYTES, Math.ceil(packed * ratio)));
}

/** What a failure of the library says of an archive. @throws any other error */
export function failedInflation(error: unknown): Refusal {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR') return damaged('it ends too early');
  if (code?.startsWith('Z_') === true) return damaged('its packed bytes are damaged');
  throw error;
}

export function unpacksTooFar(most: number): Refusal {
  return tooLarge(`it unpacks to more than ${most} bytes`);
}

export function refused(reason: string): Refusal {
  return { ok: false, code: 'ARCHIVE_REFUSED', reason };
}

export function tooLarge(reason: string): Refusal {
  return { ok: false, code: 'ARCHIVE_TOO_LARGE', reason };
}

export function damaged(reason: string): Refusal {
  return { ok: false, code: 'ARCHIVE_DAMAGED', reason };
}
