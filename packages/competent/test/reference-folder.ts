import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

export const CHAUFFEUR = '11111111-1111-4111-8111-111111111111';
export const DISPATCHER = '22222222-2222-4222-8222-222222222222';

const FORKLIFTS = '44444444-4444-4444-8444-444444444444';
const ROUTES = '55555555-5555-4555-8555-555555555555';

const esco = (name: string) => `http://data.europa.eu/esco/occupation/${name}`;
export const TRUCK = esco('truck');
export const PLANNER = esco('planner');
export const COURIER = esco('courier');

/** A small reference in the layout of the published lists: three ESCO occupations, two of Competent, a little ROME. */
const FILES: Readonly<Record<string, string>> = {
  'competent/competent2_occupations_nl_fr.tsv': lines(
    'op_code\tuuid\ttitle_nl\ttitle_fr',
    `OP-900\t${CHAUFFEUR}\tBestuurder goederenvervoer\tConducteur de marchandises (h/f/x)`,
    `OP-901\t${DISPATCHER}\tTransportplanner\tPlanificateur de transport (h/f/x)`,
  ),
  'competent/competent2_esco_occupations.tsv': lines(
    'op_code\top_uuid\trelation\tesco_uri',
    `OP-900\t${CHAUFFEUR}\tskos:narrowMatch\t${TRUCK}`,
    `OP-900\t${CHAUFFEUR}\tskos:narrowMatch\t${COURIER}`,
    `OP-901\t${DISPATCHER}\tskos:exactMatch\t${PLANNER}`,
    `OP-901\t${DISPATCHER}\tskos:closeMatch\t${esco('retired')}`,
  ),
  'competent/competent1_templates_fr_v1.0.csv': lines(
    'id,description_fr',
    'N410101-1,Chauffeur / Chauffeuse de camion',
    'N420301-1,"Planificateur / Planificatrice, transport"',
    'N420301-2,Affréteur / Affréteuse',
  ),
  'competent/derived_op_to_competent1_rome6_candidates.tsv': lines(
    'competent1_code\tcompetent1_title_fr\top_code\tconfidence',
    'N410101-1\tx\tOP-900\texact',
    'N420301-2\tx\tOP-900\tlow',
  ),
  'competent/competent2_esco_skills.tsv.gz': lines(
    'competence_code\tcompetence_uuid\ttitle_fr\ttitle_nl\trelation\tesco_skill_uri',
    `KN-7\t${FORKLIFTS}\tConduite de chariots élévateurs\tHeftruck besturen\tskos:exactMatch\t${esco('forklift')}`,
    `SK-8\t${ROUTES}\tPlanifier des tournées (transport)\tRitten plannen\tskos:closeMatch\t${esco('routes')}`,
    `KN-9\t${ROUTES}\tTachygraphe\tTachograaf\tskos:exactMatch\t${esco('tachograph')}`,
  ),
  'esco/skills_fr_v1.0.csv.gz': lines(
    'conceptUri,preferredLabel,altLabels',
    `${esco('forklift')},conduire un transpalette,`,
    `${esco('routes')},optimiser des circuits,`,
  ),
  'esco/digComp_en_v1.2.csv': lines(
    'conceptUri,preferredLabel,altLabels',
    `${esco('spreadsheets')},use spreadsheets software,employ spreadsheets programs | handle spreadsheets`,
  ),
  'esco/occupations_nl_v1.2.csv': lines(
    'conceptUri,iscoGroup,preferredLabel,altLabels,code',
    `${TRUCK},8332,vrachtwagenbestuurder,"vrachtwagenchauffeur\nbestuurder zware vrachtwagen",1`,
    `${PLANNER},4323,vervoersplanner,,2`,
    `${COURIER},8321,koerier,pakjesbezorger,3`,
  ),
  'esco/occupations_fr_v1.2.csv': lines(
    'conceptUri,iscoGroup,preferredLabel,altLabels,code',
    `${TRUCK},8332,chauffeur de poids lourd/chauffeuse de poids lourd,,1`,
  ),
  'esco/esco_labels_de_v1.1.tsv.gz': lines(
    'conceptUri\ttype\tkind\tlabel',
    `${PLANNER}\toccupation\tpref\tTransportdisponent`,
    `${esco('gone')}\toccupation\tpref\tVerschwundener`,
  ),
  'rome/rome_labels.csv': lines(
    'rome_id|rome_label',
    'N4101|Transport longue distance',
    'N4203|Exploitation; transport',
  ),
  'rome/ogr_labels.csv': lines(
    'ogr_id|ogr_label',
    '11955|Conducteur / Conductrice de camion',
    '14025|Exploitant transport',
  ),
  'rome/ogr_rome_mapping.csv': lines('ogr_id|rome_id', '11955|N4101', '14025|N4203'),
  'rome/mapping_esco_rome.csv.gz': lines(
    'Mapping project name,ESCO - ROME',
    'Mapping project version,V1',
    'classification 1 ID,classification 1 prefered label,classification 2 ID,classification 2 prefered label,mapping relation',
    `${TRUCK},x,11955,x,skos:broadMatch`,
    `${PLANNER},x,14025,x,skos:exactMatch`,
  ),
  'isco/isco08_labels_nl_fr_de_en.tsv': lines(
    'code\tlevel\tnl\tfr\tde\ten',
    '833\t3\tx\tx\tx\tHeavy truck drivers',
    '8332\t4\tVrachtwagenbestuurders\tx\tx\tHeavy truck and lorry drivers',
  ),
};

/** Writes the reference below a folder; `without` names the parts to leave out, such as `rome`. */
export async function writeReference(folder: string, without: readonly string[] = []): Promise<void> {
  for (const [name, text] of Object.entries(FILES)) {
    if (without.some((part) => name.startsWith(part))) continue;
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, name.endsWith('.gz') ? gzipSync(text) : text);
  }
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
