import type { SourceItem } from '../port.ts';
import { faultsOf, unreadable, vacancyItem } from '../records/items.ts';
import { parserOf } from '../records/parser-of.ts';
import { type ActirisProfile, normaliseActiris } from './normalise.ts';
import { actirisOffer, answerA, answerB } from './schema.ts';
import type { Pass } from './settings.ts';

const parseOffer = parserOf(actirisOffer);

export type Generation = 'A' | 'B';

/** The rows of an answer and the total it announces; null when it is no answer of this generation. */
export function rowsOf(answer: unknown, generation: Generation): { rows: unknown[]; total: number } | null {
  if (generation === 'A') {
    const parsed = answerA.safeParse(answer);
    return parsed.success && parsed.data.total !== null ? { rows: parsed.data.items, total: parsed.data.total } : null;
  }
  const parsed = answerB.safeParse(answer);
  return parsed.success && parsed.data.total !== null ? { rows: parsed.data.offers, total: parsed.data.total } : null;
}

export function referenceOf(raw: unknown): string | null {
  const parsed = identified.safeParse(raw);
  return parsed.success ? parsed.data.reference : null;
}

const identified = actirisOffer.pick({ reference: true });

export function itemOf(raw: unknown, position: number, pass: Pass | null, profile: ActirisProfile): SourceItem {
  const reference = referenceOf(raw);
  if (reference === null) {
    const place = { position, reference: null };
    return unreadable(place, 'parse', 'RECORD_WITHOUT_REFERENCE', 'reference is missing');
  }
  const parsed = parseOffer(raw);
  if (!parsed.success) {
    return unreadable({ position, reference }, 'parse', 'RECORD_INVALID', faultsOf(parsed.error));
  }
  return vacancyItem({ position, reference }, () => normaliseActiris(parsed.data, reference, pass, profile));
}
