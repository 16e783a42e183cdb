export { ingestErrors } from './errors.ts';
export type { Ingest } from './ingest.ts';
export { openIngestStage } from './serve.ts';
