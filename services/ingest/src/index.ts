export type { HandReach, HandReading } from './by-hand.ts';
export { decisionRecord } from './decisions.ts';
export { ingestErrors } from './errors.ts';
export type { Ingest, SourceRound } from './ingest.ts';
export { PLANNED_CHANGES, type Plan } from './plan.ts';
export { rebuildBatches } from './rebuild-batches.ts';
export { openIngestStage } from './serve.ts';
