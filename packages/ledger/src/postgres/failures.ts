import { isCertificateFault, RelaisError } from '@relais/runtime';
import { ledgerErrors } from '../errors.ts';

type Code = keyof (typeof ledgerErrors)['definitions'];

/** By SQLSTATE, else by its class of two characters (PostgreSQL manual, appendix A). */
const SQLSTATES: Readonly<Record<string, Code>> = {
  '08': 'LEDGER_UNAVAILABLE',
  25006: 'LEDGER_UNAVAILABLE', // a standby answered: the failover is not done
  '25P03': 'LEDGER_UNAVAILABLE',
  28: 'LEDGER_REFUSED',
  '3D': 'LEDGER_REFUSED',
  42501: 'LEDGER_REFUSED',
  40: 'LEDGER_BUSY',
  '55P03': 'LEDGER_BUSY',
  53: 'LEDGER_UNAVAILABLE',
  53100: 'LEDGER_FULL',
  57014: 'LEDGER_TIMEOUT',
  57: 'LEDGER_UNAVAILABLE',
};

/** Classes whose messages may quote what was to be written. */
const QUOTING_CLASSES = new Set(['21', '22', '23']);

/** Failures that node-postgres gives no code to, by their words. */
const WORDS: readonly (readonly [RegExp, Code])[] = [
  [/after calling end on the pool/, 'LEDGER_CLOSED'],
  [/^Query read timeout/, 'LEDGER_TIMEOUT'],
  [/timeout/, 'LEDGER_UNAVAILABLE'],
  [/^Connection terminated|connection error and is not queryable|^Client was closed/, 'LEDGER_UNAVAILABLE'],
  [/SSL|SASL|password must be a string/, 'LEDGER_REFUSED'],
];

/** What node-postgres threw, in the words of the ledger. What is none of its failures comes back as it was. */
export function postgresFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof RelaisError) return error;
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string') return wordedFailure(error);
  if (/^[0-9A-Z]{5}$/.test(code) && 'severity' in error) return serverFailure(code, error);
  const known = isCertificateFault(error) ? 'LEDGER_REFUSED' : codedFailure(code);
  return known === undefined ? error : ledgerErrors.create(known, { reason: code }, error);
}

/** Of the system (`ECONNREFUSED`); any other code is not of the connection. */
function codedFailure(code: string): Code | undefined {
  return /^E(?!RR_)[A-Z_0-9]+$/.test(code) ? 'LEDGER_UNAVAILABLE' : undefined;
}

function serverFailure(sqlstate: string, error: Error): RelaisError {
  const kind = sqlstate.slice(0, 2);
  const code = SQLSTATES[sqlstate] ?? SQLSTATES[kind] ?? 'LEDGER_FAILED';
  const { table, column, constraint } = error as { table?: string; column?: string; constraint?: string };
  const where = [table, column, constraint].filter((name) => name !== undefined);
  const reason = [`SQLSTATE ${sqlstate}`, ...where].join(' ');
  return ledgerErrors.create(code, { reason, sqlstate }, QUOTING_CLASSES.has(kind) ? undefined : error);
}

function wordedFailure(error: Error): Error {
  const [, code] = WORDS.find(([words]) => words.test(error.message)) ?? [];
  return code === undefined ? error : ledgerErrors.create(code, { reason: error.message }, error);
}
