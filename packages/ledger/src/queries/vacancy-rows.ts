import type { VacancyRow } from '../port.ts';
import type { Row } from '../tables.ts';
import { onePerKey } from './one-per-key.ts';

/** One row a vacancy: the highest version, and of equal versions the last, as the log has them. */
export function vacanciesToRows(vacancies: readonly VacancyRow[]): Row<'vacancies'>[] {
  const latest = onePerKey(
    vacancies,
    ({ key }) => key,
    (later, earlier) => later.version >= earlier.version,
  );
  return latest.map(toRow);
}

function toRow(vacancy: VacancyRow): Row<'vacancies'> {
  return {
    key: vacancy.key,
    source: vacancy.source,
    reference: vacancy.reference,
    origin_reference: vacancy.originReference,
    version: vacancy.version,
    content_hash: vacancy.contentHash,
    live: vacancy.live ? 1 : 0,
    offer_id: vacancy.offerId,
    match_keys: JSON.stringify(vacancy.matchKeys),
    batch_id: vacancy.batchId,
    changed_at: vacancy.changedAt,
    content: vacancy.content,
  };
}

export function vacancyFromRow(row: Row<'vacancies'>): VacancyRow {
  return {
    key: row.key,
    source: row.source,
    reference: row.reference,
    originReference: row.origin_reference,
    version: row.version,
    contentHash: row.content_hash,
    live: row.live === 1,
    offerId: row.offer_id,
    matchKeys: JSON.parse(row.match_keys) as string[],
    batchId: row.batch_id,
    changedAt: row.changed_at,
    content: row.content,
  };
}
