import { join } from 'node:path';
import type { EventLog } from '@relais/event-log';
import type { Batch, Ledger } from '@relais/ledger';
import { type Clock, type Closeable, CloseStack, type Logger, sleep } from '@relais/runtime';
import type { SourceAdapter, SourceContext } from '@relais/sources';
import type { HotState } from '@relais/state';
import { type Archive, openArchive } from './archive.ts';
import { ensureMemory } from './rebuild-memory.ts';
import { followSource, readSource, type ScheduledSource, type SourceSchedule } from './source-runner.ts';

export interface IngestSource {
  readonly id: string;
  readonly schedule: SourceSchedule;
  /** A snapshot that misses more than this share of what was live withdraws nothing. Percent. */
  readonly mostAbsentPercent: number;
  open(context: SourceContext): SourceAdapter;
}

export interface IngestOptions {
  readonly sources: readonly IngestSource[];
  /** Folder for raw input. */
  readonly directory: string;
  /** Name of this process, unique among those that run. */
  readonly holder: string;
  readonly log: EventLog;
  readonly state: HotState;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Told after each page and at the end of each batch. */
  onProgress?(batch: Batch): void;
}

export interface Ingest extends Closeable {
  /** Reads every source once, all at the same time. A source that fails has a failed batch and does not stop the others. */
  round(signal: AbortSignal): Promise<readonly SourceRound[]>;
  /** Follows every source by its schedule until the signal aborts. */
  follow(signal: AbortSignal): Promise<void>;
}

export interface SourceRound {
  readonly source: string;
  readonly batches: readonly Batch[];
  /** Why the source could not be read to its end; null when it was. */
  readonly failure: unknown;
}

/** Opens the first stage: sources in, observations out. */
export async function openIngest(options: IngestOptions): Promise<Ingest> {
  await ensureMemory(options.log, options.state, options.logger);
  const archive = openArchive(join(options.directory, 'archive'));
  const closing = new CloseStack();
  const sources = options.sources.map((source) => schedule(options, source, archive, closing));
  return {
    round: (signal) => Promise.all(sources.map((source) => roundOf(source, signal))),
    async follow(signal) {
      await Promise.all(sources.map((source) => followSource(source, signal)));
    },
    close: () => closing.close(),
  };
}

function schedule(
  options: IngestOptions,
  source: IngestSource,
  archive: Archive,
  closing: CloseStack,
): ScheduledSource {
  const logger = options.logger.child({ source: source.id });
  const context: SourceContext = {
    logger,
    clock: options.clock,
    archive: (raw) => archive.put(raw),
    known: (references) => liveAmong(options.state, source.id, references),
    throttle: (bucket, limit, signal) => throttle(options.state, `${source.id}:${bucket}`, limit, signal),
  };
  const around = { ...options, source: source.id, mostAbsentPercent: source.mostAbsentPercent, logger };
  return { adapter: closing.use(source.open(context)), schedule: source.schedule, around, holder: options.holder };
}

async function roundOf(source: ScheduledSource, signal: AbortSignal): Promise<SourceRound> {
  const name = source.around.source;
  try {
    return { source: name, batches: (await readSource(source, 'round', signal)) ?? [], failure: null };
  } catch (error) {
    return { source: name, batches: [], failure: error };
  }
}

async function liveAmong(state: HotState, source: string, references: readonly string[]): Promise<ReadonlySet<string>> {
  const remembered = await state.memory.get(source, references);
  return new Set([...remembered.values()].filter((entry) => entry.live).map((entry) => entry.reference));
}

async function throttle(
  state: HotState,
  bucket: string,
  limit: { perSecond: number; burst: number },
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const waitMs = await state.limits.take(bucket, limit);
    if (waitMs === 0) return;
    await sleep(waitMs, signal);
  }
}
