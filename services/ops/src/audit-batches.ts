import type { Batch } from '@relais/ledger';
import type { AuditSurroundings, FaultList } from './audit.ts';

const NEWEST_PER_SOURCE = 50;

/** What is still being read, and what broke off, does not add up and need not. */
const UNFINISHED: ReadonlySet<Batch['status']> = new Set(['open', 'failed']);

/**
 * The newest batches of each source and all that are held, with the sum of each checked and its quarantine counted
 * again. A held batch is no fault: what it did is in the books, and what it did not do waits for a decision.
 */
export async function auditBatches(around: AuditSurroundings, faults: FaultList): Promise<readonly Batch[]> {
  const lists = await Promise.all(
    around.sources.map((source) => around.ledger.batches.list({ source, limit: NEWEST_PER_SOURCE, offset: 0 })),
  );
  const newest = lists.flat();
  const held = await around.ledger.batches.held();
  const batches = [...newest, ...held.filter(({ id }) => !newest.some((batch) => batch.id === id))];
  const quarantined = await around.ledger.quarantine.countByBatch(batches.map((batch) => batch.id));
  for (const batch of batches) {
    if (UNFINISHED.has(batch.status)) continue;
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
