import type { ReleaseBuilder } from '../release/builder.ts';
import { readTable } from './reference-files.ts';
import { relationOf } from './relations.ts';

const APPELLATION_SHEET = { name: 'ROME appellation belongs to its sheet', trust: 1 };
/**
 * The mapping that France delivered to EURES. As with Competent, its files name ESCO first and the relation is to be read
 * from the other side: an appellation is finer than most ESCO occupations, and "broad" says that ESCO is the broader one.
 */
const APPELLATION_ESCO = { name: 'ROME appellation – ESCO (EURES mapping)', trust: 0.97 };

/** ROME v3 sheets and appellations (job titles, by OGR number), and the sheet of each appellation. */
export async function importRome(builder: ReleaseBuilder, folder: string): Promise<string | null> {
  const sheets = await readTable(folder, /^rome_labels.*\.csv$/, { delimiter: '|' });
  if (!sheets) return null;
  for (const row of sheets.rows()) {
    builder.label(builder.concept('rome', row('rome_id')), 'fr', row('rome_label'), true);
  }
  const appellations = await readTable(folder, /^ogr_labels.*\.csv$/, { delimiter: '|' });
  for (const row of appellations?.rows() ?? []) {
    builder.label(builder.concept('rome-appellation', row('ogr_id')), 'fr', row('ogr_label'), true);
  }
  const belonging = await readTable(folder, /^ogr_rome_mapping.*\.csv$/, { delimiter: '|' });
  for (const row of belonging?.rows() ?? []) {
    const appellation = builder.concept('rome-appellation', row('ogr_id'));
    builder.link(appellation, builder.concept('rome', row('rome_id')), 'broader', APPELLATION_SHEET);
  }
  await importHirings(builder, folder);
  return 'rome-3';
}

/** How many people were hired into each ROME sheet, over all branches: which occupation a vague title likely means. */
async function importHirings(builder: ReleaseBuilder, folder: string): Promise<void> {
  const table = await readTable(folder, /^rome_naf_mapping.*\.csv$/, { delimiter: ',' });
  for (const row of table?.rows() ?? []) {
    const sheet = builder.find('rome', row('rome_id'));
    if (sheet !== undefined) builder.hired(sheet, Number(row('hirings')) || 0);
  }
}

/** Links of appellations to the ESCO occupations that the release holds. */
export async function importRomeEscoMapping(builder: ReleaseBuilder, folder: string): Promise<void> {
  const form = { delimiter: ',', headerStartsWith: 'classification 1 ID' } as const;
  const table = await readTable(folder, /mapping_esco_rome.*\.csv$/i, form);
  for (const row of table?.rows() ?? []) {
    const from = builder.find('rome-appellation', row('classification 2 ID'));
    const to = builder.find('esco', row('classification 1 ID'));
    const relation = relationOf(row('mapping relation'));
    if (from !== undefined && to !== undefined && relation) builder.link(from, to, relation, APPELLATION_ESCO);
  }
}
