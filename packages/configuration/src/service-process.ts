import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { parseArgs } from 'node:util';
import {
  aborted,
  type Closeable,
  CloseStack,
  createLogger,
  createMetrics,
  keepHeapSmall,
  type Logger,
  type Metrics,
  RelaisError,
  shutdownSignal,
} from '@relais/runtime';
import { requireConfiguration } from './load.ts';
import { meteredStores } from './metered-stores.ts';
import { openStores, type Stores } from './open-stores.ts';
import type { Configuration } from './schema.ts';
import { openStageDoor } from './stage-door.ts';

/** Exit codes of every Relais process and command. */
export const EXIT = {
  ok: 0,
  /** It failed, or the books do not balance. */
  failed: 1,
  /** The call, the configuration, or what either names is at fault. */
  usage: 2,
  /** It was done, and a batch is held: somebody has to decide about its absences. */
  held: 3,
} as const;

export interface ServiceContext {
  readonly configuration: Configuration;
  readonly stores: Stores;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Name of this process, unique among those that run. */
  readonly holder: string;
  /** Aborts when the process is asked to end. */
  readonly signal: AbortSignal;
}

export interface RunningService extends Closeable {
  /** Rejects when the service failed for good. */
  readonly finished: Promise<void>;
}

/** What a process prints on standard output, one JSON line, once it is ready. */
export interface Ready {
  readonly ready: string;
  readonly pid: number;
  readonly [name: string]: string | number;
}

export type OpenService = (
  context: ServiceContext,
) => Promise<RunningService & { readonly ready?: Record<string, string> }>;

const HELP = (name: string) => `relais-${name}: the ${name} stage as a process of its own

  --config PATH   configuration (default: $RELAIS_CONFIG, else relais.yaml)
  --help          this text

Prints one JSON line when it is ready, logs to standard error, drains on SIGTERM and SIGINT.
Exit codes: 0 ended in order, 1 failed, 2 wrong call or configuration.
`;

/** Runs one stage as a process of its own: configuration, stores, stage, drain. Sets the exit code. */
export async function runService(name: string, open: OpenService): Promise<void> {
  const { values } = parseArgs({ options: { config: { type: 'string' }, help: { type: 'boolean', default: false } } });
  if (values.help) {
    process.stdout.write(HELP(name));
    return;
  }
  keepHeapSmall();
  const logger = createLogger({ service: name });
  try {
    await serve(name, values.config ?? configurationPath(process.env), { open, logger });
  } catch (error) {
    logger.fatal({ error }, 'the process ends');
    process.exitCode = exitCodeOf(error);
  }
}

/** Path of the configuration when none is given. */
export function configurationPath(environment: Readonly<Record<string, string | undefined>>): string {
  return environment['RELAIS_CONFIG'] ?? 'relais.yaml';
}

/** The call, the configuration, or what either names – a file, a folder, an id – cannot be used as it is. */
const WRONG_INPUT = /^(?:COMMAND|CONFIGURATION|PLACES|REFERENCE|RELEASE)_|^INGEST_SINCE_NOT_OFFERED$/;

/** Exit code that an error stands for. */
export function exitCodeOf(error: unknown): number {
  return error instanceof RelaisError && WRONG_INPUT.test(error.code) ? EXIT.usage : EXIT.failed;
}

/** Name of this process among those that share the stores. In containers the pid is always the same, and the host's name may be. */
export function processHolder(name: string): string {
  return `${name}@${hostname()}:${process.pid}:${randomBytes(4).toString('hex')}`;
}

async function serve(
  name: string,
  path: string,
  { open, logger }: { open: OpenService; logger: Logger },
): Promise<void> {
  const configuration = requireConfiguration({ path, environment: process.env });
  logger.level = configuration.logLevel;
  const signal = shutdownSignal();
  const closing = new CloseStack();
  try {
    const metrics = createMetrics();
    const stores = closing.use(meteredStores(await openStores(configuration, logger), metrics));
    const door = closing.use(await openStageDoor(name, { configuration, stores, logger, metrics }));
    const holder = processHolder(name);
    const service = closing.use(await open({ configuration, stores, logger, metrics, signal, holder }));
    closing.defer(() => door.tell('ending'));
    door.tell('running');
    const ready: Ready = { ready: name, pid: process.pid, ...door.ready, ...service.ready };
    process.stdout.write(`${JSON.stringify(ready)}\n`);
    await Promise.race([service.finished, aborted(signal)]);
  } finally {
    await closing.close();
  }
}
