import type { SourceItem } from '../port.ts';
import { faultsOf, unreadable, vacancyItem } from '../records/items.ts';
import { parserOf } from '../records/parser-of.ts';
import type { SourceProfile } from '../settings.ts';
import { normaliseFranceTravail } from './normalise.ts';
import { franceTravailOffer, searchAnswer } from './schema.ts';

const parseOffer = parserOf(franceTravailOffer);

/** The offers of a search answer, of a bare list, or a single offer; null when it is none of these. */
export function recordsOf(answer: unknown): readonly unknown[] | null {
  if (Array.isArray(answer)) return answer;
  const parsed = searchAnswer.safeParse(answer);
  if (parsed.success) return parsed.data.resultats;
  return referenceOf(answer) === null ? null : [answer];
}

export function referenceOf(raw: unknown): string | null {
  const parsed = identified.safeParse(raw);
  return parsed.success ? parsed.data.id : null;
}

const identified = franceTravailOffer.pick({ id: true });

export function itemOf(raw: unknown, position: number, profile: SourceProfile): SourceItem {
  const reference = referenceOf(raw);
  if (reference === null) {
    return unreadable({ position, reference: null }, 'parse', 'RECORD_WITHOUT_REFERENCE', 'id is missing');
  }
  const parsed = parseOffer(raw);
  if (!parsed.success) {
    return unreadable({ position, reference }, 'parse', 'RECORD_INVALID', faultsOf(parsed.error));
  }
  return vacancyItem({ position, reference }, () => normaliseFranceTravail(parsed.data, reference, profile));
}
