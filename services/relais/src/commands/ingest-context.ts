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
} from '@relais/configuration';
import { CloseStack, createLogger, shutdownSignal } from '@relais/runtime';
import { commandErrors } from '../errors.ts';

export interface InstallationOptions {
  readonly config?: string;
  readonly directory?: string;
  readonly json: boolean;
}

/** What to do where the embedded file is not there yet: make it, work on a passing one, or refuse. */
export type WithoutInstallation = 'make' | 'pass' | 'refuse';

/** Opens the stores of a configuration for one command and closes them after it. */
export async function onInstallation<Result>(
  options: InstallationOptions,
  without: WithoutInstallation,
  work: (context: ServiceContext) => Promise<Result>,
): Promise<Result> {
  const closing = new CloseStack();
  try {
    const configuration = await placed(configurationOf(options), without, closing);
    const logger = createLogger({ service: 'relais', level: 'warn' });
    const stores = closing.use(await openStores(configuration, logger));
    return await work({ configuration, stores, logger, signal: shutdownSignal(), holder: processHolder('relais') });
  } finally {
    await closing.close();
  }
}

function configurationOf(options: InstallationOptions): Configuration {
  const path = options.config ?? configurationPath(process.env);
  const loaded = requireConfiguration({ path, environment: process.env });
  return options.directory === undefined ? loaded : { ...loaded, directory: options.directory };
}

async function placed(
  configuration: Configuration,
  without: WithoutInstallation,
  closing: CloseStack,
): Promise<Configuration> {
  const path = embeddedPath(configuration);
  if (without === 'make' || configuration.log.driver !== 'embedded' || existsSync(path)) return configuration;
  if (without === 'refuse') throw commandErrors.create('COMMAND_NO_INSTALLATION', { path });
  const directory = await mkdtemp(join(tmpdir(), 'relais-plan-'));
  closing.defer(() => rm(directory, { recursive: true, force: true }));
  return { ...configuration, directory };
}
