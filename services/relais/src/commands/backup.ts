import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, embeddedPath } from '@relais/configuration';
import { copyEmbeddedFile, messageOf } from '@relais/runtime';
import { commandErrors } from '../errors.ts';
import { type InstallationOptions, installedConfiguration, print } from './installation.ts';

/** `relais backup`: copies the embedded file while it is in use. The stores stay closed: opening one may renew its tables. */
export function backup(copy: string, options: InstallationOptions): number {
  const configuration = installedConfiguration(options);
  if (configuration.log.driver !== 'embedded') throw commandErrors.create('COMMAND_BACKUP_OF_SERVERS');
  if (existsSync(copy)) throw notWritten(copy, 'it is there already');
  const path = embeddedPath(configuration);
  // Until its write-ahead log is taken over, a file that is in use may be smaller than what it holds.
  if (!options.json) process.stderr.write(`copying ${megabytes(path, `${path}-wal`)} MB\n`);
  try {
    copyEmbeddedFile(path, copy);
  } catch (error) {
    throw notWritten(copy, messageOf(error));
  }
  const archive = join(configuration.directory, 'archive');
  print(
    options,
    { copy, archive },
    () => `${copy} is whole: ${megabytes(copy)} MB. Raw input is apart, in ${archive}.\n`,
  );
  return EXIT.ok;
}

function megabytes(...paths: readonly string[]): string {
  const bytes = paths.reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
  return (bytes / 1_000_000).toFixed(1);
}

function notWritten(path: string, reason: string) {
  return commandErrors.create('COMMAND_FILE_NOT_WRITTEN', { path, reason });
}
