import { HR_OPEN_NAMESPACES, hrOpenIsActive, hrOpenReference, normaliseHrOpen } from '../formats/hr-open/normalise.ts';
import { readDocument } from '../formats/xml/read-document.ts';
import { attribute, element, textAt, type XmlElement } from '../formats/xml/tree.ts';
import type { SourceItem } from '../port.ts';
import { faultsOf, type Normalised, type RecordPlace, unreadable, vacancyItem } from '../records/items.ts';
import { originFrom } from '../records/origin.ts';
import { parserOf } from '../records/parser-of.ts';
import type { SourceProfile } from '../settings.ts';
import { type EuresDetail, type EuresReference, euresDetail, euresReference } from './schema.ts';

const parseDetail = parserOf(euresDetail);

export type EuresProfile = SourceProfile & { readonly documentLength: number };

const ACTIVE = /^active$/i;

/** A reference of a list, or null when the row names none. */
export function referenceOf(raw: unknown): (EuresReference & { reference: string }) | null {
  const parsed = euresReference.safeParse(raw);
  const reference = parsed.success ? parsed.data.reference : null;
  return parsed.success && reference !== null ? { ...parsed.data, reference } : null;
}

/** `ACTIVE` or `CLOSED`; a missing status counts as active: the reference was sent. */
export function isActive({ status }: EuresReference): boolean {
  return ACTIVE.test(status ?? 'ACTIVE');
}

/** A row of a list without its document. */
export function rowItem(raw: unknown, position: number): SourceItem {
  const row = referenceOf(raw);
  if (row === null) {
    return unreadable({ position, reference: null }, 'parse', 'RECORD_WITHOUT_REFERENCE', 'reference is missing');
  }
  const { reference } = row;
  return isActive(row)
    ? { kind: 'present', position, reference }
    : { kind: 'withdrawn', position, reference, reason: 'status' };
}

/** @param reference under which the detail was asked for, which is the reference of the vacancy */
export function detailItem(raw: unknown, reference: string, position: number, profile: EuresProfile): SourceItem {
  const place = { position, reference };
  const parsed = parseDetail(raw);
  if (!parsed.success) return unreadable(place, 'parse', 'RECORD_INVALID', faultsOf(parsed.error));
  const { data } = parsed;
  if (!isActive(data)) return { kind: 'withdrawn', ...place, reason: 'status' };
  if (data.content === null) return unreadable(place, 'parse', 'RECORD_INVALID', 'content is missing');
  return documentItem(Buffer.from(withoutDeclaration(data.content)), place, profile, data);
}

/** The document came as text: what its declaration says of the encoding is no longer true. */
function withoutDeclaration(content: string): string {
  return content.replace(/^\s*<\?xml[^>]{0,200}\?>/, '');
}

/** The one document of a text as an item. Without a reference of its own it goes by the number that it carries. */
export function documentItem(
  bytes: Uint8Array,
  place: RecordPlace,
  profile: EuresProfile,
  detail: EuresDetail | null,
): SourceItem {
  for (const found of documentsOf(bytes, profile)) {
    if (found === null) continue;
    if (found.kind !== 'record') {
      return unreadable(place, 'parse', found.kind === 'gap' ? 'FILE_FORMAT' : 'RECORD_MALFORMED', found.reason);
    }
    const reference = place.reference ?? hrOpenReference(found.record);
    if (reference === null) {
      return unreadable(place, 'parse', 'RECORD_WITHOUT_REFERENCE', 'the document has no number of its own');
    }
    const known = { position: place.position, reference };
    if (!hrOpenIsActive(found.record)) return { kind: 'withdrawn', ...known, reason: 'status' };
    return vacancyItem(known, () => normalised(found.record, reference, profile, detail));
  }
  return unreadable(place, 'parse', 'FILE_FORMAT', 'it holds no PositionOpening');
}

function documentsOf(bytes: Uint8Array, { documentLength }: EuresProfile) {
  return readDocument(bytes, {
    recordNames: ['PositionOpening'],
    isKnownNamespace: (namespace) => HR_OPEN_NAMESPACES.includes(namespace),
    maxRecordLength: documentLength,
  });
}

/** The moments of the Input API are those of the provision: they make the version, and no date of the vacancy. */
function normalised(
  opening: XmlElement,
  reference: string,
  profile: EuresProfile,
  detail: EuresDetail | null,
): Normalised {
  const { vacancy, contact } = normaliseHrOpen(opening, reference, profile);
  const version = detail?.lastModificationTimestamp ?? null;
  const origin = originOf(opening, reference, profile, detail?.source ?? null);
  return { vacancy: { ...vacancy, origin, sourceVersion: version === null ? null : String(version) }, contact };
}

/** The handle tells most; else the issuer of the document's number, or the name under which the service lists it. */
function originOf(opening: XmlElement, reference: string, profile: EuresProfile, listedAs: string | null) {
  const number = element(opening, 'DocumentID');
  const agency = attribute(number, 'schemeAgencyName');
  const hints = {
    handles: [textAt(opening, 'AlternateDocumentID'), textAt(number), reference],
    numbers: [agency, attribute(number, 'schemeAgencyID')].map((owner) => ({ owner, number: textAt(number) })),
    names: [listedAs, textAt(opening, 'PostingRequester', 'PartyName')],
  };
  const channel = listedAs ?? agency ?? attribute(number, 'schemeAgencyID');
  return originFrom(hints, { service: profile.service, reference, channel }, 'unknown');
}
