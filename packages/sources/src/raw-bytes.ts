/**
 * Bytes that may lie in a file: what is wanted of them is asked for by its place, as of a typed array, and nothing else is
 * held. A `Uint8Array` is one.
 */
export interface RawBytes {
  readonly length: number;
  /** The bytes from one place to before another; fewer where there are no more. */
  subarray(from: number, to: number): Uint8Array;
}

/** Bytes that are looked at in one go. */
export const PIECE_BYTES = 64 * 1024;

/** All of the bytes, a piece at a time. */
export function* piecesOf(bytes: RawBytes): Generator<Uint8Array, void, undefined> {
  for (let from = 0; from < bytes.length; from += PIECE_BYTES) yield bytes.subarray(from, from + PIECE_BYTES);
}

/** All of the bytes at once. */
export function wholeOf(bytes: RawBytes): Uint8Array {
  return bytes.subarray(0, bytes.length);
}

/** A stretch of bytes as bytes of their own. */
export function windowOf(bytes: RawBytes, from: number, length: number): RawBytes {
  return {
    length,
    subarray: (first, end) => bytes.subarray(from + Math.min(first, length), from + Math.min(end, length)),
  };
}

/** White space, and the bytes of a UTF-8 byte order mark. */
const INSIGNIFICANT = new Set([0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf]);

/** The first byte that says something; null where none does. */
export function firstSign(bytes: RawBytes): number | null {
  for (const piece of piecesOf(bytes)) {
    const found = piece.find((byte) => !INSIGNIFICANT.has(byte));
    if (found !== undefined) return found;
  }
  return null;
}
