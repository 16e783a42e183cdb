import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { declaredEncoding, decoded, type Encoding, type EncodingName, encodingOf } from '../../src/formats/encoding.ts';
import { PIECE_BYTES } from '../../src/raw-bytes.ts';

const text = 'Técnicien – Bäcker – œuvre €';
const declaring = (encoding: string, body = text) => `<?xml version="1.0" encoding="${encoding}"?><a>${body}</a>`;

function ended(looking: Generator<null, Encoding>): Encoding {
  for (let next = looking.next(); ; next = looking.next()) if (next.done === true) return next.value;
}

const encodingIn = (bytes: Uint8Array) => ended(encodingOf(bytes));
const encodingAs = (bytes: Uint8Array, name: EncodingName) => ended(declaredEncoding(bytes, name));

describe('the encoding of a document', () => {
  test.each([
    ['UTF-8', declaring('UTF-8')],
    ['utf8', declaring('utf8')],
    ['windows-1252', declaring('windows-1252')],
    ['iso-8859-1', declaring('ISO-8859-1', 'Técnicien Bäcker')],
    ['iso-8859-15', declaring('iso-8859-15', 'Técnicien œuvre €')],
  ])('%s is read as it is declared', (name, document) => {
    const bytes = iconv.encode(document, name);
    const encoding = encodingIn(bytes);
    expect(encoding).toMatchObject({ ok: true, damaged: false });
    expect(encoding.ok && [...decoded(bytes, encoding.name)].join('')).toBe(document);
  });

  test('is UTF-8 where nothing is declared, with or without a byte order mark', () => {
    const plain = Buffer.from(`<a>${text}</a>`);
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), plain]);
    for (const bytes of [plain, marked]) {
      expect(encodingIn(bytes)).toEqual({ ok: true, name: 'utf-8', damaged: false });
      expect([...decoded(bytes, 'utf-8')].join('')).toBe(`<a>${text}</a>`);
    }
  });

  test('is never guessed: bytes that contradict the declaration are a fault', () => {
    expect(encodingIn(Buffer.from(declaring('ISO-8859-1', 'déjà')))).toEqual({
      ok: false,
      fault: 'it declares iso-8859-1 but its bytes are UTF-8',
    });
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(declaring('windows-1252', 'x'))]);
    expect(encodingIn(marked)).toMatchObject({ ok: false });
    expect(encodingIn(iconv.encode(declaring('UTF-8'), 'windows-1252'))).toMatchObject({ ok: true, damaged: true });
    expect(encodingIn(Buffer.from([...Buffer.from(declaring('windows-1252', 'x')), 0x81]))).toMatchObject({
      damaged: true,
    });
  });

  test('that is not taken is named', () => {
    expect(encodingIn(Buffer.from(declaring('UTF-16')))).toEqual({
      ok: false,
      fault: 'it declares utf-16 but has no byte order mark',
    });
    expect(encodingIn(Buffer.from(declaring('EBCDIC-CP-BE')))).toMatchObject({ ok: false });
  });

  test('may be UTF-16 with its mark, in either order of bytes', () => {
    for (const order of ['utf-16le', 'utf-16be']) {
      const bytes = iconv.encode(declaring('UTF-16'), order, { addBOM: true });
      expect(encodingIn(bytes)).toEqual({ ok: true, name: 'utf-16', damaged: false });
      expect([...decoded(bytes, 'utf-16')].join('')).toBe(declaring('UTF-16'));
      expect(encodingIn(bytes.subarray(0, -1))).toMatchObject({ ok: false });
    }
    const lone = iconv.encode('<a>\uD800</a>', 'utf-16le', { addBOM: true });
    expect(encodingIn(Buffer.concat([Buffer.from([0xff, 0xfe, 0x00, 0xd8]), lone.subarray(2)]))).toMatchObject({
      damaged: true,
    });
  });

  test('of a text is the one that its settings declare, or the text is not read', () => {
    expect(encodingAs(iconv.encode(text, 'windows-1252'), 'windows-1252')).toMatchObject({ damaged: false });
    expect(encodingAs(Buffer.from(text), 'windows-1252')).toMatchObject({ ok: false });
    expect(encodingAs(iconv.encode(text, 'windows-1252'), 'iso-8859-1')).toMatchObject({ damaged: true });
    expect(encodingAs(iconv.encode(text, 'windows-1252'), 'utf-8')).toMatchObject({ damaged: true });
    expect(encodingAs(iconv.encode(text, 'utf-16le', { addBOM: true }), 'utf-8')).toEqual({
      ok: false,
      fault: 'it declares utf-8 but starts with a UTF-16 mark',
    });
  });

  test('characters on the border of two pieces stay whole', () => {
    const long = 'é'.repeat(70_000);
    expect([...decoded(Buffer.from(long), 'utf-8')].join('')).toBe(long);
    expect([...decoded(iconv.encode(long, 'windows-1252'), 'windows-1252')].join('')).toBe(long);
  });

  test('is looked for in all of it: neither a character on a border of two pieces nor a byte far behind is missed', () => {
    const signs = ['é', '€', '😀'].flatMap((sign) => ['', 'x', 'xx', 'xxx'].map((before) => ({ before, sign })));
    for (const { before, sign } of signs) {
      const whole = Buffer.from(before + sign.repeat(PIECE_BYTES));
      expect(encodingAs(whole, 'utf-8')).toMatchObject({ damaged: false });
      expect(encodingAs(whole, 'windows-1252')).toMatchObject({ ok: false });
      for (const cut of [PIECE_BYTES - 1, PIECE_BYTES, whole.length - 1]) {
        const broken = Buffer.concat([whole.subarray(0, cut), Buffer.from([0xff]), whole.subarray(cut + 1)]);
        expect(encodingAs(broken, 'utf-8')).toMatchObject({ damaged: true });
      }
    }
    const far = Buffer.concat([Buffer.alloc(PIECE_BYTES, 'x'), Buffer.from([0x81])]);
    expect(encodingAs(far, 'windows-1252')).toMatchObject({ damaged: true });
    expect(encodingAs(Buffer.alloc(2 * PIECE_BYTES, 0x80), 'utf-8')).toMatchObject({ damaged: true });
  });
});
