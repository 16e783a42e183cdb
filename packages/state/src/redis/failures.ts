import { isCertificateFault, isRetriable, messageOf, RelaisError } from '@relais/runtime';
import { stateErrors } from '../errors.ts';

/**
 * Error prefixes of a server that cannot serve at the moment: a replica that was its master a moment ago, a restart that
 * loads its file, a script of someone else that runs for long (https://redis.io/docs/latest/develop/reference/protocol-spec/).
 */
const PASSING = /^(READONLY|LOADING|MASTERDOWN|BUSY|TRYAGAIN|CLUSTERDOWN) /;
const FULL = /^(OOM|MISCONF|NOREPLICAS) /;
const DENIED = /^(NOAUTH|WRONGPASS|NOPERM) |user executing the script can't/;

/** What ioredis says of a connection that is gone or not yet there. */
const DISCONNECTED = new Set([
  'Connection is closed.',
  "Stream isn't writeable and enableOfflineQueue options is false",
  'Command aborted due to connection close',
]);

/** True for answers after which another connection may find a server that serves. */
export function asksForReconnect(error: Error): boolean {
  return /^(READONLY|LOADING|MASTERDOWN) /.test(error.message);
}

/** True for failures of the moment: the same call may pass once there is a connection again. */
export function isPassing(error: unknown): boolean {
  if (error instanceof RelaisError) return false;
  const message = messageOf(error);
  const lost = DISCONNECTED.has(message) || (error as Error).name === 'MaxRetriesPerRequestError';
  return lost || PASSING.test(message) || isRetriable(error);
}

/** The failure in this package's words. Anything unknown is a bug and stays as it is, without the arguments of the call. */
export function translated(error: unknown): unknown {
  if (error instanceof RelaisError) return error;
  const cause = withoutArguments(error);
  const reason = messageOf(error);
  if (isCertificateFault(error)) return stateErrors.create('STATE_CERTIFICATE_REFUSED', { reason }, cause);
  if (isPassing(error)) return stateErrors.create('STATE_UNAVAILABLE', { reason }, cause);
  if (FULL.test(reason)) return stateErrors.create('STATE_FULL', { reason }, cause);
  if (DENIED.test(reason)) return stateErrors.create('STATE_ACCESS_DENIED', {}, cause);
  return cause;
}

/** ioredis hangs the command on the error, arguments and so the password of an AUTH included. */
function withoutArguments(error: unknown): unknown {
  if (error instanceof Error && 'command' in error) delete error.command;
  return error;
}
