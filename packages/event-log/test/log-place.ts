import { openEmbeddedFile } from '@relais/runtime';
import type { TopicDefinition } from '@relais/vacancy';
import { type EventLog, type OutgoingRecord, openEmbeddedEventLog, openKafkaEventLog } from '../src/index.ts';

/** Where a log is, in a form that another process can be told. */
export type LogPlace =
  | { readonly driver: 'embedded'; readonly path: string }
  | { readonly driver: 'kafka'; readonly brokers: readonly string[]; readonly topicPrefix: string };

/**
 * Opens the log at a place. Closing it closes all that was opened for it.
 * @param sessionTimeoutMs the shortest session that brokers grant by default, unless told: tests wait for it after a kill
 */
export async function openLog(place: LogPlace, sessionTimeoutMs = 6000): Promise<EventLog> {
  if (place.driver === 'kafka') {
    const { brokers, topicPrefix } = place;
    return await openKafkaEventLog({ brokers: [...brokers], topicPrefix, sessionTimeoutMs });
  }
  const file = openEmbeddedFile(place.path);
  const log = openEmbeddedEventLog(file);
  const close = log.close.bind(log);
  log.close = async () => {
    await close();
    file.close();
  };
  return log;
}

export function aTopic(topic: Partial<TopicDefinition> = {}): TopicDefinition {
  return { name: 'jobs', partitions: 6, cleanup: 'delete', retentionDays: 7, holds: 'test records', ...topic };
}

export function aRecord(record: Partial<OutgoingRecord> = {}): OutgoingRecord {
  return { topic: 'jobs', key: 'vdab:1', value: '{}', headers: {}, ...record };
}

/** `count` records with keys of their own and growing values. */
export function someRecords(count: number, record: Partial<OutgoingRecord> = {}): OutgoingRecord[] {
  return Array.from({ length: count }, (_, number) =>
    aRecord({ key: `vdab:${number}`, value: `${number}`, ...record }),
  );
}
