import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TemporaryDirectory, temporaryDirectory } from '@relais/testkit';
import { stringify } from 'yaml';
import { type ConfigurationFault, type LoadedConfiguration, loadConfiguration } from '../src/index.ts';

type Environment = Readonly<Record<string, string>>;

export const WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** A source with an address of its own. */
export function actiris(id = 'actiris', change: object = {}): object {
  return { id, kind: 'actiris', settings: { baseUrl: 'https://actiris.example.org' }, ...change };
}

/** A partner with one subscription for each channel given. */
export function partner(id: string, ...channels: readonly object[]): object {
  const subscriptions = channels.map((channel, index) => ({ id: `${id}-${index}`, channel }));
  return { id, name: `Partner ${id}`, subscriptions };
}

export function webhook(change: object = {}): object {
  return { kind: 'webhook', url: 'https://partner.example.org/', secrets: [{ env: 'SECRET' }], ...change };
}

/** Writes the tree as YAML into a folder of its own and loads it. */
export function load(
  tree: object,
  environment: Environment = { SECRET: WEBHOOK_SECRET },
  files: Environment = {},
): LoadedConfiguration {
  using folder: TemporaryDirectory = temporaryDirectory();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder.path, name), text);
  const path = join(folder.path, 'relais.yaml');
  writeFileSync(path, stringify(tree));
  return loadConfiguration({ path, environment });
}

export function faultsOf(...given: Parameters<typeof load>): readonly ConfigurationFault[] {
  const loaded = load(...given);
  return loaded.ok ? [] : loaded.faults;
}

export function pathsOf(...given: Parameters<typeof load>): string[] {
  return faultsOf(...given)
    .map((fault) => fault.path)
    .toSorted();
}
