import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { messageOf, type RelaisError } from '@relais/runtime';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { configurationErrors } from './errors.ts';
import { faultsOfPlaces, locateFilters } from './locate-filters.ts';
import { type ConfigurationFault, resolveReferences } from './resolve-references.ts';
import { type Configuration, configurationSchema } from './schema.ts';

export type LoadedConfiguration =
  | { ok: true; configuration: Configuration }
  | {
      ok: false;
      faults: readonly ConfigurationFault[];
      /** The reference release that is named, where that much can be read: who opens releases tells its faults beside these. */
      reference: string | null;
    };

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
  const tree = resolved.tree ?? {};
  const checked = configurationSchema.safeParse(tree);
  const own = [...resolved.faults, ...withoutServer(tree, options.environment)];
  if (checked.success && own.length === 0) return locateFilters(checked.data);
  const others = checked.success ? [] : checked.error.issues.map(asFault).filter(notCausedBy(own));
  const { places, reference } = filesSchema.parse(tree);
  return { ok: false, faults: [...own, ...others, ...faultsOfPlaces(places)], reference };
}

const file = z.string().nullable().catch(null);
const filesSchema = z.object({ places: file, reference: file }).catch({ places: null, reference: null });

const anyServerSchema = z.object({
  ledger: z.object({ driver: z.literal('postgres'), url: z.never().optional(), host: z.never().optional() }),
});

/** The driver would take the machine itself for the server, which nobody who leaves both out has in mind. */
function withoutServer(tree: unknown, environment: LoadOptions['environment']): ConfigurationFault[] {
  const named = environment['PGHOST'] !== undefined || !anyServerSchema.safeParse(tree).success;
  return named ? [] : [{ path: 'ledger', message: 'names no server: write url or host, or set PGHOST' }];
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
    const document = parseDocument(textOf(path));
    const [fault] = [...document.errors, ...document.warnings];
    if (fault) throw fault;
    return membersOf(withoutCycle(document));
  } catch (error) {
    throw configurationErrors.create('CONFIGURATION_UNREADABLE', {
      path,
      // Behind the first line stands the text itself, and a password that begins with "!" is taken for a tag.
      reason: messageOf(error)
        .replace(/\n.*/s, '')
        .replace(/(?<=tag): \S+/, ''),
    });
  }
}

function textOf(path: string): string {
  if (statSync(path).isDirectory()) throw new Error('it is a folder');
  const bytes = readFileSync(path);
  if (!isUtf8(bytes) || bytes.includes(0)) throw new Error('it is no text in UTF-8');
  return bytes.toString();
}

/** Of a file in another form the schema would say that something else was expected, at no place that could be looked up. */
function membersOf(tree: unknown): unknown {
  if (tree !== null && (typeof tree !== 'object' || Array.isArray(tree)))
    throw new Error(
      `it holds ${Array.isArray(tree) ? 'a list' : 'a text alone'}, where a configuration has members: \`name: value\``,
    );
  return tree;
}

function withoutCycle(document: ReturnType<typeof parseDocument>): unknown {
  try {
    const tree: unknown = document.toJS();
    JSON.stringify(tree);
    return tree;
  } catch {
    // The library's own words name the alias, which is what becomes of a password that begins with an asterisk.
    throw new Error('an alias (*) stands for nothing, for itself or for too much: quote a text that begins with *');
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
