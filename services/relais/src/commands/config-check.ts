import { openRelease } from '@relais/competent';
import {
  type ConfigurationFault,
  configurationPath,
  doubtsAbout,
  EXIT,
  loadConfiguration,
} from '@relais/configuration';
import { messageOf, RelaisError } from '@relais/runtime';
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

const ABSENT: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist: name `starter`, a release file, or a folder of releases',
  EISDIR: 'has no release in use: `relais reference use <id> --releases <folder>` puts one into use',
};

/** Only the enricher opens the reference: other stages start without it. */
async function faultsOfReference(reference: string | null): Promise<ConfigurationFault[]> {
  if (reference === null || reference === 'starter') return [];
  try {
    await openRelease(reference);
    return [];
  } catch (error) {
    const absent = ABSENT[(error as { code?: string }).code ?? ''];
    const remedy = error instanceof RelaisError ? `. ${error.remedy}` : '';
    return [
      { path: 'reference', message: absent === undefined ? messageOf(error) + remedy : `${reference} ${absent}` },
    ];
  }
}
