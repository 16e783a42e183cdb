import type { Configuration, RunningService, ServiceContext } from '@relais/configuration';
import type { Batch } from '@relais/ledger';
import { type Clock, systemClock } from '@relais/runtime';
import { openSource, readSourceFile } from '@relais/sources';
import { cursorSince } from './cursors-since.ts';
import { type Ingest, type IngestSource, openIngest } from './ingest.ts';

/** The stage, opened by the configuration. */
export async function openIngestStage(
  context: ServiceContext,
  onProgress: (batch: Batch) => void = () => undefined,
  clock: Clock = systemClock,
): Promise<Ingest> {
  const { configuration, stores, logger, metrics, holder } = context;
  const { log, state, ledger } = stores;
  const sources = configuration.sources.map(ingestSource);
  const { directory } = configuration;
  return openIngest({ sources, directory, holder, log, state, ledger, clock, logger, metrics, onProgress });
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
  const { id, schedule, mostAbsentPercent, expireEverySeconds, silentAfterHours, mostHops, contactDays } = source;
  const { settings } = source;
  return {
    ...{ id, schedule, mostAbsentPercent, expireEverySeconds, silentAfterHours },
    rules: { mostHops, contactDays, zone: settings.zone },
    cursorSince: (moment) => cursorSince(settings, moment),
    readFile: (file) => readSourceFile(id, settings, file),
    open: (context) => openSource(id, settings, context),
  };
}
