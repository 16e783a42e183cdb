import type { VacancyRow } from '@relais/ledger';
import { type ContactData, offerIdOf, type Vacancy, type VacancyWithdrawn, vacancyKey } from '@relais/vacancy';

/** A vacancy's content as it stands in its ledger row. */
export interface StoredContent {
  readonly vacancy: Vacancy;
  readonly contact: ContactData | null;
  /** Why it is in its offer, in words. */
  readonly reason: string;
}

const known = new WeakMap<VacancyRow, StoredContent>();

/** The content of a live row. It is read once. */
export function contentOf(row: VacancyRow): StoredContent {
  const content = known.get(row) ?? (JSON.parse(row.content ?? 'null') as StoredContent);
  known.set(row, content);
  return content;
}

/** A row with this content. */
export function rowWith(row: Omit<VacancyRow, 'content'>, content: StoredContent): VacancyRow {
  const whole = { ...row, content: JSON.stringify(content) };
  known.set(whole, content);
  return whole;
}

/** A withdrawal of something never seen here: kept, so that a late observation of an older version stays dead. */
export function unseenRow(observation: VacancyWithdrawn, intended: string | undefined): VacancyRow {
  const key = vacancyKey(observation);
  return {
    key,
    source: observation.source,
    reference: observation.reference,
    originReference: null,
    version: observation.version,
    contentHash: '',
    live: false,
    offerId: intended ?? offerIdOf(key),
    matchKeys: [],
    batchId: observation.batchId,
    changedAt: Date.parse(observation.observedAt),
    content: null,
  };
}
