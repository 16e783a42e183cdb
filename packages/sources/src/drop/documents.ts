import { HR_OPEN_NAMESPACES, hrOpenIsActive, hrOpenReference, normaliseHrOpen } from '../formats/hr-open/normalise.ts';
import { HR_XML_NAMESPACE, hrXmlIsActive, normaliseHrXml } from '../formats/hr-xml/normalise.ts';
import { hrXmlReference } from '../formats/hr-xml/origin.ts';
import { readDocument } from '../formats/xml/read-document.ts';
import type { GapFault, RecordFault, XmlRecord } from '../formats/xml/record-parser.ts';
import type { XmlElement } from '../formats/xml/tree.ts';
import { itemOf as franceTravailItem, recordsOf as franceTravailRecords } from '../france-travail/records.ts';
import type { SourceItem } from '../port.ts';
import { type Normalised, type UnreadableCode, unreadable, vacancyItem } from '../records/items.ts';
import { parseJson } from '../records/json-text.ts';
import type { SourceProfile } from '../settings.ts';
import type { DropFormat, DropSettings } from './settings.ts';

/** How a document of a format is read. */
interface RecordFormat {
  readonly format: DropFormat;
  takes(namespace: string): boolean;
  referenceOf(record: XmlElement, profile: SourceProfile): string | null;
  isActive(record: XmlElement): boolean;
  normalise(record: XmlElement, reference: string, profile: SourceProfile): Normalised;
}

const XML_FORMATS: readonly RecordFormat[] = [
  {
    format: 'hr-xml-position-opening',
    takes: (namespace) => HR_XML_NAMESPACE.test(namespace),
    referenceOf: hrXmlReference,
    isActive: hrXmlIsActive,
    normalise: normaliseHrXml,
  },
  {
    format: 'hr-open-3.2',
    takes: (namespace) => HR_OPEN_NAMESPACES.includes(namespace),
    referenceOf: hrOpenReference,
    isActive: hrOpenIsActive,
    normalise: normaliseHrOpen,
  },
];

/** What a whole file said beside its items. */
export interface DocumentEnd {
  /** Nothing of the file was left unread, and every record said which vacancy it is about. */
  readonly whole: boolean;
  /** How many records the file announces; null when it does not say. */
  readonly announced: number | null;
}

type Items = Generator<SourceItem, DocumentEnd, undefined>;

/** The records of one file as items. What cannot be read becomes an item with the reason; the rest is read on. */
export function* itemsOfFile(bytes: Uint8Array, settings: DropSettings, profile: SourceProfile): Items {
  const first = bytes.find((byte) => !INSIGNIFICANT.has(byte));
  if (first === undefined) return yield* refused('FILE_FORMAT', 'the file is empty');
  if (XML_BEGINS.has(first)) return yield* fromXml(bytes, settings, profile);
  if (settings.formats.includes('france-travail-json')) return yield* fromJson(bytes, profile);
  return yield* refused('FILE_FORMAT', 'it is not XML');
}

/** White space, and the bytes of a UTF-8 byte order mark. */
const INSIGNIFICANT = new Set([0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf]);
/** A tag, or the byte order mark of UTF-16. */
const XML_BEGINS = new Set([0x3c, 0xfe, 0xff]);

function* refused(code: UnreadableCode, reason: string): Items {
  yield unreadable({ position: 0, reference: null }, 'parse', code, reason);
  return { whole: false, announced: null };
}

function* fromJson(bytes: Uint8Array, profile: SourceProfile): Items {
  const json = parseJson(bytes);
  const records = json.ok ? franceTravailRecords(json.value) : null;
  if (records === null) return yield* refused('FILE_FORMAT', json.ok ? 'it holds no list of offers' : json.fault);
  let whole = true;
  for (const [position, raw] of records.entries()) {
    const item = franceTravailItem(raw, position, profile);
    whole &&= item.reference !== null;
    yield item;
  }
  return { whole, announced: null };
}

function* fromXml(bytes: Uint8Array, settings: DropSettings, profile: SourceProfile): Items {
  const formats = XML_FORMATS.filter(({ format }) => settings.formats.includes(format));
  const document = readDocument(bytes, {
    recordName: 'PositionOpening',
    isKnownNamespace: (namespace) => formats.some((format) => format.takes(namespace)),
    maxRecordLength: settings.limits.recordLength,
  });
  const references = new Set<string>();
  let whole = true;
  let position = 0;
  for (let found = document.next(); ; found = document.next()) {
    if (found.done === true) {
      const announced = countOf(found.value?.attributes[settings.countAttribute]);
      return { whole: whole && references.size >= (announced ?? 1), announced };
    }
    const item = itemOfRecord(found.value, position++, formats, profile);
    if (item.reference === null || leavesOpen(item)) whole = false;
    if (item.reference !== null) references.add(item.reference);
    yield item;
  }
}

/** Behind an early end there may have been more. */
function leavesOpen(item: SourceItem): boolean {
  return item.kind === 'unreadable' && item.code === 'FILE_TRUNCATED';
}

function countOf(text: string | undefined): number | null {
  return /^\d{1,9}$/.test(text ?? '') ? Number(text) : null;
}

function itemOfRecord(
  found: XmlRecord,
  position: number,
  formats: readonly RecordFormat[],
  profile: SourceProfile,
): SourceItem {
  if (found.kind === 'gap') {
    return unreadable({ position, reference: null }, 'parse', GAP_CODES[found.fault], found.reason);
  }
  const format = formats.find((each) => each.takes(found.record.namespace));
  const reference = format?.referenceOf(found.record, profile) ?? null;
  if (found.kind === 'faulty' || format === undefined) {
    const { fault, reason } = found.kind === 'faulty' ? found : UNKNOWN;
    return unreadable({ position, reference }, 'parse', FAULT_CODES[fault], reason);
  }
  if (reference === null) {
    return unreadable(
      { position, reference },
      'parse',
      'RECORD_WITHOUT_REFERENCE',
      'the document has no number of its own',
    );
  }
  if (!format.isActive(found.record)) return { kind: 'withdrawn', position, reference, reason: 'status' };
  return vacancyItem({ position, reference }, () => format.normalise(found.record, reference, profile));
}

const UNKNOWN = { fault: 'unknown-namespace', reason: 'its namespace is not one of those that are taken' } as const;

const FAULT_CODES: Readonly<Record<RecordFault, UnreadableCode>> = {
  malformed: 'RECORD_MALFORMED',
  truncated: 'FILE_TRUNCATED',
  'too-large': 'RECORD_TOO_LARGE',
  damaged: 'RECORD_DAMAGED',
  'unknown-namespace': 'FILE_FORMAT',
};

const GAP_CODES: Readonly<Record<GapFault, UnreadableCode>> = {
  encoding: 'FILE_ENCODING',
  format: 'FILE_FORMAT',
  malformed: 'RECORD_MALFORMED',
  truncated: 'FILE_TRUNCATED',
  doctype: 'FILE_FORMAT',
};
