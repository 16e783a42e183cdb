import { defineErrors } from '@relais/runtime';

export const sinkErrors = defineErrors({
  SINK_CONFLICTS: {
    message: '{count} deliveries of {subscription} kept changing while they were written',
    remedy: 'Look whether two sinks run lanes of the same subscription with different clocks or stores.',
    retriable: true,
  },
  SINK_NO_FULL_SET: {
    message: 'the channel of {subscription} knows no full sets',
    remedy: 'Replay what the partner misses, or compare with its inventory.',
    retriable: false,
  },
  SINK_FULL_SET_FAILED: {
    message: 'the full set of {subscription} could not be left: {reason}',
    remedy: 'Look at the partner with `relais partner test`, and ask for it again.',
    retriable: false,
  },
  SINK_NO_INVENTORY: {
    message: 'the channel of {subscription} offers no inventory to compare with',
    remedy: 'Set the inventory of the channel (docs/channels.md), or replay what the partner misses.',
    retriable: false,
  },
});
