export { auditBooks, type Books } from './audit.ts';
export { auditSurroundings, openOpsStage, statusSurroundings } from './serve.ts';
export { backlog, collectStatus, type Status, type ToldOperation, toldOperation } from './status.ts';
export { NEWEST_ATTEMPTS, type OfferTrace, traceOffers } from './trace.ts';
