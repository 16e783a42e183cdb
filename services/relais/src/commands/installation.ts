import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Configuration,
  configurationPath,
  embeddedPath,
  openStores,
  processHolder,
  requireConfiguration,
  type ServiceContext,
  type Stores,
} from '@relais/configuration';
import { CloseStack, createLogger, shutdownSignal, silentMetrics } from '@relais/runtime';
import { commandErrors } from '../errors.ts';
import { printable } from '../report.ts';
import { environmentOfNowhere, simulatedConfigurationPath } from '../run/simulated-configuration.ts';

/** Which installation a command works on, and how it answers. */
export interface InstallationOptions {
  readonly config?: string;
  /** What a simulation left behind, in place of `config`. @default false */
  readonly simulate?: boolean;
  readonly directory?: string;
  readonly json: boolean;
}

/** What to do where the embedded file is not there yet: make it, work on a passing one, or refuse. */
type WithoutInstallation = 'make' | 'pass' | 'refuse';

/** Opens the stores of an installation for one command, and closes them after it. A look makes no installation. */
export async function onInstallation(
  options: InstallationOptions,
  work: (context: ServiceContext) => Promise<number>,
  without: WithoutInstallation = 'refuse',
): Promise<number> {
  const closing = new CloseStack();
  try {
    const placed = await placedConfiguration(options, without, closing);
    const logger = createLogger({ service: 'relais', level: 'warn' });
    const stores = closing.use(await openStores(placed, logger));
    const configuration = options.simulate === true ? await withSourcesRead(placed, stores) : placed;
    const own = { signal: shutdownSignal(), holder: processHolder('relais') };
    return await work({ configuration, stores, logger, metrics: silentMetrics, ...own });
  } finally {
    await closing.close();
  }
}

/** Writes the result: as JSON when that was asked for, else as text. */
export function print(options: { readonly json: boolean }, value: unknown, text: () => string): void {
  process.stdout.write(options.json ? `${JSON.stringify(value)}\n` : printable(text()));
}

/** @throws COMMAND_SOURCE_NOT_CONFIGURED, which names the sources that there are */
export function requireSource({ sources }: Configuration, source: string): void {
  const known = sources.map(({ id }) => id);
  if (known.includes(source)) return;
  throw commandErrors.create('COMMAND_SOURCE_NOT_CONFIGURED', { source, known: known.join(', ') || 'it has none' });
}

async function placedConfiguration(
  options: InstallationOptions,
  without: WithoutInstallation,
  closing: CloseStack,
): Promise<Configuration> {
  if (without === 'refuse') return installedConfiguration(options);
  const configuration = namedConfiguration(options);
  if (without === 'make' || isInstalled(configuration)) return configuration;
  const directory = await mkdtemp(join(tmpdir(), 'relais-plan-'));
  closing.defer(() => rm(directory, { recursive: true, force: true }));
  return { ...configuration, directory };
}

/** The configuration of an installation that is there already; nothing is opened. @throws COMMAND_NO_INSTALLATION */
export function installedConfiguration(options: InstallationOptions): Configuration {
  const configuration = namedConfiguration(options);
  if (isInstalled(configuration)) return configuration;
  throw commandErrors.create('COMMAND_NO_INSTALLATION', { path: embeddedPath(configuration) });
}

function namedConfiguration(options: InstallationOptions): Configuration {
  const loaded = options.simulate === true ? simulatedConfiguration(options) : givenConfiguration(options);
  return options.directory === undefined ? loaded : { ...loaded, directory: options.directory };
}

function isInstalled(configuration: Configuration): boolean {
  return configuration.log.driver !== 'embedded' || existsSync(embeddedPath(configuration));
}

function givenConfiguration({ config }: InstallationOptions): Configuration {
  return requireConfiguration({ path: config ?? configurationPath(process.env), environment: process.env });
}

function simulatedConfiguration({ config }: InstallationOptions): Configuration {
  if (config !== undefined) throw commandErrors.create('COMMAND_NO_SIMULATION');
  return requireConfiguration({ path: simulatedConfigurationPath(true), environment: environmentOfNowhere() });
}

/** The recorded sources are there only when the simulation was run with them. */
async function withSourcesRead(configuration: Configuration, { ledger }: Stores): Promise<Configuration> {
  const read = await Promise.all(
    configuration.sources.map(({ id }) => ledger.batches.list({ source: id, limit: 1, offset: 0 })),
  );
  return { ...configuration, sources: configuration.sources.filter((_, index) => read[index]?.length === 1) };
}
