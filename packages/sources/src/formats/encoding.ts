import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

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
const CHUNK_BYTES = 64 * 1024;
const HEAD_BYTES = 400;

/**
 * The encoding of an XML document by its declaration and its byte order mark (XML 1.0, section 4.3.3; UTF-8 where it
 * declares none). A declaration that the bytes contradict is a fault: guessing would turn names into other names.
 */
export function encodingOf(bytes: Uint8Array): Encoding {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES));
  const mark = markOf(bytes);
  const start = mark === 'utf-16' ? utf16(head) : head.toString('latin1', mark === 'utf-8' ? 3 : 0);
  const declared = DECLARED.exec(start)?.[1]?.toLowerCase() ?? mark ?? 'utf-8';
  const name = NAMES[declared];
  return name === undefined ? fault('it declares an encoding that is not taken') : declaredEncoding(bytes, name);
}

/** The encoding of a text whose settings, or whose own words, declare it; a fault where the bytes contradict that. */
export function declaredEncoding(bytes: Uint8Array, name: EncodingName): Encoding {
  const mark = markOf(bytes);
  if (mark !== null && mark !== name) return fault(`it declares ${name} but starts with a ${mark.toUpperCase()} mark`);
  if (name === 'utf-8') return { ok: true, name, damaged: !isUtf8(bytes) };
  if (name === 'utf-16') return utf16Encoding(bytes, mark);
  if (!isAscii(bytes) && isUtf8(bytes)) return fault(`it declares ${name} but its bytes are UTF-8`);
  return { ok: true, name, damaged: hasStrangeBytes(bytes, name) };
}

/** The encoding that a byte order mark stands for; null where there is none. */
function markOf(bytes: Uint8Array): 'utf-8' | 'utf-16' | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  return (first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe) ? 'utf-16' : null;
}

/** Without its mark the order of the bytes would be a guess. */
function utf16Encoding(bytes: Uint8Array, mark: string | null): Encoding {
  if (mark === null) return fault('it declares utf-16 but has no byte order mark');
  if (bytes.length % 2 === 1) return fault('it declares utf-16 but has an odd number of bytes');
  return { ok: true, name: 'utf-16', damaged: !utf16(Buffer.from(bytes)).isWellFormed() };
}

/** @param bytes with their mark; turned round in place where the higher byte stands first */
function utf16(bytes: Buffer): string {
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
  return (even[0] === 0xfe ? even.swap16() : even).toString('utf16le').slice(1);
}

function fault(text: string): Encoding {
  return { ok: false, fault: text };
}

/** The text in pieces, so that a large document is never held twice. Bytes that do not belong become U+FFFD. */
export function* decoded(bytes: Uint8Array, name: EncodingName): Generator<string, void, undefined> {
  const decoder = decoderOf(bytes, name);
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
    yield decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.min(CHUNK_BYTES, bytes.length - from)));
  }
  const rest = decoder.end();
  if (rest) yield rest;
}

function decoderOf(bytes: Uint8Array, name: EncodingName) {
  if (name !== 'utf-8' && name !== 'utf-16') return iconv.getDecoder(name);
  const decoder = new TextDecoder(name === 'utf-16' ? (bytes[0] === 0xfe ? 'utf-16be' : 'utf-16le') : name);
  return { write: (piece: Buffer) => decoder.decode(piece, { stream: true }), end: () => decoder.decode() };
}

/** The five bytes that Windows-1252 leaves undefined, and the control characters of ISO-8859-1 and ISO-8859-15. */
function hasStrangeBytes(bytes: Uint8Array, name: EncodingName): boolean {
  if (name === 'windows-1252') return [0x81, 0x8d, 0x8f, 0x90, 0x9d].some((byte) => bytes.includes(byte));
  return bytes.some((byte) => byte >= 0x80 && byte <= 0x9f);
}
