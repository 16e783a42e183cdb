import { defineErrors } from '@relais/runtime';

/** Failures of the model: a value that cannot be what it claims to be, or an event that does not fit its contract. */
export const vacancyErrors = defineErrors({
  VACANCY_EVENT_INVALID: {
    message: 'the event {type} on {topic} does not fit its contract: {faults}',
    remedy: 'Find the producer of the event (header ce_source) and compare its version with this one.',
    retriable: false,
  },
});
