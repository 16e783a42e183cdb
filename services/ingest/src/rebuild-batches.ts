import { type EventLog, jsonOf, type LogRecord } from '@relais/event-log';
import type { Batch, Ledger, QuarantineEntry } from '@relais/ledger';
import { TOPICS } from '@relais/vacancy';

export interface RebuildSurroundings {
  readonly log: EventLog;
  readonly ledger: Ledger;
  readonly signal: AbortSignal;
  /** Told after each portion: records of a topic that were read, in all. */
  readonly onProgress?: (topic: string, records: number) => void;
}

/**
 * Writes batches and quarantine of an empty ledger from the log, while no source is read. Returns the number of records read.
 * It may be repeated.
 *
 * What the topics do not have does not come back: a batch that was still open, quarantine older than its topic keeps, and which
 * vacancies a held batch missed. A held batch waits on, and its release withdraws nothing: the next snapshot finds anew what is
 * absent.
 */
export async function rebuildBatches({ log, ledger, signal, onProgress }: RebuildSurroundings): Promise<number> {
  let batches = 0;
  for await (const records of log.read({ topic: TOPICS.batches.name, signal })) {
    for (const batch of records.flatMap(contentOf<Batch>)) await ledger.batches.put(batch);
    batches += records.length;
    onProgress?.(TOPICS.batches.name, batches);
  }
  let quarantined = 0;
  for await (const records of log.read({ topic: TOPICS.quarantine.name, signal })) {
    await ledger.quarantine.put(records.flatMap(contentOf<QuarantineEntry>).filter(isEntry));
    quarantined += records.length;
    onProgress?.(TOPICS.quarantine.name, quarantined);
  }
  return batches + quarantined;
}

/** None for a tombstone, and for what a batch or an entry of quarantine can never be. */
function contentOf<Content extends { id: string }>(record: LogRecord): Content[] {
  const content = jsonOf(record) as Content | null;
  return typeof content?.id === 'string' ? [content] : [];
}

/** What the enricher could not read stands in the topic alone: it belongs to no batch. */
function isEntry(entry: Partial<QuarantineEntry>): boolean {
  return entry.id !== undefined && entry.batchId !== undefined;
}
