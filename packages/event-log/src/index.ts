export { jsonOf, readContents } from './content.ts';
export { openEmbeddedEventLog } from './embedded/event-log.ts';
export { eventLogErrors } from './errors.ts';
export {
  grantPartner,
  type PartnerReader,
  partnerReader,
  type ReadingRights,
  readingRights,
  revokePartner,
} from './kafka/access.ts';
export { openKafkaEventLog } from './kafka/event-log.ts';
export { type KafkaOptionsInput, kafkaOptionsSchema } from './kafka/options.ts';
export type {
  BatchHandler,
  ConsumeOptions,
  Consumer,
  EventLog,
  LogBatch,
  LogRecord,
  OutgoingRecord,
} from './port.ts';
