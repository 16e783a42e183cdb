export { ingestErrors } from './errors.ts';
export type { Ingest, SourceRound } from './ingest.ts';
export { openIngestStage } from './serve.ts';
