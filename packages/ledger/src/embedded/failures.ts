import { RelaisError } from '@relais/runtime';
import { ledgerErrors } from '../errors.ts';

/** Primary result codes of SQLite, https://sqlite.org/rescode.html. */
const CODES: Readonly<Record<number, { code: 'LEDGER_BUSY' | 'LEDGER_FULL' | 'LEDGER_REFUSED'; reason: string }>> = {
  3: { code: 'LEDGER_REFUSED', reason: 'SQLITE_PERM' },
  5: { code: 'LEDGER_BUSY', reason: 'SQLITE_BUSY' },
  6: { code: 'LEDGER_BUSY', reason: 'SQLITE_LOCKED' },
  8: { code: 'LEDGER_REFUSED', reason: 'SQLITE_READONLY' },
  13: { code: 'LEDGER_FULL', reason: 'SQLITE_FULL' },
  14: { code: 'LEDGER_REFUSED', reason: 'SQLITE_CANTOPEN' },
};

/** What `node:sqlite` threw, in the words of the ledger. Its messages name tables and columns, never values. */
export function embeddedFailure(error: unknown): unknown {
  if (error instanceof RelaisError) return error;
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  if (code === 'ERR_INVALID_STATE') return ledgerErrors.create('LEDGER_CLOSED', {}, error);
  if (typeof errcode !== 'number') return error;
  const known = CODES[errcode & 0xff];
  if (known !== undefined) return ledgerErrors.create(known.code, { reason: known.reason, errcode }, error);
  return ledgerErrors.create('LEDGER_FAILED', { reason: `SQLite result code ${errcode}`, errcode }, error);
}
