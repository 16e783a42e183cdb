export { attemptOf } from './delivery/attempt.ts';
export {
  DELIVERY_STATES,
  type Delivery,
  type DeliveryChange,
  type DeliveryEvent,
  type DeliveryState,
  type Try,
} from './delivery/states.ts';
export { applyDeliveryEvent } from './delivery/transitions.ts';
export { openEmbeddedLedger } from './embedded/open.ts';
export { ledgerErrors } from './errors.ts';
export { applyOperationEvent, type Operation, type OperationEvent } from './operation/operation.ts';
export type {
  AttemptRow,
  Batch,
  BatchDrift,
  DeliveryCounts,
  FeedEntry,
  HoldReason,
  Ledger,
  OfferStatistics,
  QuarantineEntry,
  StoredDelivery,
  SubscriptionControl,
  VacancyRow,
} from './port.ts';
export { openPostgresLedger } from './postgres/open.ts';
export { postgresOptionsSchema } from './postgres/options.ts';
