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

/** A document as it lay in an archive, or why it was not taken out. */
export type Unpacked = { readonly ok: true; readonly bytes: Uint8Array } | Refusal;

export interface Refusal {
  readonly ok: false;
  readonly code: ArchiveFault;
  readonly reason: string;
}

/** Why an archive, or a file in it, is refused. Stable: they stand in the books. */
type ArchiveFault = 'ARCHIVE_REFUSED' | 'ARCHIVE_TOO_LARGE' | 'ARCHIVE_DAMAGED';

/** Below so many unpacked bytes the ratio is not judged: ten lines of the same text pack very well. */
const JUDGED_BYTES = 1024 * 1024;

const SMALLEST_PIECE = 16 * 1024;

/** Most bytes that so many packed ones may become. */
export function mostBytes(packed: number, { unpackedBytes, ratio }: ArchiveLimits): number {
  return Math.min(unpackedBytes, Math.max(JUDGED_BYTES, Math.ceil(packed * ratio)));
}

/**
 * Runs an inflation within a bound and tells its failures apart.
 * @param announced how many bytes the archive says it becomes. Where that is true they are written into one piece, instead
 *   of being held in pieces and then once more
 */
export function inflated(
  inflate: (options: { maxOutputLength: number; chunkSize: number }) => Uint8Array,
  announced: number,
  most: number,
): Unpacked {
  // The library goes on to a second piece when the first is full, and refuses a bound of zero.
  const chunkSize = Math.max(SMALLEST_PIECE, Math.min(announced, most) + 1);
  try {
    return { ok: true, bytes: inflate({ maxOutputLength: Math.max(1, most), chunkSize }) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') return unpacksTooFar(most);
    return failedInflation(error);
  }
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

export function nested(): Refusal {
  return refused('an archive inside an archive is not opened');
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
