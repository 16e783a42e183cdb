import type { Batch } from '@relais/ledger';
import type { Metrics } from '@relais/runtime';

const OUTCOMES = ['observed', 'unchanged', 'withdrawn', 'quarantined'] as const;

/** Counts a batch that has ended, with what became of its records. */
export function countBatch(metrics: Metrics, batch: Batch): void {
  const { source } = batch;
  metrics.add('relais_batches_total', { source, outcome: batch.status });
  for (const outcome of OUTCOMES) metrics.add('relais_source_records_total', { source, outcome }, batch[outcome]);
}
