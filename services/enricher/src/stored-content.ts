import type { VacancyRow } from '@relais/ledger';
import type { ContactData, Vacancy } from '@relais/vacancy';

/** A vacancy's content as it stands in its ledger row. */
export interface StoredContent {
  readonly vacancy: Vacancy;
  readonly contact: ContactData | null;
  /** Why it is in its offer, in words. */
  readonly reason: string;
}

/** The content of a live row. */
export function contentOf(row: VacancyRow): StoredContent {
  return JSON.parse(row.content ?? 'null') as StoredContent;
}
