import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { messageOf, type RelaisError } from '@relais/runtime';
import { parse } from 'yaml';
import { configurationErrors } from './errors.ts';
import { type ConfigurationFault, resolveReferences } from './resolve-references.ts';
import { type Configuration, configurationSchema } from './schema.ts';

export type LoadedConfiguration =
  | { ok: true; configuration: Configuration }
  | { ok: false; faults: readonly ConfigurationFault[] };

export interface LoadOptions {
  readonly path: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads a YAML file, takes secrets from where it points to, and checks everything; all faults come at once.
 * Throws `CONFIGURATION_UNREADABLE` when there is no such file or it is not YAML.
 */
export function loadConfiguration(options: LoadOptions): LoadedConfiguration {
  const folder = dirname(resolve(options.path));
  const resolved = resolveReferences(readYaml(options.path), { environment: options.environment, folder });
  const checked = configurationSchema.safeParse(resolved.tree ?? {});
  const faults = [...resolved.faults, ...(checked.success ? [] : checked.error.issues.map(asFault))];
  if (checked.success && faults.length === 0) return { ok: true, configuration: checked.data };
  return { ok: false, faults: withoutRepeats(faults) };
}

/** The configuration, or `CONFIGURATION_INVALID` with every fault in its details. */
export function requireConfiguration(options: LoadOptions): Configuration {
  const loaded = loadConfiguration(options);
  if (loaded.ok) return loaded.configuration;
  throw invalid(options.path, loaded.faults);
}

function invalid(path: string, faults: readonly ConfigurationFault[]): RelaisError {
  const lines = faults.map((fault) => `${fault.path}: ${fault.message}`);
  return configurationErrors.create('CONFIGURATION_INVALID', { path, count: faults.length, faults: lines });
}

function readYaml(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw configurationErrors.create('CONFIGURATION_UNREADABLE', {
      path,
      reason: messageOf(error).split('\n')[0] ?? '',
    });
  }
}

function asFault(issue: { path: readonly PropertyKey[]; message: string }): ConfigurationFault {
  return { path: issue.path.map(String).join('.') || '(root)', message: issue.message };
}

/** A reference that could not be resolved usually leaves an empty value behind: its cause alone is told. */
function withoutRepeats(faults: readonly ConfigurationFault[]): ConfigurationFault[] {
  const first = new Map<string, ConfigurationFault>();
  for (const fault of faults) if (!first.has(fault.path)) first.set(fault.path, fault);
  return [...first.values()];
}
