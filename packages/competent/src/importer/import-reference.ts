import { basename, join } from 'node:path';
import { competentErrors } from '../errors.ts';
import { learn } from '../model/learn.ts';
import { type ReferenceLabel, ReleaseBuilder } from '../release/builder.ts';
import type { Release } from '../release/release.ts';
import { importCompetences } from './competences.ts';
import { importCompetent1, importCompetent2, importCompetentEscoMapping } from './competent.ts';
import { importEsco } from './esco.ts';
import { importIsco } from './isco.ts';
import { importRome, importRomeEscoMapping } from './rome.ts';

interface ImportOptions {
  /** Labels to leave out of the index and of training, for measuring on labels that the coder has never seen. */
  readonly withhold?: (label: ReferenceLabel) => boolean;
  /** How many labels are drawn to learn from; 18,000 unless told. Fewer are faster and less exact. */
  readonly draws?: number;
}

/**
 * Imports a folder of published reference lists, laid out as `competent/`, `esco/`, `rome/`, `isco/`, into one release.
 * A list that is absent is left out, and `facts.parts` of the release tells which ones were found.
 * Throws `REFERENCE_FOLDER_EMPTY` and `REFERENCE_FILE_UNREADABLE`.
 */
export async function importReference(folder: string, options: ImportOptions = {}): Promise<Release> {
  const builder = new ReleaseBuilder(options.withhold);
  const parts = [
    await importCompetent2(builder, join(folder, 'competent')),
    await importEsco(builder, join(folder, 'esco')),
    await importRome(builder, join(folder, 'rome')),
    await importCompetent1(builder, join(folder, 'competent')),
    await importIsco(builder, join(folder, 'isco')),
  ].filter((part) => part !== null);
  if (parts.length === 0) throw competentErrors.create('REFERENCE_FOLDER_EMPTY', { folder: basename(folder) });
  await importCompetentEscoMapping(builder, join(folder, 'competent'));
  await importCompetences(builder.competences, join(folder, 'competent'), join(folder, 'esco'));
  await importRomeEscoMapping(builder, join(folder, 'rome'));
  return learn(builder.compile(), parts, options.draws);
}
