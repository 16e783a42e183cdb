import { existsSync } from 'node:fs';
import {
  type Configuration,
  configurationPath,
  EXIT,
  meteredStores,
  openStores,
  processHolder,
  requireConfiguration,
  type ServiceContext,
} from '@relais/configuration';
import { openReference } from '@relais/enricher';
import type { SourceRound } from '@relais/ingest';
import type { Batch } from '@relais/ledger';
import { auditBooks, auditSurroundings, type Books, collectStatus, statusSurroundings } from '@relais/ops';
import {
  CloseStack,
  createLogger,
  createMetrics,
  keepHeapSmall,
  RelaisError,
  shutdownSignal,
  sleep,
} from '@relais/runtime';
import { commandErrors } from '../errors.ts';
import { printable } from '../report.ts';
import { booksText } from '../run/books-table.ts';
import { LiveView } from '../run/live-view.ts';
import { openPipeline, type Pipeline } from '../run/pipeline.ts';
import { settle, type Unsettled } from '../run/settle.ts';
import { simulatedConfigurationPath } from '../run/simulated-configuration.ts';
import { type Simulation, startSimulation } from '../run/simulation.ts';
import { claimDirectory } from '../run/sole-runner.ts';

export interface RunOptions {
  readonly config?: string;
  readonly simulate: boolean;
  readonly once: boolean;
  readonly offers: number;
  readonly seed: number;
  readonly recorded?: string;
  readonly directory?: string;
  readonly json: boolean;
}

const DRAW_MS = { terminal: 250, plain: 5_000 } as const;
/** How long one round waits for partners that do not answer. */
const PATIENCE_MS = 15_000;
const SIMULATED_TICK_MS = 2_000;
/** A little longer than a process that was killed keeps its sources. */
const SOURCE_PATIENCE_MS = 20_000;

interface FailedSource {
  readonly source: string;
  readonly code: string;
  readonly reason: string;
  readonly remedy: string | null;
}

/** What `relais run --once --json` prints. */
export interface RoundResult extends Books {
  /** What was still on its way when the round ended. */
  readonly left: Unsettled;
  /** Sources that could not be read to their end. */
  readonly failed: readonly FailedSource[];
  /** From the first request to the last receipt. */
  readonly seconds: number;
  /** Highest resident memory of this process. */
  readonly peakMemoryMb: number;
  /** Of all threads of this process. */
  readonly cpuSeconds: number;
}

/** `relais run`: all stages in one process, for one round (`--once`) or until it is asked to end. */
export async function run(options: RunOptions): Promise<number> {
  keepHeapSmall();
  const closing = new CloseStack();
  try {
    return await runUntilDone(options, closing);
  } finally {
    await closing.close();
  }
}

async function runUntilDone(options: RunOptions, closing: CloseStack): Promise<number> {
  const signal = shutdownSignal();
  const simulation = options.simulate ? await openSimulation(options, closing) : null;
  const view = new LiveView({ size: terminalSize, write: (text) => process.stderr.write(text) });
  const configuration = configurationFor(options, simulation);
  // Opened before any store: one that cannot be is a fault of the configuration, and nothing is to be touched for it.
  const reference = await openReference(configuration.reference);
  const context = await openContext(configuration, { claims: simulation === null, signal, closing, view });
  const pipeline = closing.use(await openPipeline(context, { reference, onProgress: (batch) => view.progress(batch) }));
  if (simulation !== null && pipeline.feedUrl !== null) await simulation.readFeed(pipeline.feedUrl);
  if (!options.json) process.stdout.write(`operations: ${pipeline.opsUrl}\n`);
  const drawing = new AbortController();
  const drawn = options.json ? Promise.resolve() : draw(context, view, drawing.signal);
  try {
    if (!options.once) return await stream(context, pipeline, simulation);
    const result = await oneRound(context, pipeline);
    await stopped(drawing, drawn);
    return report(options, result);
  } finally {
    await stopped(drawing, drawn);
  }
}

/** The last drawing is made before anything else is printed: a later one would overwrite it. */
async function stopped(drawing: AbortController, drawn: Promise<void>): Promise<void> {
  drawing.abort();
  await drawn;
}

function terminalSize(): { columns: number; rows: number } | null {
  const { isTTY, columns, rows } = process.stderr;
  return isTTY ? { columns, rows } : null;
}

function configurationFor(options: RunOptions, simulation: Simulation | null): Configuration {
  const path = options.simulate
    ? simulatedConfigurationPath(options.recorded !== undefined)
    : (options.config ?? configurationPath(process.env));
  const loaded = requireConfiguration({ path, environment: { ...process.env, ...simulation?.environment } });
  return options.directory === undefined ? loaded : { ...loaded, directory: options.directory };
}

async function openContext(
  configuration: Configuration,
  around: { claims: boolean; signal: AbortSignal; closing: CloseStack; view: LiveView },
): Promise<ServiceContext> {
  if (around.claims && configuration.log.driver === 'embedded')
    around.closing.use(claimDirectory(configuration.directory));
  const logger = createLogger({
    service: 'relais',
    level: configuration.logLevel,
    // On a terminal the log shares the screen with the view.
    ...(process.stderr.isTTY ? { destination: { write: (line) => around.view.above(line) } } : {}),
  });
  const metrics = createMetrics();
  const stores = around.closing.use(meteredStores(await openStores(configuration, logger), metrics));
  return { configuration, stores, logger, metrics, holder: processHolder('relais'), signal: around.signal };
}

/** The simulator keeps its population in the folder too: it is claimed before that one starts. */
async function openSimulation(options: RunOptions, closing: CloseStack): Promise<Simulation> {
  if (options.config !== undefined) throw commandErrors.create('COMMAND_NO_SIMULATION');
  const { offers, seed, recorded = null, directory = 'var' } = options;
  if (recorded !== null && !existsSync(recorded)) {
    throw commandErrors.create('COMMAND_FILE_UNREADABLE', { path: recorded });
  }
  closing.use(claimDirectory(directory));
  return closing.use(await startSimulation({ offers, seed, directory: `${directory}/simulated`, recorded }));
}

/** One nightly round: read everything, let it settle, close the books. */
async function oneRound(context: ServiceContext, pipeline: Pipeline): Promise<RoundResult> {
  const startedAt = performance.now();
  const rounds = await orFailure(pipeline, pipeline.ingest.round(context.signal, SOURCE_PATIENCE_MS));
  const waiting = settle({ stores: context.stores, patienceMs: PATIENCE_MS, signal: context.signal });
  const left = await orFailure(pipeline, waiting);
  const seconds = (performance.now() - startedAt) / 1000;
  const books = ofThisRound(await auditBooks(auditSurroundings(context)), rounds);
  const failed = rounds.filter(({ failure }) => failure !== null).map(failedSource);
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const use = { peakMemoryMb: Math.round(maxRSS / 1024), cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 };
  return { ...books, left, failed, seconds, ...use };
}

/** The books with the batches of this round alone. */
function ofThisRound(books: Books, rounds: readonly SourceRound[]): Books {
  const ids = new Set(rounds.flatMap((one) => one.batches.map((batch) => batch.id)));
  return { ...books, batches: books.batches.filter((batch) => ids.has(batch.id)) };
}

/** Fails when the books do not balance or a source failed. */
function report(options: RunOptions, books: RoundResult): number {
  process.stdout.write(options.json ? `${JSON.stringify(books)}\n` : printable(roundText(books)));
  return books.balanced && books.failed.length === 0 ? EXIT.ok : EXIT.failed;
}

function roundText(books: RoundResult): string {
  const sum = (count: (batch: Batch) => number) => books.batches.reduce((total, batch) => total + count(batch), 0);
  const unchanged = sum((batch) => batch.unchanged);
  const received = sum((batch) => batch.received);
  return [
    `\n${booksText(books, books.left)}`,
    `${unchanged} of ${received} records unchanged: nothing was published for those.\n`,
    ...books.failed.map(failureText),
  ].join('');
}

function failureText({ source, code, reason, remedy }: FailedSource): string {
  const told = `The source ${source} could not be read to its end: ${code}: ${reason}\n`;
  return remedy === null ? told : `${told}${remedy}\n`;
}

/** Other errors than our own may repeat what a source sent: the log tells of them. */
function failedSource({ source, failure }: SourceRound): FailedSource {
  if (!(failure instanceof RelaisError))
    return { source, code: 'UNEXPECTED', reason: 'the log tells why', remedy: null };
  const { code, message: reason, remedy } = failure;
  return { source, code, reason, remedy };
}

/** Follows the sources until the process is asked to end; then everything drains and closes. */
async function stream(context: ServiceContext, pipeline: Pipeline, simulation: Simulation | null): Promise<number> {
  const living = simulation === null ? Promise.resolve() : live(simulation, context.signal);
  await orFailure(pipeline, pipeline.ingest.follow(context.signal));
  await living;
  return EXIT.ok;
}

/** The simulated population changes a little all the time. */
async function live(simulation: Simulation, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const slept = await sleep(SIMULATED_TICK_MS, signal).then(
      () => true,
      () => false,
    );
    if (slept) await simulation.advance('tick');
  }
}

/** A stage that failed for good ends the process: its successor goes on from what is durable. */
function orFailure<Result>(pipeline: Pipeline, work: Promise<Result>): Promise<Result> {
  const failure = pipeline.finished.then(() => {
    throw new Error('a stage ended before its time');
  });
  return Promise.race([work, failure]);
}

/** A look that fails (a store that is away for a moment) leaves the last picture: it never ends the run. */
async function draw(context: ServiceContext, view: LiveView, signal: AbortSignal): Promise<void> {
  const around = statusSurroundings(context);
  const look = async () => {
    const status = await collectStatus(around).catch(() => null);
    if (status !== null) view.draw(status);
  };
  while (!signal.aborted) {
    await look();
    await sleep(process.stderr.isTTY ? DRAW_MS.terminal : DRAW_MS.plain, signal).catch(() => undefined);
  }
  await look();
  view.leave();
}
