export type { Enricher } from './enricher.ts';
export { enricherErrors } from './errors.ts';
export { openEnricherStage } from './serve.ts';
