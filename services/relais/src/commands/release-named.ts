import { existsSync, statSync } from 'node:fs';
import { importReference, openRelease, type Release, releaseInUse, starterRelease } from '@relais/competent';
import { commandErrors } from '../errors.ts';

/** `starter`, a release file, a folder of releases, or a folder of reference tables that is imported for this call. */
export async function releaseNamed(name: string): Promise<Release> {
  if (name === 'starter') return starterRelease();
  if (!existsSync(name)) throw commandErrors.create('COMMAND_FILE_UNREADABLE', { path: name });
  const isFolder = statSync(name).isDirectory();
  return isFolder && (await releaseInUse(name)) === null ? importReference(name) : openRelease(name);
}
