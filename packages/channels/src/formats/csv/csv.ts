import { type Format, type FormatItem, offerOf } from '../port.ts';
import { type Cell, OFFER_COLUMNS } from './columns.ts';

const COLUMNS = ['action', 'offer_id', 'revision', 'key', ...Object.keys(OFFER_COLUMNS)];

/** What makes a spreadsheet take a cell for a formula (OWASP, CSV injection), also in full width. */
const FORMULA = /^[\s\u00A0]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;
const QUOTED = /[",\r\n]|^\s|\s$/;
// oxlint-disable-next-line no-control-regex -- these are the characters to remove
const INVISIBLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g;

/**
 * CSV by RFC 4180: UTF-8 without a byte-order mark, comma, CRLF, a header line. Texts in the partner's best language. A cell that a
 * spreadsheet could take for a formula begins with an apostrophe; numbers are written as they are. Several values in a cell are
 * separated by `|`. A removal has `remove` in `action` and no other column than the identifiers.
 */
export const csv: Format = {
  name: 'csv',
  mediaType: 'text/csv; charset=utf-8; header=present',
  extension: 'csv',
  one: (item) => `${row(COLUMNS)}${offerRow(item)}`,
  *many(items) {
    yield row(COLUMNS);
    for (const item of items) yield offerRow(item);
  },
};

function offerRow(item: FormatItem): string {
  const { key, offerId, revision } = item;
  const offer = offerOf(item);
  const cells = Object.values(OFFER_COLUMNS).map((cell) => (offer === null ? null : cell(offer)));
  return row([offer === null ? 'remove' : 'upsert', offerId, revision, key, ...cells]);
}

function row(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = cell.replaceAll(INVISIBLE, '').toWellFormed();
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
