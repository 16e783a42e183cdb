import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { PIECE_BYTES, piecesOf, type RawBytes } from '../raw-bytes.ts';

/** How the bytes of a document are to be read, or why they cannot be. */
export type Encoding =
  | {
      readonly ok: true;
      readonly name: EncodingName;
      /** Bytes that are not of the encoding occur: what decodes to `DAMAGE` must not be used. */
      readonly damaged: boolean;
    }
  | { readonly ok: false; readonly fault: string };

export const ENCODINGS = ['utf-8', 'utf-16', 'iso-8859-1', 'iso-8859-15', 'windows-1252'] as const;
export type EncodingName = (typeof ENCODINGS)[number];

/**
 * What bytes outside of a damaged document's encoding become: U+FFFD, or a control character of ISO-8859-1, which stands in no
 * text; there it is a letter or mark of Windows-1252 under a wrong name.
 */
export const DAMAGE = /[\uFFFD\u0080-\u009F]/;

const NAMES: Readonly<Record<string, EncodingName>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  'utf-16': 'utf-16',
  'iso-8859-1': 'iso-8859-1',
  latin1: 'iso-8859-1',
  'iso-8859-15': 'iso-8859-15',
  'windows-1252': 'windows-1252',
  cp1252: 'windows-1252',
};

const DECLARED = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']/;
const HEAD_BYTES = 400;

/**
 * The encoding of an XML document by its declaration and its byte order mark (XML 1.0, section 4.3.3; UTF-8 where it
 * declares none). A declaration that the bytes contradict is a fault: guessing would turn names into other names.
 */
export function* encodingOf(bytes: RawBytes): Looking<Encoding> {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES));
  const mark = markOf(bytes);
  const start = mark === 'utf-16' ? utf16(head) : head.toString('latin1', mark === 'utf-8' ? 3 : 0);
  const declared = DECLARED.exec(start)?.[1]?.toLowerCase() ?? mark ?? 'utf-8';
  const name = NAMES[declared];
  if (name === undefined) return fault('it declares an encoding that is not taken');
  return yield* declaredEncoding(bytes, name);
}

/** The encoding of a text whose settings, or whose own words, declare it; a fault where the bytes contradict that. */
export function* declaredEncoding(bytes: RawBytes, name: EncodingName): Looking<Encoding> {
  const mark = markOf(bytes);
  if (mark !== null && mark !== name) return fault(`it declares ${name} but starts with a ${mark.toUpperCase()} mark`);
  if (name === 'utf-16') return yield* utf16Encoding(bytes, mark);
  const seen = yield* seenIn(bytes, name);
  if (name === 'utf-8') return { ok: true, name, damaged: !seen.isUtf8 };
  if (!seen.isAscii && seen.isUtf8) return fault(`it declares ${name} but its bytes are UTF-8`);
  return { ok: true, name, damaged: seen.isStrange };
}

/** Looks through bytes; null stands between two pieces of them, a place to let other work go on. */
type Looking<Result> = Generator<null, Result, undefined>;

/** What bytes may be, going by all of them. */
function* seenIn(
  bytes: RawBytes,
  name: EncodingName,
): Looking<{ isAscii: boolean; isUtf8: boolean; isStrange: boolean }> {
  const seen = { isAscii: true, isUtf8: true, isStrange: false };
  for (let from = 0, end = 0; from < bytes.length; from = end) {
    const piece = bytes.subarray(from, from + PIECE_BYTES);
    end = from + (from + piece.length < bytes.length ? lastCharacter(piece) : piece.length);
    const whole = piece.subarray(0, end - from);
    seen.isAscii &&= isAscii(whole);
    seen.isUtf8 &&= isUtf8(whole);
    seen.isStrange ||= hasStrangeBytes(whole, name);
    yield null;
  }
  return seen;
}

/** Where the last character begins, if this is UTF-8 (RFC 3629, section 3): the next piece may hold the rest of it. */
function lastCharacter(piece: Uint8Array): number {
  const last = piece.length - 1;
  const first = [0, 1, 2, 3].find((back) => ((piece[last - back] ?? 0) & 0xc0) !== 0x80);
  return last - (first ?? 0);
}

/** The encoding that a byte order mark stands for; null where there is none. */
function markOf(bytes: RawBytes): 'utf-8' | 'utf-16' | null {
  const [first, second, third] = bytes.subarray(0, 3);
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  return (first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe) ? 'utf-16' : null;
}

/** Without its mark the order of the bytes would be a guess. */
function* utf16Encoding(bytes: RawBytes, mark: string | null): Looking<Encoding> {
  if (mark === null) return fault('it declares utf-16 but has no byte order mark');
  if (bytes.length % 2 === 1) return fault('it declares utf-16 but has an odd number of bytes');
  const decoder = new TextDecoder(utf16Name(bytes), { fatal: true });
  try {
    for (const piece of piecesOf(bytes)) {
      decoder.decode(piece, { stream: true });
      yield null;
    }
    decoder.decode();
  } catch {
    return { ok: true, name: 'utf-16', damaged: true };
  }
  return { ok: true, name: 'utf-16', damaged: false };
}

function utf16Name(bytes: RawBytes): string {
  return bytes.subarray(0, 1)[0] === 0xfe ? 'utf-16be' : 'utf-16le';
}

/** @param bytes with their mark; turned round in place where the higher byte stands first */
function utf16(bytes: Buffer): string {
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
  return (even[0] === 0xfe ? even.swap16() : even).toString('utf16le').slice(1);
}

function fault(text: string): Encoding {
  return { ok: false, fault: text };
}

/** The text in pieces, so that a large document is never held whole. Bytes that do not belong become U+FFFD. */
export function* decoded(bytes: RawBytes, name: EncodingName): Generator<string, void, undefined> {
  const decoder = decoderOf(bytes, name);
  for (const piece of piecesOf(bytes)) yield decoder.write(bufferOver(piece));
  const rest = decoder.end();
  if (rest) yield rest;
}

function decoderOf(bytes: RawBytes, name: EncodingName) {
  if (name !== 'utf-8' && name !== 'utf-16') return iconv.getDecoder(name);
  const decoder = new TextDecoder(name === 'utf-16' ? utf16Name(bytes) : name);
  return { write: (piece: Buffer) => decoder.decode(piece, { stream: true }), end: () => decoder.decode() };
}

function bufferOver(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** The five bytes that Windows-1252 leaves undefined, and the control characters of ISO-8859-1 and ISO-8859-15. */
function hasStrangeBytes(bytes: Uint8Array, name: EncodingName): boolean {
  if (name === 'utf-8') return false;
  if (name === 'windows-1252') return [0x81, 0x8d, 0x8f, 0x90, 0x9d].some((byte) => bytes.includes(byte));
  return bytes.some((byte) => byte >= 0x80 && byte <= 0x9f);
}
