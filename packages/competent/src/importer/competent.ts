import type { MappingRelation } from '@relais/vacancy';
import type { ReleaseBuilder } from '../release/builder.ts';
import { readTable } from './reference-files.ts';
import { relationOf } from './relations.ts';

/**
 * The mapping that Belgium delivered to EURES. Its files name ESCO first; the relation makes sense only when it is read
 * from Competent to ESCO: a Competent occupation is broad, and "narrow" names the ESCO occupations inside it.
 */
const COMPETENT_ESCO = { name: 'Competent 2 – ESCO (EURES mapping)', trust: 0.97 };
const TEMPLATE_ROME = { name: 'Competent 1 code contains its ROME v3 code', trust: 1 };

/** The pairing of Competent 1 with Competent 2 is derived from French titles; nobody has published an official one. */
const PAIRINGS: ReadonlyMap<string, { relation: MappingRelation; name: string; trust: number }> = new Map([
  ['exact', { relation: 'exact', name: 'Competent 1 – Competent 2 (same French title)', trust: 0.95 }],
  ['high', { relation: 'close', name: 'Competent 1 – Competent 2 (similar French title)', trust: 0.85 }],
  ['medium', { relation: 'close', name: 'Competent 1 – Competent 2 (similar French title)', trust: 0.7 }],
  ['low', { relation: 'close', name: 'Competent 1 – Competent 2 (doubtful pairing)', trust: 0.25 }],
]);

/** Occupations of Competent 2 with their titles in Dutch and French, keyed by UUID. */
export async function importCompetent2(builder: ReleaseBuilder, folder: string): Promise<string | null> {
  const table = await readTable(folder, /^competent2_occupations_.*\.tsv$/, { delimiter: '\t' });
  if (!table) return null;
  for (const row of table.rows()) {
    const concept = builder.concept('competent2', row('op_code'), row('uuid').toLowerCase());
    builder.label(concept, 'nl', row('title_nl'), true);
    builder.label(concept, 'fr', row('title_fr').replace(/\s*\([hfmx/]+\)$/i, ''), true);
  }
  return `competent2${table.version && `-${table.version}`}`;
}

/** Links of Competent 2 to the ESCO occupations that the release holds; others are of an older ESCO and are left out. */
export async function importCompetentEscoMapping(builder: ReleaseBuilder, folder: string): Promise<void> {
  const table = await readTable(folder, /^competent2_esco_occupations.*\.tsv$/, { delimiter: '\t' });
  for (const row of table?.rows() ?? []) {
    const from = builder.find('competent2', row('op_code'));
    const to = builder.find('esco', row('esco_uri'));
    const relation = relationOf(row('relation'));
    if (from !== undefined && to !== undefined && relation) builder.link(from, to, relation, COMPETENT_ESCO);
  }
}

/** Templates of Competent 1 (Le Forem's DIMECO list); each code begins with its ROME v3 code. */
export async function importCompetent1(builder: ReleaseBuilder, folder: string): Promise<string | null> {
  const table = await readTable(folder, /^competent1_templates_fr.*\.csv$/, { delimiter: ',' });
  if (!table) return null;
  for (const row of table.rows()) {
    const concept = builder.concept('competent1', row('id'));
    builder.label(concept, 'fr', row('description_fr'), true);
    builder.link(concept, builder.concept('rome', row('id').slice(0, 5)), 'broader', TEMPLATE_ROME);
  }
  await importPairing(builder, folder);
  return `competent1${table.version && `-${table.version}`}`;
}

async function importPairing(builder: ReleaseBuilder, folder: string): Promise<void> {
  const table = await readTable(folder, /^derived_op_to_competent1.*\.tsv$/, { delimiter: '\t' });
  for (const row of table?.rows() ?? []) {
    const from = builder.find('competent1', row('competent1_code'));
    const to = builder.find('competent2', row('op_code'));
    const pairing = PAIRINGS.get(row('confidence'));
    if (from !== undefined && to !== undefined && pairing) builder.link(from, to, pairing.relation, pairing);
  }
}
