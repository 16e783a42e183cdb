import { existsSync, statSync } from 'node:fs';
import { importReference, openRelease, type Release, releaseInUse, starterRelease } from '@relais/competent';

/** `starter`, a release file, a folder of releases, or a folder of reference tables that is imported for this call. */
export async function releaseNamed(name: string): Promise<Release> {
  if (name === 'starter') return starterRelease();
  const isFolder = existsSync(name) && statSync(name).isDirectory();
  return isFolder && (await releaseInUse(name)) === null ? importReference(name) : openRelease(name);
}
