import { PLANNED_CHANGES, type Plan } from '@relais/ingest';
import type { Batch } from '@relais/ledger';
import { textTable } from '../run/books-table.ts';

/** A plan for a person: what would become of each record, with examples. */
export function planText(plan: Plan): string {
  const { source, mode, subject, announced, changes, held, drift } = plan;
  const rows = PLANNED_CHANGES.map((change) => {
    const { count, examples } = changes[change];
    const named = examples.map(({ reference, reason }) => [reference ?? '?', reason].filter(Boolean).join(': '));
    return [change, String(count), shortened(named.join(', '))];
  });
  return [
    `${source}, ${mode}, ${subject}${announced === null ? '' : `, ${announced} announced`}`,
    textTable(['plan', 'records', 'for example'], rows),
    ...(held === null ? [] : [`${held.absent} of ${held.live} live vacancies are absent: held (${held.reason})`]),
    ...(drift.length === 0
      ? []
      : [`unknown: ${shortened(drift.map(({ path, count }) => `${path} ${count}×`).join(', '))}`]),
    '',
  ].join('\n');
}

/** What became of it. */
export function batchText(batch: Batch): string {
  const { id, status, observed, unchanged, withdrawn, quarantined } = batch;
  const counts = `${observed} published, ${unchanged} unchanged, ${withdrawn} withdrawn, ${quarantined} quarantined`;
  const held = `${batch.failure ?? ''}\nDecide: relais batch release ${id}, or relais batch refuse ${id}\n`;
  return `Batch ${id} is ${status}: ${counts}.\n${status === 'held' ? held : ''}`;
}

/** Batches as a table, newest first. */
export function batchesText(batches: readonly Batch[]): string {
  if (batches.length === 0) return 'There are none.\n';
  const head = ['batch', 'source', 'mode', 'state', 'read', 'received', 'withdrawn', 'quarantined', 'absent', 'why'];
  const rows = batches.map((one) => [
    ...[one.id, one.source, one.mode, one.status, new Date(one.openedAt).toISOString()],
    ...[one.received, one.withdrawn, one.quarantined, one.absent].map(String),
    one.failure ?? '',
  ]);
  return `${textTable(head, rows)}\n`;
}

const LONGEST = 400;

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
