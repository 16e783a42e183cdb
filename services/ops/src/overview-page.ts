import type { Batch } from '@relais/ledger';
import type { Status, SubscriptionStatus } from './status.ts';

const RENEWED_EVERY_SECONDS = 2;
/** Reasons are words of sources and people, of any length: the rest is told by `relais batch list` and `relais partner list`. */
const LONGEST_CELL = 300;
const LONGEST_LINE = 60;

/** The overview as one self-contained HTML page, which renews itself unless it is to hold still for a reader. */
export function overviewPage(status: Status, still = false): string {
  return page(
    status.at,
    `<section class="figures">${figures(status)}</section>
${sourcesTable(status)}${heldTable(status)}${partnersTable(status)}${operationsTable(status)}<p><a href="${still ? '/' : '/?still'}">${still ? 'Renew by itself' : 'Hold still'}</a></p>`,
    still,
  );
}

/** What stands in its place while it cannot be made; it renews itself, too. */
export function failurePage(): string {
  return page(
    '',
    '<p role="alert">A store does not answer. The log of ops tells why; <a href="/healthz">which</a>.</p>',
  );
}

function page(at: string, body: string, still = false): string {
  const renewal = still ? '' : `<meta http-equiv="refresh" content="${RENEWED_EVERY_SECONDS}">`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Relais</title>${renewal}
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head>
<body><header><h1>Relais</h1><p>${escapeHtml(at)}</p></header><main>
${body}</main></body></html>`;
}

function figures(status: Status): string {
  const { offers, backlog } = status;
  const coded = offers.open === 0 ? 0 : (100 * offers.codedAutomatically) / offers.open;
  const shown: readonly (readonly [string, string])[] = [
    ['open offers', count(offers.open)],
    ['live vacancies', count(offers.liveVacancies)],
    ['merged', count(offers.withSeveralMembers)],
    ['coded automatically', `${coded.toFixed(1)} %`],
    ['waiting to be enriched', count(backlog.enricher)],
    ['waiting to be judged', count(backlog.sink)],
  ];
  return shown.map(([label, value]) => `<div><b>${value}</b><span>${label}</span></div>`).join('');
}

function sourcesTable(status: Status): string {
  const head = ['source', 'last batch', 'mode', 'state', ...BATCH_COUNTS];
  const rows = status.sources.map(({ source, lastBatch }) => [source, ...batchCells(lastBatch)]);
  return table('Sources', head, rows);
}

function heldTable({ held, heldCount }: Status): string {
  if (held.length === 0) return '';
  const rows = held.map((one) => [
    ...[one.id, one.source, new Date(one.openedAt).toISOString(), count(one.absent), one.failure ?? ''],
  ]);
  return table(`Held: decide (${count(heldCount)})`, ['batch', 'source', 'read', 'absent', 'why'], rows);
}

const BATCH_COUNTS = ['received', 'observed', 'unchanged', 'withdrawn', 'quarantined'] as const;

function batchCells(batch: Batch | null): string[] {
  if (batch === null) return ['none yet', '', '', ...BATCH_COUNTS.map(() => '')];
  const counts = BATCH_COUNTS.map((name) => count(batch[name]));
  return [new Date(batch.openedAt).toISOString(), batch.mode, batch.failure ?? batch.status, ...counts];
}

const STATES = ['due', 'awaiting', 'confirmed', 'rejected', 'failed', 'removed'] as const;

function partnersTable(status: Status): string {
  return table(
    'Partners',
    ['partner', 'subscription', 'channel', ...STATES, 'reasons', 'held back'],
    status.subscriptions.map(partnerCells),
  );
}

function partnerCells(one: SubscriptionStatus): string[] {
  const reasons = Object.entries(one.reasons).map(([reason, times]) => `${reason} ${count(times)}`);
  return [
    one.partner,
    one.subscription,
    one.channel,
    ...STATES.map((state) => count(one.states[state])),
    reasons.join(', '),
    one.paused ?? '',
  ];
}

function operationsTable({ operations }: Status): string {
  if (operations.length === 0) return '';
  const rows = operations.map((one) => [
    ...[one.id, one.subscription, one.kind, one.status, count(one.looked), count(one.changed), one.requestedBy],
    new Date(one.requestedAt).toISOString(),
  ]);
  const head = ['operation', 'subscription', 'kind', 'state', 'looked at', 'changed', 'by', 'asked'];
  return table('Replays and comparisons', head, rows);
}

/** A table under its title. What does not fit scrolls by itself, with the keyboard too. */
function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const header = head.map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map(dataCell).join('')}</tr>`);
  return `<h2>${escapeHtml(title)}</h2><div class="scroll" role="region" aria-label="${escapeHtml(title)}" tabindex="0">
<table><thead><tr>${header}</tr></thead><tbody>${body.join('')}</tbody></table></div>\n`;
}

function dataCell(text: string): string {
  if (text.length <= LONGEST_LINE) return `<td>${escapeHtml(text)}</td>`;
  const shown = text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL)}…` : text;
  return `<td class="long">${escapeHtml(shown)}</td>`;
}

function count(value: number): string {
  return value.toLocaleString('en-GB').replaceAll(',', ' ');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const STYLE = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0 auto;max-width:80rem;padding:1rem}
header{display:flex;justify-content:space-between;align-items:baseline}
h1{margin:0}h2{margin:2rem 0 .5rem;font-size:1.1rem}
.figures{display:flex;flex-wrap:wrap;gap:1rem}
.figures div{border:1px solid #8884;border-radius:.5rem;padding:.5rem 1rem;display:flex;flex-direction:column}
.figures b{font-size:1.5rem;font-variant-numeric:tabular-nums}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #8884;font-variant-numeric:tabular-nums;white-space:nowrap}
.long{min-width:20rem;max-width:30rem;white-space:normal;overflow-wrap:anywhere}
`;
