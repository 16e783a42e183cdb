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
      '{absent} of {live} live vacancies of {source} are absent from the snapshot, more than {limitPercent} %: nothing was withdrawn, the batch is held',
    remedy:
      'Look whether the source served everything. `relais batch release <id>` withdraws what is absent, `relais batch refuse <id>` keeps it; raise mostAbsentPercent of the source if such drops are usual.',
    retriable: true,
  },
  INGEST_EMPTY: {
    message:
      'the snapshot of {source} shows nothing, {live} vacancies are live: nothing was withdrawn, the batch is held',
    remedy:
      'Ask the service. `relais batch release <id>` withdraws everything the source had, `relais batch refuse <id>` keeps it.',
    retriable: true,
  },
  INGEST_INCOMPLETE: {
    message: 'the snapshot of {source} did not arrive whole: nothing was withdrawn ({absent} vacancies were not in it)',
    remedy:
      'Nothing to do if the next snapshot is whole: it takes the place of this one. Else ask the service, or decide with `relais batch release|refuse <id>`.',
    retriable: true,
  },
  INGEST_SILENT: {
    message: 'nothing was read of {source} for {hours} hours',
    remedy:
      'Look at the failures of its last batches, or ask the service; silentAfterHours of the source sets the limit.',
    retriable: true,
  },
  INGEST_SOURCE_TAKEN: {
    message: 'another process reads {source}',
    remedy: 'Let it: it follows the schedule of the source. Or stop it first. --dry-run works beside it.',
    retriable: true,
  },
  INGEST_SINCE_NOT_OFFERED: {
    message: '{source} cannot be asked for what changed since a moment',
    remedy: 'Leave out --since: what is new is found without it; --full compares everything.',
    retriable: false,
  },
});
