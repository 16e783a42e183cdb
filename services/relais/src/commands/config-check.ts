import {
  type ConfigurationFault,
  configurationPath,
  doubtsAbout,
  EXIT,
  loadConfiguration,
} from '@relais/configuration';
import { openReference } from '@relais/enricher';
import { messageOf } from '@relais/runtime';
import { type InstallationOptions, print } from './installation.ts';

/** `relais config check`: every fault of a configuration at once, and of the reference that it names, or what may be a slip. Opens no store. */
export async function checkConfiguration(options: Pick<InstallationOptions, 'config' | 'json'>): Promise<number> {
  const path = options.config ?? configurationPath(process.env);
  const loaded = loadConfiguration({ path, environment: process.env });
  const { reference } = loaded.ok ? loaded.configuration : loaded;
  const faults = [...(loaded.ok ? [] : loaded.faults), ...(await faultsOfReference(reference))];
  const doubts = loaded.ok ? doubtsAbout(loaded.configuration) : [];
  const ok = faults.length === 0;
  const told = (ok ? doubts : faults).map(({ path: place, message }) => `${place}: ${message}\n`).join('');
  print(options, { path, ok, faults, doubts }, () => (ok ? `${path} is in order.\n${told}` : told));
  return ok ? EXIT.ok : EXIT.usage;
}

/** Only the enricher opens the reference: other stages start without it. */
async function faultsOfReference(reference: string | null): Promise<ConfigurationFault[]> {
  if (reference === null) return [];
  try {
    await openReference(reference);
    return [];
  } catch (error) {
    return [{ path: 'reference', message: messageOf(error) }];
  }
}
