export type { Enricher } from './enricher.ts';
export { enricherErrors } from './errors.ts';
export { rebuildOffers } from './rebuild-ledger.ts';
export { openEnricherStage } from './serve.ts';
