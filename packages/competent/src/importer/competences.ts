import type { CompetenceCollector } from '../competences/collect.ts';
import { readTable } from './reference-files.ts';
import { relationOf } from './relations.ts';

const DIGCOMP_LANGUAGES = ['en', 'fr'] as const;

/**
 * Skills, knowledge and attitudes of Competent 2, from its mapping to the skills of ESCO, and the DigComp collection of
 * ESCO. Where a competence has exactly the same skill in ESCO, the French labels of that skill name it as well.
 */
export async function importCompetences(
  collector: CompetenceCollector,
  competent: string,
  esco: string,
): Promise<void> {
  const table = await readTable(competent, /^competent2_esco_skills.*\.tsv$/, { delimiter: '\t' });
  const same = new Map<string, string>();
  for (const row of table?.rows() ?? []) {
    const code = row('competence_code');
    collector.add({ code, uuid: row('competence_uuid'), labels: { nl: row('title_nl'), fr: row('title_fr') } });
    if (relationOf(row('relation')) === 'exact') same.set(row('esco_skill_uri'), code);
  }
  await importDigComp(collector, esco);
  const skills = await readTable(esco, /^skills_fr_.*\.csv$/, { delimiter: ',' });
  for (const row of skills?.rows() ?? []) {
    const code = same.get(row('conceptUri'));
    if (code === undefined) continue;
    for (const label of [row('preferredLabel'), ...row('altLabels').split('\n')]) collector.addLabel(code, label);
  }
}

async function importDigComp(collector: CompetenceCollector, folder: string): Promise<void> {
  const tables = await Promise.all(
    DIGCOMP_LANGUAGES.map(async (language) => {
      return {
        language,
        table: await readTable(folder, new RegExp(`^digComp_${language}_.*\\.csv$`), { delimiter: ',' }),
      };
    }),
  );
  const labels = new Map<string, Partial<Record<'en' | 'fr', string>>>();
  for (const { language, table } of tables) {
    for (const row of table?.rows() ?? []) {
      labels.set(row('conceptUri'), { ...labels.get(row('conceptUri')), [language]: row('preferredLabel') });
    }
  }
  for (const [code, own] of labels) collector.add({ code, uuid: '', labels: own });
  for (const { table } of tables) {
    for (const row of table?.rows() ?? []) {
      for (const label of row('altLabels').split('|')) collector.addLabel(row('conceptUri'), label);
    }
  }
}
