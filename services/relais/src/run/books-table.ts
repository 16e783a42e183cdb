import type { Books } from '@relais/ops';
import type { Unsettled } from './settle.ts';

/** The books as text: a table of batches, a table of partners, and what does not balance. */
export function booksText(books: Books, left: Unsettled): string {
  const parts = [
    batchTable(books),
    offersLine(books),
    subscriptionTable(books),
    waitingLine(left),
    ...books.faults.slice(0, 20).map((fault) => `  ${fault.kind}  ${fault.subject}: ${fault.detail}`),
    books.balanced ? 'The books balance.' : `The books do NOT balance: ${books.faultCount} faults.`,
  ];
  return `${parts.filter((part) => part !== '').join('\n')}\n`;
}

function batchTable(books: Books): string {
  const head = ['batch', 'source', 'mode', 'state', 'received', 'observed', 'unchanged', 'withdrawn', 'quarantined'];
  const rows = books.batches
    .toSorted((a, b) => a.openedAt - b.openedAt)
    .slice(-30)
    .map((batch) => [
      ...[batch.id, batch.source, batch.mode, batch.status],
      ...[batch.received, batch.observed, batch.unchanged, batch.withdrawn, batch.quarantined].map(String),
    ]);
  return `${textTable(head, rows)}\n`;
}

function offersLine({ offers }: Books): string {
  const merged = offers.members - offers.openOffers;
  return `${offers.observedLive} live vacancies in ${offers.openOffers} open offers (${merged} merged away)\n`;
}

const STATES = ['confirmed', 'due', 'awaiting', 'rejected', 'failed'] as const;

function subscriptionTable(books: Books): string {
  const rows = books.subscriptions.map((one) => [
    ...[one.partner, one.subscription, String(one.permitted)],
    ...STATES.map((state) => String(one.states[state])),
    String(one.removalsOpen),
    Object.entries(one.withheld)
      .map(([reason, times]) => `${reason} ${times}`)
      .join(', '),
  ]);
  return `${textTable(['partner', 'subscription', 'permitted', ...STATES, 'removals open', 'withheld'], rows)}\n`;
}

function waitingLine(left: Unsettled): string {
  const waiting = left.enricher + left.sink + left.due + left.awaiting;
  if (waiting === 0) return '';
  return `Still on the way: ${left.due} due for a later attempt, ${left.awaiting} without an answer yet.\n`;
}

/** Columns as wide as their widest cell; numbers to the right. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) => Math.max(cell.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

function pad(cell: string, width: number): string {
  return /^\d+$/.test(cell) ? cell.padStart(width) : cell.padEnd(width);
}
