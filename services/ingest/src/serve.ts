import type { Configuration, RunningService, ServiceContext } from '@relais/configuration';
import type { Batch } from '@relais/ledger';
import { systemClock } from '@relais/runtime';
import { openSource } from '@relais/sources';
import { type Ingest, type IngestSource, openIngest } from './ingest.ts';

/** The stage, opened by the configuration. */
export async function openIngestStage(
  context: ServiceContext,
  onProgress: (batch: Batch) => void = () => undefined,
): Promise<Ingest> {
  const { configuration, stores, logger, holder } = context;
  const { log, state, ledger } = stores;
  const sources = configuration.sources.map(ingestSource);
  const { directory } = configuration;
  return openIngest({ sources, directory, holder, log, state, ledger, clock: systemClock, logger, onProgress });
}

/** The stage as a process: follows every source by its schedule. */
export async function serveIngest(context: ServiceContext): Promise<RunningService> {
  const ingest = await openIngestStage(context);
  const stopping = new AbortController();
  const finished = ingest.follow(AbortSignal.any([context.signal, stopping.signal]));
  return {
    finished,
    async close() {
      stopping.abort();
      await finished;
      await ingest.close();
    },
  };
}

function ingestSource(source: Configuration['sources'][number]): IngestSource {
  const { id, schedule, mostAbsentPercent, settings } = source;
  return { id, schedule, mostAbsentPercent, open: (context) => openSource(id, settings, context) };
}
