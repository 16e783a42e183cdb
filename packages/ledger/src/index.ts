export {
  DELIVERY_STATES,
  type Delivery,
  type DeliveryChange,
  type DeliveryEvent,
  type DeliveryState,
} from './delivery/states.ts';
export { applyDeliveryEvent } from './delivery/transitions.ts';
export { openEmbeddedLedger } from './embedded/open.ts';
export { ledgerErrors } from './errors.ts';
export type {
  AttemptRow,
  Batch,
  DeliveryCounts,
  FeedEntry,
  Ledger,
  OfferStatistics,
  QuarantineEntry,
  StoredDelivery,
  VacancyRow,
} from './port.ts';
export { openPostgresLedger } from './postgres/open.ts';
export { postgresOptionsSchema } from './postgres/options.ts';
