import { defineErrors } from '@relais/runtime';

/** Failures of the event log, the same for every driver. */
export const eventLogErrors = defineErrors({
  LOG_CLOSED: {
    message: 'the event log is closed',
    remedy: 'Open it again; a call that comes after close is a fault in the order of shutting down.',
    retriable: false,
  },
  LOG_TOPIC_UNKNOWN: {
    message: 'the event log has no topic {topic}',
    remedy:
      'Create the topic, or give the process the right to create it, and check the spelling and the topic prefix.',
    retriable: false,
  },
  LOG_UNAVAILABLE: {
    message: 'the event log did not answer: {reason}',
    remedy: 'Check that the broker runs and can be reached, or that the disk of the file has room; then repeat.',
    retriable: true,
  },
  LOG_REFUSED: {
    message: 'the event log refused: {reason}',
    remedy:
      'Read the reason: a record above the size limit of its topic, a missing right or a wrong setting will not pass by itself.',
    retriable: false,
  },
  LOG_CODEC_UNSUPPORTED: {
    message: 'the topic holds records compressed with {codec}, which Relais does not read',
    remedy: 'Let the producers of the topic compress with gzip or zstd, or not at all.',
    retriable: false,
  },
  LOG_HANDLER_FAILED: {
    message:
      'group {group} could not handle {topic}/{partition} from offset {offset}; nothing of that batch is committed',
    remedy: 'Remove the cause and start the process again: it is handed the same batch.',
    retriable: false,
  },
  LOG_CONSUMER_CRASHED: {
    message: 'the consumer of group {group} stopped for good: {reason}',
    remedy: 'Start the process again; if it comes back, read the cause.',
    retriable: false,
  },
});
