import { defineErrors } from '@relais/runtime';

export const enricherErrors = defineErrors({
  ENRICHER_LEASE_LOST: {
    message: '{lost} leases ran out while a batch was being decided; nothing of it was written',
    remedy: 'Nothing to do: the batch is read again. If it happens often, the hot state is too slow.',
    retriable: true,
  },
  ENRICHER_SEAT_LOST: {
    message: 'the lease that tells of this enricher ran out, and all of its kind are taken',
    remedy: 'A rebuild of the ledger began while this process stood still. Start it again once the rebuild is done.',
    retriable: true,
  },
});
