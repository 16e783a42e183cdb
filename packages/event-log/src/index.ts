export type {
  BatchHandler,
  ConsumeOptions,
  Consumer,
  EventLog,
  LogBatch,
  LogRecord,
  OutgoingRecord,
  PartitionLag,
  ReadOptions,
} from './port.ts';
