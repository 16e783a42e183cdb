import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { configurationPath, EXIT, requireConfiguration } from '@relais/configuration';
import { SOURCES, type SourceItem, type SourceKind } from '@relais/sources';
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
  const reader = readerOf(source, options);
  const output = new JsonLinesWriter(process.stdout);
  let faults = 0;
  for (const path of files) {
    const file = { name: basename(path), bytes: new Uint8Array(await readFile(path)) };
    for (const item of reader(file)) {
      if (item.kind === 'vacancy') await output.write(item.vacancy);
      if (item.kind !== 'unreadable') continue;
      faults += 1;
      process.stderr.write(faultLine(path, item, options.json));
    }
  }
  await output.flush();
  return faults === 0 ? EXIT.ok : EXIT.failed;
}

function readerOf(source: string, options: NormaliseOptions) {
  const configured = options.config === undefined ? undefined : configuredSource(source, options.config);
  const kind = configured?.kind ?? kindNamed(source);
  const definition = SOURCES[kind];
  const settings = configured?.settings ?? definition.fileSettings;
  return (file: { name: string; bytes: Uint8Array }) => definition.parseFile(source, settings, file);
}

function configuredSource(id: string, path: string) {
  const configuration = requireConfiguration({
    path: path ?? configurationPath(process.env),
    environment: process.env,
  });
  return configuration.sources.find((source) => source.id === id);
}

function kindNamed(name: string): SourceKind {
  const kind = Object.keys(SOURCES).find((one): one is SourceKind => one === name);
  if (kind === undefined) throw new Error(`${name} is no kind of source; one of ${Object.keys(SOURCES).join(', ')}`);
  return kind;
}

function faultLine(path: string, item: Extract<SourceItem, { kind: 'unreadable' }>, json: boolean): string {
  const { position, reference, code, reason } = item;
  if (json) return `${JSON.stringify({ file: path, position, reference, code, reason })}\n`;
  return `${path}, record ${position}${reference === null ? '' : ` (${reference})`}: ${code}: ${reason}\n`;
}
