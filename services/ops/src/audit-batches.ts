import type { Batch } from '@relais/ledger';
import type { AuditSurroundings, FaultList } from './audit.ts';

const NEWEST_PER_SOURCE = 50;

/** The newest batches of each source, with the sum of each checked and its quarantine counted again. */
export async function auditBatches(around: AuditSurroundings, faults: FaultList): Promise<readonly Batch[]> {
  const lists = await Promise.all(
    around.sources.map((source) => around.ledger.batches.list({ source, limit: NEWEST_PER_SOURCE, offset: 0 })),
  );
  const batches = lists.flat();
  const quarantined = await around.ledger.quarantine.countByBatch(batches.map((batch) => batch.id));
  for (const batch of batches) {
    if (batch.status !== 'closed') continue;
    checkSum(batch, faults);
    checkQuarantine(batch, quarantined.get(batch.id) ?? 0, faults);
  }
  return batches;
}

function checkSum(batch: Batch, faults: FaultList): void {
  const accounted = batch.observed + batch.unchanged + batch.withdrawn + batch.quarantined;
  if (accounted === batch.received) return;
  faults.add('batch-does-not-balance', batch.id, `received ${batch.received}, accounted for ${accounted}`);
}

function checkQuarantine(batch: Batch, kept: number, faults: FaultList): void {
  if (kept === batch.quarantined) return;
  faults.add('batch-quarantine-differs', batch.id, `the batch counts ${batch.quarantined}, ${kept} are kept`);
}
