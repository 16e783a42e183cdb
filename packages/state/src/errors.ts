import { defineErrors } from '@relais/runtime';

/** Everything that the hot state throws on purpose. */
export const stateErrors = defineErrors({
  STATE_UNAVAILABLE: {
    message: 'The hot state cannot be reached: {reason}',
    remedy: 'Check that the store runs and can be reached from this host; the call may be repeated.',
    retriable: true,
  },
  STATE_TIMEOUT: {
    message: 'The hot state gave no answer within {milliseconds} ms; the call may or may not have taken effect',
    remedy: 'Look for a stalled or overloaded store; every call may be repeated safely.',
    retriable: true,
  },
  STATE_OVERLOADED: {
    message: 'More than {limit} calls wait for the hot state to come back',
    remedy: 'Wait until the store is back; if it is, look for what kept it away.',
    retriable: true,
  },
  STATE_FULL: {
    message: 'The hot state accepts no writes: {reason}',
    remedy: 'Give the store more memory or disk, or repair what keeps it from saving.',
    retriable: true,
  },
  STATE_ACCESS_DENIED: {
    message: 'The hot state refuses the user name, the password or the rights of this client',
    remedy: 'Check the credentials, and that the user may run scripts and the commands on the keys of the prefix.',
    retriable: false,
  },
  STATE_CERTIFICATE_REFUSED: {
    message: 'The certificate of the hot state is not to be trusted: {reason}',
    remedy: 'Give the authority that signed it (tls.ca), or the name that it bears (tls.servername), or renew it.',
    retriable: false,
  },
  STATE_EVICTS: {
    message: 'Redis drops keys when its memory is full (maxmemory-policy {policy}), leases among them',
    remedy: 'Set maxmemory-policy to noeviction.',
    retriable: false,
  },
  STATE_DAMAGED: {
    message: 'The hot state holds a value that Relais has not written, under {key}',
    remedy: 'Give Relais a key prefix of its own, or empty the store: its views are then rebuilt.',
    retriable: false,
  },
  STATE_CLOSED: {
    message: 'The hot state is closed',
    remedy: 'Make no call after close(); a call that was under way may be repeated by the next process.',
    retriable: false,
  },
  STATE_OPTIONS_INVALID: {
    message: 'The options of the Redis state are not valid: {faults}',
    remedy: 'Correct the options at the paths named.',
    retriable: false,
  },
  STATE_LIMIT_INVALID: {
    message: 'A rate limit needs more than 0 tokens a second and a burst of at least 1: {name}',
    remedy: 'Correct the limit in the configuration.',
    retriable: false,
  },
});
