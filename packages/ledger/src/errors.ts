import { defineErrors } from '@relais/runtime';

/** Failures of the ledger. None of them carries a value that was to be written. */
export const ledgerErrors = defineErrors({
  LEDGER_UNAVAILABLE: {
    message: 'the ledger cannot be reached ({reason})',
    remedy:
      'Check that the database runs and can be reached. The call may be repeated: what it had written changes nothing.',
    retriable: true,
  },
  LEDGER_BUSY: {
    message: 'the ledger gave up a change because of others at the same time ({reason})',
    remedy: 'Repeat the call. If it happens often, look for a long transaction or another program in the database.',
    retriable: true,
  },
  LEDGER_TIMEOUT: {
    message: 'the ledger did not answer in time ({reason})',
    remedy: 'Repeat the call. If it happens often, look at the load of the database or raise `statementTimeoutMs`.',
    retriable: true,
  },
  LEDGER_FULL: {
    message: 'the ledger has no room left on its disk ({reason})',
    remedy: 'Free or add disk space; the call then succeeds.',
    retriable: true,
  },
  LEDGER_REFUSED: {
    message: 'the database refused the login or lacks a right ({reason})',
    remedy: 'Check user, password, database name and TLS settings, and the rights of the user on the schema.',
    retriable: false,
  },
  LEDGER_OPTIONS_INVALID: {
    message: 'the options of the ledger are not valid: {faults}',
    remedy: 'Correct the options that are named.',
    retriable: false,
  },
  LEDGER_SCHEMA_NEWER: {
    message: 'the ledger has schema {found}, this program knows up to {known}',
    remedy: 'Run the version of Relais that wrote it, or a later one.',
    retriable: false,
  },
  LEDGER_CLOSED: {
    message: 'the ledger is closed',
    remedy: 'Nothing to repair in the ledger: the caller used it after `close`.',
    retriable: false,
  },
  LEDGER_FAILED: {
    message: 'the database refused a statement ({reason})',
    remedy: 'This is a defect, or a damaged database: keep the log line and report it.',
    retriable: false,
  },
});
