import type { RawBytes } from '../../raw-bytes.ts';
import { decoded, encodingOf } from '../encoding.ts';
import type { RecordOptions, XmlRecord } from './record-parser.ts';
import { RecordReader } from './record-reader.ts';
import type { XmlElement } from './tree.ts';

/**
 * The records of an XML document, one by one, and what cannot be read of it. Elements are known by their namespaces, never
 * by their prefixes. Document type declarations are refused, so that no entity is ever defined. Returns the document's
 * root when that is something around the records; yields null between two pieces, a place to let other work go on.
 */
export function* readDocument(
  bytes: RawBytes,
  options: Omit<RecordOptions, 'damaged'>,
): Generator<XmlRecord | null, XmlElement | null, undefined> {
  const encoding = yield* encodingOf(bytes);
  if (!encoding.ok) {
    yield { kind: 'gap', fault: 'encoding', reason: encoding.fault };
    return null;
  }
  const reader = new RecordReader({ ...options, damaged: encoding.damaged });
  for (const piece of decoded(bytes, encoding.name)) {
    yield* reader.read(piece);
    yield null;
  }
  yield* reader.close();
  return reader.root;
}
