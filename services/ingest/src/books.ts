import type { Batch, QuarantineEntry } from '@relais/ledger';
import { deterministicId } from '@relais/runtime';
import type { RecordResult, SourceItem } from '@relais/sources';
import { maskPersonalData } from '@relais/vacancy';

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

/** Books of a batch that is about to be read. */
export function newBatch(given: Pick<Batch, 'id' | 'source' | 'mode' | 'openedAt'>): Batch {
  const untold = { closedAt: null, announced: null, absent: 0, heldFor: null, drift: [], failure: null };
  return { ...given, ...emptyCounts(), ...untold, status: 'open' };
}

/** Enters one record's outcome. Received is counted at the door, outcomes where they happen: `relais audit` compares. */
export function enter(counts: Counts, outcome: RecordResult['outcome']): void {
  counts[outcome] += 1;
}

export function batchOf(opened: Batch, counts: Counts, rest: Partial<Batch>): Batch {
  return { ...opened, ...counts, ...rest };
}

/** Words of an adapter or of a failure as they may stand in books, events and logs: short, and without personal data. */
export function safeWords(text: string): string {
  return maskPersonalData(text.slice(0, 1_000));
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
    reason: safeWords(item.reason),
    stage: item.stage,
  };
}
