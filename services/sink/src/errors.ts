import { defineErrors } from '@relais/runtime';

export const sinkErrors = defineErrors({
  SINK_CONFLICTS: {
    message: '{count} deliveries of {subscription} kept changing while they were written',
    remedy: 'Look whether two sinks run lanes of the same subscription with different clocks or stores.',
    retriable: true,
  },
  SINK_NO_INVENTORY: {
    message: 'the channel of {subscription} offers no inventory to compare with',
    remedy: 'Set the inventory of the channel (docs/channels.md), or replay what the partner misses.',
    retriable: false,
  },
});
