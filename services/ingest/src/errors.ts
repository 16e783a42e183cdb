import { defineErrors } from '@relais/runtime';

/** Failures of a source's run as a whole. Faults of single records go to quarantine instead. */
export const ingestErrors = defineErrors({
  INGEST_INTERRUPTED: {
    message: 'the batch was cut off before its end',
    remedy: 'Nothing to do: the next run of the source reads the same again.',
    retriable: true,
  },
  INGEST_MANY_ABSENT: {
    message:
      '{absent} of {live} live vacancies of {source} are absent from the snapshot, more than {limitPercent} %: nothing was withdrawn',
    remedy: 'Look whether the source served everything; raise mostAbsentPercent of the source if the drop is real.',
    retriable: true,
  },
  INGEST_INCOMPLETE: {
    message: 'the snapshot of {source} did not arrive whole: nothing was withdrawn',
    remedy: 'Nothing to do if the next snapshot is whole; else ask the service.',
    retriable: true,
  },
});
