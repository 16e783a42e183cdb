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

/** What records hold by the contract of their topic, and notes of those that no consumer could ever read. */
export interface ReadContents<Content> {
  readonly contents: readonly Content[];
  readonly poison: readonly OutgoingRecord[];
}

/** Reads records by a contract; tombstones are passed over. The notes go into quarantine, so that the partition can move on. */
export function readContents<Content>(
  records: readonly LogRecord[],
  contract: { safeParse(content: unknown): { readonly data?: Content | undefined } },
  by: keyof typeof STAGES,
): ReadContents<Content> {
  const contents: Content[] = [];
  const poison: OutgoingRecord[] = [];
  for (const record of records) {
    if (record.value === null) continue;
    const { data } = contract.safeParse(jsonOf(record));
    if (data === undefined) poison.push(unreadableRecord(record, by));
    else contents.push(data);
  }
  return { contents, poison };
}

/** Where a record stands that does not fit the contract, and nothing of what is in it. */
function unreadableRecord(record: LogRecord, by: keyof typeof STAGES): OutgoingRecord {
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
