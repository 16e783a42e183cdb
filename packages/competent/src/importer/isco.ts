import type { ReleaseBuilder } from '../release/builder.ts';
import { LABEL_LANGUAGES } from '../release/schemes.ts';
import { readTable } from './reference-files.ts';

/** Titles of the ISCO-08 groups of all levels. They are shown, not searched: a group's name is not a job title. */
export async function importIsco(builder: ReleaseBuilder, folder: string): Promise<string | null> {
  const table = await readTable(folder, /^isco08_labels_.*\.tsv$/, { delimiter: '\t' });
  if (!table) return null;
  for (const row of table.rows()) {
    const concept = builder.concept('isco08', row('code'));
    for (const language of LABEL_LANGUAGES) builder.title(concept, language, row(language));
  }
  return 'isco-08';
}
