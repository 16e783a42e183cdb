import { HR_OPEN_NAMESPACES, hrOpenIsActive, hrOpenReference, normaliseHrOpen } from '../formats/hr-open/normalise.ts';
import { HR_XML_NAMESPACE, hrXmlIsActive, normaliseHrXml } from '../formats/hr-xml/normalise.ts';
import { hrXmlReference } from '../formats/hr-xml/origin.ts';
import { FAULT_CODES, GAP_CODES } from '../formats/xml/fault-codes.ts';
import { readDocument } from '../formats/xml/read-document.ts';
import type { XmlRecord } from '../formats/xml/record-parser.ts';
import type { XmlElement } from '../formats/xml/tree.ts';
import type { SourceItem } from '../port.ts';
import { firstSign, type RawBytes } from '../raw-bytes.ts';
import { type Normalised, unreadable, vacancyItem } from '../records/items.ts';
import type { SourceProfile } from '../settings.ts';
import { franceTravailOffers } from './france-travail-offers.ts';
import { type DocumentEnd, type Items, NOTHING, refusedFile } from './items.ts';
import type { DropFormat, DropSettings } from './settings.ts';
import { leavesOpen, modeNamed } from './whole.ts';

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

/** A tag, or the byte order mark of UTF-16. */
const XML_BEGINS = new Set([0x3c, 0xfe, 0xff]);

/** The records of a document that says itself what it is: XML by its namespaces, or offers of France Travail as JSON. */
export function selfDescribed(bytes: RawBytes, settings: DropSettings, profile: SourceProfile): Items {
  if (XML_BEGINS.has(firstSign(bytes) ?? 0)) return fromXml(bytes, settings, profile);
  if (settings.formats.includes('france-travail-json'))
    return franceTravailOffers(bytes, settings.limits.recordLength, profile);
  return refusedFile('FILE_FORMAT', 'it is not XML');
}

function* fromXml(bytes: RawBytes, settings: DropSettings, profile: SourceProfile): Items {
  const formats = XML_FORMATS.filter(({ format }) => settings.formats.includes(format));
  const document = readDocument(bytes, {
    recordNames: ['PositionOpening'],
    isKnownNamespace: (namespace) => formats.some((format) => format.takes(namespace)),
    maxRecordLength: settings.limits.recordLength,
  });
  const references = new Set<string>();
  let whole = true;
  let position = 0;
  for (let found = document.next(); ; found = document.next()) {
    if (found.done === true) return endOf(found.value, settings, { whole, references: references.size });
    if (found.value === null) {
      yield null;
      continue;
    }
    const item = itemOfRecord(found.value, position++, formats, profile);
    if (item.reference === null || leavesOpen(item)) whole = false;
    if (item.reference !== null) references.add(item.reference);
    yield item;
  }
}

function endOf(
  root: XmlElement | null,
  settings: DropSettings,
  read: { whole: boolean; references: number },
): DocumentEnd {
  const count = root?.attributes[settings.countAttribute] ?? '';
  const announced = /^\d{1,9}$/.test(count) ? Number(count) : null;
  const whole = read.whole && read.references >= (announced ?? 1);
  return { ...NOTHING, whole, announced, mode: modeNamed(root?.attributes['mode']) };
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
    const reason = 'the document has no number of its own';
    return unreadable({ position, reference }, 'parse', 'RECORD_WITHOUT_REFERENCE', reason);
  }
  if (!format.isActive(found.record)) return { kind: 'withdrawn', position, reference, reason: 'status' };
  return vacancyItem({ position, reference }, () => format.normalise(found.record, reference, profile));
}

const UNKNOWN = { fault: 'unknown-namespace', reason: 'its namespace is not one of those that are taken' } as const;
