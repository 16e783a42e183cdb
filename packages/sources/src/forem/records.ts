import { isUtf8 } from 'node:buffer';
import type { SourceItem } from '../port.ts';
import { faultsOf, unreadable, vacancyItem } from '../records/items.ts';
import { parseJson } from '../records/json-text.ts';
import { parserOf } from '../records/parser-of.ts';
import type { SourceProfile } from '../settings.ts';
import { normaliseForem } from './normalise.ts';
import { foremOffer, recordsAnswer } from './schema.ts';

const parseOffer = parserOf(foremOffer);

const identified = foremOffer.pick({ numerooffreforem: true });

export function referenceOf(raw: unknown): string | null {
  const parsed = identified.safeParse(raw);
  return parsed.success ? parsed.data.numerooffreforem : null;
}

/** How many rows a `/records` answer announces; null when it does not say. */
export function totalOf(answer: unknown): number | null {
  const parsed = recordsAnswer.safeParse(answer);
  return parsed.success ? parsed.data.total_count : null;
}

/** The value of a row, or why it has none. JSON is UTF-8; damaged bytes are not repaired. */
export function parseRow(bytes: Uint8Array): { value: unknown } | { fault: 'RECORD_DAMAGED' | 'RECORD_MALFORMED' } {
  if (!isUtf8(bytes)) return { fault: 'RECORD_DAMAGED' };
  const json = parseJson(bytes);
  return json.ok ? { value: json.value } : { fault: 'RECORD_MALFORMED' };
}

export function itemOf(raw: unknown, position: number, profile: SourceProfile): SourceItem {
  const reference = referenceOf(raw);
  if (reference === null) {
    const place = { position, reference: null };
    return unreadable(place, 'parse', 'RECORD_WITHOUT_REFERENCE', 'numerooffreforem is missing');
  }
  const parsed = parseOffer(raw);
  if (!parsed.success) {
    return unreadable({ position, reference }, 'parse', 'RECORD_INVALID', faultsOf(parsed.error));
  }
  return vacancyItem({ position, reference }, () => normaliseForem(parsed.data, reference, profile));
}
