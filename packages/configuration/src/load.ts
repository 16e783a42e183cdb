import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { messageOf, type RelaisError } from '@relais/runtime';
import { parse } from 'yaml';
import { configurationErrors } from './errors.ts';
import { locateFilters } from './locate-filters.ts';
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
  if (checked.success && resolved.faults.length === 0) return locateFilters(checked.data);
  const others = checked.success ? [] : checked.error.issues.map(asFault).filter(notCausedBy(resolved.faults));
  return { ok: false, faults: [...resolved.faults, ...others] };
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

/** Zod's words for a value that fits none of several shapes. */
const NO_CHOICE = 'Invalid input';

/** Zod's words for a member that is not there. */
const ABSENT = /^Invalid input: expected (?:non)?([a-z]+), received undefined$/;

function asFault(issue: { path: readonly PropertyKey[]; message: string }): ConfigurationFault {
  const message = issue.message.replace(ABSENT, (_, kind) =>
    kind === 'optional' ? 'is missing' : `is missing: ${kind}`,
  );
  return { path: issue.path.map(String).join('.') || '(root)', message };
}

/** What could not be resolved leaves an empty value behind, at which a schema takes offence: its cause alone is told. */
function notCausedBy(causes: readonly ConfigurationFault[]): (fault: ConfigurationFault) => boolean {
  const at = new Set(causes.map((cause) => cause.path));
  const inChoice = (fault: ConfigurationFault) =>
    fault.message === NO_CHOICE && causes.some((cause) => cause.path.startsWith(`${fault.path}.`));
  return (fault) => !at.has(fault.path) && !inChoice(fault);
}
