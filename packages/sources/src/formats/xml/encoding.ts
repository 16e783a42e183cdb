import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** How the bytes of a document are to be read, or why they cannot be. */
export type Encoding =
  | {
      readonly ok: true;
      readonly name: EncodingName /** Bytes that are not of the encoding occur. */;
      readonly damaged: boolean;
    }
  | { readonly ok: false; readonly fault: string };

type EncodingName = 'utf-8' | 'iso-8859-1' | 'iso-8859-15' | 'windows-1252';

const NAMES: Readonly<Record<string, EncodingName>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  'iso-8859-1': 'iso-8859-1',
  latin1: 'iso-8859-1',
  'iso-8859-15': 'iso-8859-15',
  'windows-1252': 'windows-1252',
  cp1252: 'windows-1252',
};

const UTF_8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const UTF_16_MARKS = [Buffer.from([0xfe, 0xff]), Buffer.from([0xff, 0xfe])];
const DECLARED = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']/;
const CHUNK_BYTES = 64 * 1024;

/**
 * The encoding of an XML document by its declaration and its byte order mark (XML 1.0, section 4.3.3; UTF-8 where it
 * declares none). A declaration that the bytes contradict is a fault: guessing would turn names into other names.
 */
export function encodingOf(bytes: Uint8Array): Encoding {
  const head = Buffer.from(bytes.subarray(0, 400));
  if (UTF_16_MARKS.some((mark) => head.subarray(0, 2).equals(mark))) return fault('it is UTF-16, which is not taken');
  const marked = head.subarray(0, 3).equals(UTF_8_MARK);
  const declared = DECLARED.exec(head.toString('latin1', marked ? 3 : 0))?.[1]?.toLowerCase() ?? 'utf-8';
  const name = NAMES[declared];
  if (name === undefined) return fault('it declares an encoding that is not taken');
  if (name === 'utf-8') return { ok: true, name, damaged: !isUtf8(bytes) };
  if (marked) return fault(`it declares ${name} but starts with a UTF-8 mark`);
  if (!isAscii(bytes) && isUtf8(bytes)) return fault(`it declares ${name} but its bytes are UTF-8`);
  return { ok: true, name, damaged: name === 'windows-1252' && hasUndefinedBytes(bytes) };
}

function fault(text: string): Encoding {
  return { ok: false, fault: text };
}

/** The text in pieces, so that a large document is never held twice. Bytes that do not belong become U+FFFD. */
export function* decoded(bytes: Uint8Array, name: EncodingName): Generator<string, void, undefined> {
  const decoder = name === 'utf-8' ? utf8Decoder() : iconv.getDecoder(name);
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
    yield decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.min(CHUNK_BYTES, bytes.length - from)));
  }
  const rest = decoder.end();
  if (rest) yield rest;
}

function utf8Decoder() {
  const decoder = new TextDecoder('utf-8');
  return { write: (piece: Buffer) => decoder.decode(piece, { stream: true }), end: () => decoder.decode() };
}

/** The five bytes that Windows-1252 leaves undefined. */
function hasUndefinedBytes(bytes: Uint8Array): boolean {
  return [0x81, 0x8d, 0x8f, 0x90, 0x9d].some((byte) => bytes.includes(byte));
}
