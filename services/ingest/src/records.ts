import type { OutgoingRecord } from '@relais/event-log';
import type { Batch, QuarantineEntry } from '@relais/ledger';
import { contentHash } from '@relais/runtime';
import { eventHeaders, eventId, type Observation, TOPICS, vacancyKey } from '@relais/vacancy';

/** An observation as a record. The same observation always gets the same event id. */
export function observationRecord(observation: Observation): OutgoingRecord {
  const key = vacancyKey(observation);
  const content = observation.type === 'vacancy.observed' ? observation.contentHash : `withdrawn:${observation.reason}`;
  const headers = eventHeaders({
    id: eventId(key, observation.version, content),
    type: observation.type,
    source: `/relais/ingest/${observation.source}`,
    time: observation.observedAt,
  });
  return { topic: TOPICS.observations.name, key, value: JSON.stringify(observation), headers };
}

export function batchRecord(batch: Batch): OutgoingRecord {
  const moment = batch.closedAt ?? batch.openedAt;
  const headers = eventHeaders({
    id: eventId(batch.id, 1, contentHash(batch)),
    type: `batch.${batch.status === 'open' ? 'opened' : batch.status}`,
    source: `/relais/ingest/${batch.source}`,
    time: new Date(moment).toISOString(),
  });
  return { topic: TOPICS.batches.name, key: batch.id, value: JSON.stringify(batch), headers };
}

export function quarantineRecord(entry: QuarantineEntry): OutgoingRecord {
  const headers = eventHeaders({
    id: entry.id,
    type: 'record.quarantined',
    source: `/relais/ingest/${entry.source}`,
    time: new Date(entry.at).toISOString(),
  });
  return { topic: TOPICS.quarantine.name, key: entry.id, value: JSON.stringify(entry), headers };
}
