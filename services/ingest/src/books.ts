import type { Batch, QuarantineEntry } from '@relais/ledger';
import { deterministicId } from '@relais/runtime';
import type { RecordResult, SourceItem } from '@relais/sources';

/** Running counts of one batch. */
export interface Counts {
  received: number;
  observed: number;
  unchanged: number;
  withdrawn: number;
  quarantined: number;
}

export function emptyCounts(): Counts {
  return { received: 0, observed: 0, unchanged: 0, withdrawn: 0, quarantined: 0 };
}

/** Enters one record's outcome. Received is counted at the door, outcomes where they happen: `relais audit` compares. */
export function enter(counts: Counts, outcome: RecordResult['outcome']): void {
  counts[outcome] += 1;
}

export function batchOf(opened: Batch, counts: Counts, rest: Partial<Batch>): Batch {
  return { ...opened, ...counts, ...rest };
}

export function quarantineEntry(
  place: { batchId: string; source: string; archiveHash: string | null; at: number; sequence: number },
  item: Extract<SourceItem, { kind: 'unreadable' }>,
): QuarantineEntry {
  const { sequence, ...rest } = place;
  return {
    ...rest,
    id: deterministicId('quarantine', place.batchId, sequence),
    reference: item.reference,
    code: item.code,
    reason: item.reason.slice(0, 1_000),
    stage: item.stage,
  };
}
