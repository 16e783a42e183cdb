import { contentHash, deterministicId } from '@relais/runtime';
import { eventHeaders, TOPICS } from '@relais/vacancy';
import type { LogRecord, OutgoingRecord } from './port.ts';

/** What stands in a record; null for a tombstone, and for what is no JSON: anybody who may write to a topic can put that there. */
export function jsonOf({ value }: Pick<LogRecord, 'value'>): unknown {
  if (value === null) return null;
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}

/** Where a record stands that does not fit the contract: noted in quarantine, so that the partition can move on. */
export function unreadableRecord(record: LogRecord, by: 'enricher' | 'sink'): OutgoingRecord {
  const place = `${record.topic}/${record.partition}/${record.offset}`;
  const headers = eventHeaders({
    id: deterministicId('poison', place),
    type: 'record.quarantined',
    source: `/relais/${by}`,
    time: new Date(record.timestamp).toISOString(),
  });
  const reason = 'the record does not fit the contract of its topic';
  const value = JSON.stringify({ code: 'VACANCY_EVENT_INVALID', reason, stage: STAGES[by], place });
  return { topic: TOPICS.quarantine.name, key: contentHash(place), value, headers };
}

const STAGES = { enricher: 'enrich', sink: 'judge' } as const;
