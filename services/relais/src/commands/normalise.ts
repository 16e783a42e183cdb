import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { EXIT, requireConfiguration } from '@relais/configuration';
import { readSourceFile, SOURCES, type SourceItem, type SourceSettings, sourceSettingsSchema } from '@relais/sources';
import { commandErrors } from '../errors.ts';
import { printable } from '../report.ts';
import { JsonLinesWriter } from './json-lines.ts';

export interface NormaliseOptions {
  readonly config?: string;
  readonly json: boolean;
}

/**
 * `relais normalise`: the normalised vacancies of raw files, as they would be published. Contact data is not written.
 * Records at fault are named on standard error; they do not stop the rest.
 */
export async function normalise(source: string, files: readonly string[], options: NormaliseOptions): Promise<number> {
  const settings = settingsOf(source, options);
  const output = new JsonLinesWriter(process.stdout);
  let faults = 0;
  for (const path of files) {
    const file = { name: basename(path), bytes: await bytesOf(path) };
    for (const item of readSourceFile(source, settings, file)) {
      if (item.kind === 'vacancy') await output.write(item.vacancy);
      if (item.kind !== 'unreadable') continue;
      faults += 1;
      process.stderr.write(faultLine(path, item, options.json));
    }
  }
  await output.flush();
  return faults === 0 ? EXIT.ok : EXIT.failed;
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    throw commandErrors.create('COMMAND_FILE_UNREADABLE', { path }, error);
  }
}

/** Settings of the configured source of that name; else those of the kind, with addresses that are never called. */
function settingsOf(source: string, options: NormaliseOptions): SourceSettings {
  const configured = options.config === undefined ? undefined : configuredSource(source, options.config);
  if (configured !== undefined) return configured.settings;
  const parsed = sourceSettingsSchema.safeParse({ kind: source, ...NOWHERE });
  if (!parsed.success) throw commandErrors.create('COMMAND_SOURCE_UNKNOWN', { source, kinds: Object.keys(SOURCES) });
  return parsed.data;
}

/** What reading a file needs nothing of, and the settings of some kind require. */
const NOWHERE = {
  baseUrl: 'http://localhost',
  host: 'localhost',
  username: 'nobody',
  login: { password: 'none' },
  folder: '/',
  hostKeyFingerprints: [`SHA256:${'A'.repeat(43)}`],
};

function configuredSource(id: string, path: string) {
  const configuration = requireConfiguration({ path, environment: process.env });
  return configuration.sources.find((source) => source.id === id);
}

function faultLine(path: string, item: Extract<SourceItem, { kind: 'unreadable' }>, json: boolean): string {
  const { position, reference, code, reason } = item;
  if (json) return `${JSON.stringify({ file: path, position, reference, code, reason })}\n`;
  const named = reference === null ? '' : ` (${reference})`;
  return printable(`${path}, record ${position}${named}: ${code}: ${reason}\n`);
}
