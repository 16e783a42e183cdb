import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Absolute path of the repository root. */
export const repositoryRoot: string = join(import.meta.dirname, '..', '..', '..');

/** The folder of shared material: `RELAIS_SHARED`, else `../shared` beside the repository root. It may be absent. */
const sharedRoot: string = process.env['RELAIS_SHARED'] ?? join(repositoryRoot, '..', 'shared');

/**
 * Absolute path of a file or folder of the shared data, or undefined where this machine does not have it.
 * @param relativePath path below the `data` folder, such as `offers/france-travail`
 */
export function sharedData(relativePath: string): string | undefined {
  const path = join(sharedRoot, 'data', relativePath);
  return existsSync(path) ? path : undefined;
}
