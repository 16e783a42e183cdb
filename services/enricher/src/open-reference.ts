import { openRelease, type Release, starterRelease } from '@relais/competent';
import { configurationErrors } from '@relais/configuration';
import { messageOf, RelaisError } from '@relais/runtime';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist: name `starter`, a release file, or a folder of releases',
  EISDIR:
    'it is a folder that has no release in use: `relais reference use <id> --releases <folder>` puts one into use',
};

/** The release that a configuration names as `reference`. @throws CONFIGURATION_REFERENCE_UNUSABLE */
export async function openReference(reference: string): Promise<Release> {
  if (reference === 'starter') return starterRelease();
  try {
    return await openRelease(reference);
  } catch (error) {
    throw configurationErrors.create('CONFIGURATION_REFERENCE_UNUSABLE', { reference, reason: reasonOf(error) });
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof RelaisError) return `${error.message}. ${error.remedy}`;
  return REASONS[(error as { code?: string }).code ?? ''] ?? messageOf(error);
}
