import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contactOf } from '../../population/contact.ts';
import { placeName } from '../../population/municipalities.ts';
import { type ContractKind, type Profile, profileOf } from '../../population/profile.ts';
import type { Appearance } from '../../population/records.ts';
import { wordingOf } from '../../population/wording.ts';
import { dateOf, type World } from '../../population/world.ts';
import { windows1252 } from '../windows-1252.ts';

/** Folder of the drop's user in which the table of the German-speaking service lies. */
export const ADG_FOLDER = '/adg';
const FILE = 'adg-stellen.csv';
const SENTINEL = `${FILE}.ok`;
/** NUTS 3 region of the nine German-speaking municipalities. */
const GERMAN_SPEAKING = 'BE336';

const COLUMNS = [
  'Stellennummer',
  'Status',
  'Bezeichnung',
  'Aufgaben',
  'Anforderungen',
  'Betrieb',
  'Unternehmensnummer',
  'PLZ',
  'Ort',
  'Vertrag',
  'Arbeitszeit',
  'Wochenstunden',
  'Anzahl',
  'Sprachen',
  'Führerschein',
  'Berufserfahrung in Jahren',
  'Lohn von',
  'Lohn bis',
  'Sofort',
  'Ansprechpartner',
  'E-Mail',
  'Telefon',
  'Veröffentlicht am',
  'Gültig bis',
] as const;

/** The contract codes of this example, which nobody has published either. */
const CONTRACTS: Readonly<Record<ContractKind, string>> = {
  permanent: 'UNB',
  'fixed-term': 'BEF',
  agency: 'ZA',
  'agency-to-permanent': 'ZAO',
  student: 'STU',
  flexi: 'FLX',
  replacement: 'ERS',
  'self-employed': 'SEL',
};

const YEARS: Readonly<Record<Profile['experience'], string>> = { 0: '', 1: '', 2: '0,5', 3: '2', 4: '5' };

/**
 * An example of a legacy partner: what Forem shows in the German-speaking municipalities, as a whole table in one CSV file that is
 * written again each time, with a sentinel behind it. Its columns and codes are made up: no format of ADG is publicly documented.
 */
export async function writeAdgTable(root: string, world: World): Promise<void> {
  const rows = world.of.forem.filter(({ live }) => live).flatMap((appearance) => rowOf(world, appearance));
  if (rows.length === 0) return;
  const folder = join(root, ADG_FOLDER);
  await mkdir(folder, { recursive: true });
  const lines = [COLUMNS.join(';'), ...rows, `ENDE;${rows.length}`];
  await writeFile(join(folder, `${FILE}.part`), windows1252(lines.map((line) => `${line}\r\n`).join('')));
  await rename(join(folder, `${FILE}.part`), join(folder, FILE));
  await writeFile(join(folder, SENTINEL), '');
}

/** Number under which the table shows a record. */
export function adgReference(world: World, appearance: Appearance): string {
  return `ADG-${world.reference(appearance)}`;
}

function rowOf(world: World, appearance: Appearance): string[] {
  const profile = profileOf(world.seed, appearance.job, appearance.shown);
  if (profile.place.nuts !== GERMAN_SPEAKING) return [];
  const wording = wordingOf(profile, 'de', { revision: appearance.shown, appearance: appearance.index });
  const contact = contactOf(profile);
  const cells: Record<(typeof COLUMNS)[number], string> = {
    Stellennummer: adgReference(world, appearance),
    Status: 'aktiv',
    Bezeichnung: wording.title,
    Aufgaben: [wording.introduction, ...wording.tasks].join('\n'),
    Anforderungen: wording.profile.join('\n'),
    Betrieb: profile.employer.name,
    Unternehmensnummer: profile.employer.enterpriseNumber,
    PLZ: profile.place.postcode,
    Ort: placeName(profile.place, 'de'),
    Vertrag: CONTRACTS[profile.contract],
    Arbeitszeit: profile.fullTime ? 'VZ' : 'TZ',
    Wochenstunden: germanNumber(profile.hours, 2),
    Anzahl: String(profile.positions),
    Sprachen: profile.languages.map(({ language, level }) => `${language.toUpperCase()}:${level}`).join('|'),
    Führerschein: profile.occupation.licence ?? '',
    'Berufserfahrung in Jahren': YEARS[profile.experience],
    'Lohn von': germanNumber(profile.pay?.minimum ?? null, 2),
    'Lohn bis': germanNumber(profile.pay?.maximum ?? null, 2),
    Sofort: profile.startsAtOnce ? 'ja' : 'nein',
    Ansprechpartner: contact.name,
    'E-Mail': contact.email,
    Telefon: contact.telephone,
    'Veröffentlicht am': germanDate(appearance.created),
    'Gültig bis': germanDate(appearance.until),
  };
  return [COLUMNS.map((column) => quoted(cells[column])).join(';')];
}

function quoted(cell: string): string {
  return /[;"\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** `2.450,00` */
function germanNumber(value: number | null, digits: number): string {
  if (value === null) return '';
  const [whole = '', fraction = ''] = value.toFixed(digits).split('.');
  return `${whole.replaceAll(/\B(?=(?:\d{3})+$)/g, '.')},${fraction}`;
}

function germanDate(moment: number): string {
  return dateOf(moment).split('-').toReversed().join('.');
}
