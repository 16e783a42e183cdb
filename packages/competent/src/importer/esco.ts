import type { ReleaseBuilder } from '../release/builder.ts';
import { LABEL_LANGUAGES, type LabelLanguage } from '../release/schemes.ts';
import { readTable } from './reference-files.ts';

const ESCO_ISCO = { name: 'ESCO names its ISCO-08 group', trust: 1 };

/**
 * ESCO occupations with preferred and alternative labels (one per line inside a cell) in the languages that the folder
 * has, each with its ISCO-08 group. German may come as a list of labels alone; labels of unknown occupations are left out.
 */
export async function importEsco(builder: ReleaseBuilder, folder: string): Promise<string | null> {
  let version: string | null = null;
  for (const language of LABEL_LANGUAGES) {
    version = (await importOccupations(builder, folder, language)) ?? version;
  }
  if (version === null) return null;
  await importLabelList(builder, folder);
  return `esco${version && `-${version}`}`;
}

async function importOccupations(
  builder: ReleaseBuilder,
  folder: string,
  language: LabelLanguage,
): Promise<string | null> {
  const table = await readTable(folder, new RegExp(`^occupations_${language}_.*\\.csv$`), { delimiter: ',' });
  if (!table) return null;
  for (const row of table.rows()) {
    const fresh = builder.find('esco', row('conceptUri')) === undefined;
    const concept = builder.concept('esco', row('conceptUri'));
    if (fresh) builder.link(concept, builder.concept('isco08', row('iscoGroup')), 'broader', ESCO_ISCO);
    builder.label(concept, language, row('preferredLabel'), true);
    for (const label of row('altLabels').split('\n')) builder.label(concept, language, label, false);
  }
  return table.version;
}

async function importLabelList(builder: ReleaseBuilder, folder: string): Promise<void> {
  const table = await readTable(folder, /^esco_labels_de_.*\.tsv$/, { delimiter: '\t' });
  for (const row of table?.rows() ?? []) {
    const concept = builder.find('esco', row('conceptUri'));
    if (concept !== undefined) builder.label(concept, 'de', row('label'), row('kind') === 'pref');
  }
}
