import { defineErrors } from '@relais/runtime';

/** Failures of a source as a whole. A fault of one record is no error: it becomes an `unreadable` item. */
export const sourceErrors = defineErrors({
  SOURCE_CREDENTIALS_REFUSED: {
    message: '{source}: the token service refused the credentials (status {status})',
    remedy: 'Look at the client id, the secret and the credential style of the source.',
    retriable: false,
  },
  SOURCE_ANSWER_UNREADABLE: {
    message: '{source}: the answer to {call} cannot be read: {fault}',
    remedy: 'Usually passes. When it stays, look at the archived answer and ask the service.',
    retriable: true,
  },
  SOURCE_ANSWER_SHAPE: {
    message: '{source}: the answer to {call} is not what its interface promises: {fault}',
    remedy: 'The service changed its interface: compare the archived answer with the adapter.',
    retriable: false,
  },
  SOURCE_SCHEMA_CHANGED: {
    message: '{source}: the field {field} is missing from {lacking} of {records} records',
    remedy: 'The service renamed or dropped a field that matters: compare the archived answer with the adapter.',
    retriable: false,
  },
  SOURCE_CALL_NOT_OFFERED: {
    message: '{source}: the service does not offer {call}',
    remedy: 'Look at the base URL and at the version of the interface in the settings of the source.',
    retriable: false,
  },
  SOURCE_CURSOR_INVALID: {
    message: '{source}: the stored cursor, where the last reading ended, cannot be read',
    remedy: 'Delete the value `cursor:<source>` of the hot state: the next round then reads everything again.',
    retriable: false,
  },
  SFTP_HOST_KEY_REFUSED: {
    message: '{source}: {host} showed a host key that is not pinned',
    remedy: 'Ask the operator of the server whether its key changed; pin the new fingerprint only after that.',
    retriable: false,
  },
  SFTP_LOGIN_REFUSED: {
    message: '{source}: {host} refused the login',
    remedy: 'Look at the user name and at the key or password.',
    retriable: false,
  },
  SFTP_TIMEOUT: {
    message: '{source}: {operation} took longer than {limitMs} ms',
    remedy: 'Look whether the server is slow, or raise the limit.',
    retriable: true,
  },
  SFTP_UNREACHABLE: {
    message: '{source}: the SFTP server {host} cannot be reached: {reason}',
    remedy: 'Check `host` and `port` of the source, and that the server runs and can be reached from here.',
    retriable: true,
  },
  SFTP_FAILED: {
    message: '{source}: {operation} failed: {reason}',
    remedy: 'Check that the folder exists, that this user may use it, and that the server has free space.',
    retriable: true,
  },
  DROP_FILE_CHANGED: {
    message: '{source}: the file changed while it was read',
    remedy: 'It is read again once it is stable.',
    retriable: true,
  },
});
