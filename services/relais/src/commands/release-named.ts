import { statSync } from 'node:fs';
import { importReference, openRelease, type Release, releaseInUse, starterRelease } from '@relais/competent';
import { commandErrors } from '../errors.ts';
import { systemCode } from '../report.ts';

/** `starter`, a release file, a folder of releases, or a folder of reference tables that is imported for this call. */
export async function releaseNamed(name: string): Promise<Release> {
  if (name === 'starter') return starterRelease();
  try {
    const isFolder = statSync(name).isDirectory();
    return await (isFolder && (await releaseInUse(name)) === null ? importReference(name) : openRelease(name));
  } catch (error) {
    if (systemCode(error) === null) throw error;
    throw commandErrors.create('COMMAND_FILE_UNREADABLE', { path: name }, error);
  }
}
