import { join } from 'node:path';
import type { EventLog } from '@relais/event-log';
import type { Batch, Ledger } from '@relais/ledger';
import { type Clock, type Closeable, CloseStack, type Logger, type Metrics, sha256, sleep } from '@relais/runtime';
import { type SourceAdapter, type SourceContext, wholeOf } from '@relais/sources';
import type { HotState, Remembered } from '@relais/state';
import { type Archive, openArchive } from './archive.ts';
import { type HandReading, type HandRequest, readByHand } from './by-hand.ts';
import { ingestErrors } from './errors.ts';
import type { FileReader } from './file-run.ts';
import type { SourceRules } from './judge-page.ts';
import { plannedState } from './planned-memory.ts';
import { ensureMemory } from './rebuild-memory.ts';
import type { Scope, SourceSchedule } from './schedule.ts';
import { followSource, readSource, type ScheduledSource } from './source-runner.ts';
import { Throttle } from './throttle.ts';

export interface IngestSource {
  readonly id: string;
  readonly schedule: SourceSchedule;
  /** A snapshot that misses more than this share of what was live is held. Percent. */
  readonly mostAbsentPercent: number;
  readonly expireEverySeconds: number | null;
  readonly silentAfterHours: number;
  readonly rules: SourceRules;
  /** The cursor that has the source tell what changed since a moment (RFC 3339); null when it cannot be asked that. */
  cursorSince(moment: string): string | null;
  readonly readFile: FileReader;
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
  readonly metrics: Metrics;
  /** Told now and then and at the end of each batch. */
  onProgress?(batch: Batch): void;
}

export interface Ingest extends Closeable {
  /**
   * Reads every source once, all at the same time. A source that fails has a failed batch and does not stop the others. One
   * that another process has is waited for as long as `patienceMs` says (none without it): a process that was killed has
   * its sources for a few seconds more. Then it is INGEST_SOURCE_TAKEN.
   */
  round(signal: AbortSignal, patienceMs?: number): Promise<readonly SourceRound[]>;
  /** As `round` without patience, and asks each source only for what is new since it was last read. */
  changes(signal: AbortSignal): Promise<readonly SourceRound[]>;
  /** Follows every source by its schedule until the signal aborts. */
  follow(signal: AbortSignal): Promise<void>;
  /**
   * Reads one source because a person asks for it: tells what would happen, and does it unless it is a dry run.
   * @throws INGEST_SOURCE_TAKEN, INGEST_SINCE_NOT_OFFERED, and what the source throws
   */
  byHand(source: string, request: HandRequest, signal: AbortSignal): Promise<readonly HandReading[]>;
}

export interface SourceRound {
  readonly source: string;
  readonly batches: readonly Batch[];
  /** Why the source could not be read to its end; null when it was. */
  readonly failure: unknown;
}

/** Opens the first stage: sources in, observations out. */
export async function openIngest(options: IngestOptions): Promise<Ingest> {
  await refill(options);
  const archive = openArchive(join(options.directory, 'archive'));
  const closing = new CloseStack();
  const sources = options.sources.map((source) => schedule(options, source, archive, closing));
  return {
    round: (signal, patienceMs = 0) =>
      Promise.all(sources.map((source) => readOnce(source, 'round', { signal, patienceMs }))),
    changes: (signal) => Promise.all(sources.map((source) => readOnce(source, 'changes', { signal, patienceMs: 0 }))),
    async follow(signal) {
      await Promise.all(sources.map((source) => followSource(source, signal)));
    },
    async byHand(name, request, signal) {
      const asked = options.sources.find(({ id }) => id === name);
      if (asked === undefined) throw new Error(`there is no source ${name}`);
      const kept = request.dryRun ? NOTHING_KEPT : archive;
      const surroundings = { ...request, archive: kept, directory: options.directory };
      // What a run reads may hang on what the one before it changed: the source, too, is told of the memory as planned.
      const given = request.dryRun ? { ...options, state: plannedState(options.state) } : options;
      return await readByHand(schedule(given, asked, kept, closing), asked, surroundings, signal);
    },
    close: () => closing.close(),
  };
}

function refill(options: IngestOptions): Promise<boolean> {
  const zones = new Map(options.sources.map(({ id, rules }) => [id, rules.zone]));
  return ensureMemory(options, (source) => zones.get(source) ?? 'UTC');
}

/** For a dry run: names content and keeps nothing. */
const NOTHING_KEPT: Archive = {
  put: (raw, hash = sha256(wholeOf(raw))) => Promise.resolve(hash),
  get: () => Promise.resolve(null),
};

function schedule(
  options: IngestOptions,
  source: IngestSource,
  archive: Archive,
  closing: CloseStack,
): ScheduledSource {
  const logger = options.logger.child({ source: source.id });
  const throttle = new Throttle(options.state.limits);
  const context: SourceContext = {
    logger,
    clock: options.clock,
    archive: (raw, hash) => archive.put(raw, hash),
    scratch: options.directory,
    known: async (references) => new Set((await liveAmong(options.state, source.id, references)).keys()),
    knownVersions: (references) => versionsAmong(options.state, source.id, references),
    throttle: (bucket, limit, signal) => throttle.wait(`${source.id}:${bucket}`, limit, signal),
  };
  const { mostAbsentPercent, rules, expireEverySeconds, silentAfterHours } = source;
  const around = { ...options, source: source.id, mostAbsentPercent, rules, logger, refill: () => refill(options) };
  const adapter = closing.use(source.open(context));
  return { adapter, schedule: source.schedule, expireEverySeconds, silentAfterHours, around, holder: options.holder };
}

const TAKEN_LOOK_MS = 500;

async function readOnce(
  source: ScheduledSource,
  scope: Scope,
  { signal, patienceMs }: { signal: AbortSignal; patienceMs: number },
): Promise<SourceRound> {
  const name = source.around.source;
  const until = performance.now() + patienceMs;
  try {
    for (;;) {
      const batches = await readSource(source, scope, signal);
      if (batches !== null) return { source: name, batches, failure: null };
      if (performance.now() >= until) throw ingestErrors.create('INGEST_SOURCE_TAKEN', { source: name });
      await sleep(TAKEN_LOOK_MS, signal);
    }
  } catch (error) {
    return { source: name, batches: [], failure: error };
  }
}

async function liveAmong(
  { memory }: HotState,
  source: string,
  references: readonly string[],
): Promise<ReadonlyMap<string, Remembered>> {
  const remembered = await memory.get(source, references);
  return new Map([...remembered].filter(([, { live }]) => live));
}

async function versionsAmong(
  state: HotState,
  source: string,
  references: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const live = await liveAmong(state, source, references);
  return new Map(
    [...live].flatMap(([reference, { sourceVersion }]) => (sourceVersion ? [[reference, sourceVersion]] : [])),
  );
}
