import type { VacancyRow } from '@relais/ledger';
import type { ContactData, Vacancy } from '@relais/vacancy';

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
