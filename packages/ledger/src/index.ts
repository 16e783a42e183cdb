export {
  DELIVERY_REASONS,
  DELIVERY_STATES,
  type Delivery,
  type DeliveryChange,
  type DeliveryEvent,
  type DeliveryReason,
  type DeliveryState,
} from './delivery/states.ts';
export { applyDeliveryEvent } from './delivery/transitions.ts';
export { openEmbeddedLedger } from './embedded/open.ts';
export { ledgerErrors } from './errors.ts';
export type {
  AttemptRow,
  Batch,
  BatchLedger,
  BatchStatus,
  DeliveryAddress,
  DeliveryCounts,
  DeliveryLedger,
  FeedEntry,
  FeedLedger,
  Ledger,
  OfferLedger,
  OfferStatistics,
  Page,
  QuarantineEntry,
  QuarantineLedger,
  StoredDelivery,
  VacancyRow,
  WriteConflicts,
} from './port.ts';
export { openPostgresLedger } from './postgres/open.ts';
export { type PostgresLedgerOptions, postgresOptionsSchema } from './postgres/options.ts';
