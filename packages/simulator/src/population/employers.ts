import { LANGUAGES, type Language } from './languages.ts';
import { type Area, MUNICIPALITIES, type Municipality } from './municipalities.ts';
import { SECTORS, type Sector } from './occupations.ts';
import { at, mix, randomFor } from './random.ts';

export interface Employer {
  readonly index: number;
  readonly name: string;
  /** KBO/BCE number with a right check sum, from a range that was never issued (01…). */
  readonly enterpriseNumber: string;
  readonly sector: Sector;
  /** Places of work, the seat first. */
  readonly places: readonly Municipality[];
  readonly language: Language;
  /** Mail domain and site, below example.org. */
  readonly domain: string;
}

/** A temporary-work agency or a job board that hands offers to a service. */
export interface Supplier {
  readonly name: string;
  readonly enterpriseNumber: string;
}

const ROOTS =
  'Aldera Belvano Corvinia Delmare Elvora Fontana Galdor Helvetas Ilmare Jorvik Kaldera Lorvane Mirador Novalis Ormelle Pelgrim Quintus Ravelle Solvara Tervano Ulmania Valmere Westerlind Xandor Yldara Zonneveld Ambrel Brankaer Celestin Dorvallo Esperval Ferrano Grimbor Hazelaer Ivorelle Jaspers Kerkvoort Lindelo Merovan Noordster Oostkant Parval Roodbeek Silvane Tolmare Vossenberg Waterlo Zilverhof Arendal Beukenhof Clairval Dampoort Eikelaar Fagnard Goudveld Heuvelrug Joncval Korenbloem Lavandel'.split(
    ' ',
  );

const WORDS: Readonly<Record<Sector, readonly string[]>> = {
  care: ['Zorg', 'Santé', 'Woonzorg', 'Soins', 'Residentie', 'Clinique', 'Pflege'],
  education: ['School', 'Institut', 'Academie', 'Lycée', 'Campus', 'Schule'],
  cleaning: ['Clean', 'Net', 'Poets', 'Propreté', 'Facility', 'Reinigung'],
  hospitality: ['Hotel', 'Bistro', 'Brasserie', 'Catering', 'Restaurant', 'Gasthof'],
  retail: ['Markt', 'Boutique', 'Winkels', 'Magasins', 'Shop', 'Handel'],
  logistics: ['Logistics', 'Depot', 'Entrepôts', 'Cargo', 'Warehousing', 'Lager'],
  transport: ['Transport', 'Trans', 'Vervoer', 'Routiers', 'Mobility', 'Spedition'],
  construction: ['Bouw', 'Construct', 'Travaux', 'Dakwerken', 'Bâtisseurs', 'Bau'],
  technics: ['Technics', 'Elektro', 'Énergie', 'Installaties', 'Service', 'Technik'],
  production: ['Industries', 'Foods', 'Production', 'Metaal', 'Packaging', 'Werke'],
  administration: ['Office', 'Groep', 'Services', 'Partners', 'Holding', 'Verwaltung'],
  finance: ['Finance', 'Audit', 'Fiduciaire', 'Verzekeringen', 'Capital', 'Treuhand'],
  ict: ['Software', 'Digital', 'Data', 'Systems', 'Informatique', 'IT'],
  green: ['Tuinen', 'Jardins', 'Agro', 'Fruit', 'Groen', 'Garten'],
  engineering: ['Engineering', 'Studiebureau', 'Ingénierie', 'Projects', 'Consult', 'Planung'],
  communication: ['Media', 'Studio', 'Agence', 'Communicatie', 'Events', 'Werbung'],
  services: ['Sociaal', 'Security', 'Accueil', 'Welzijn', 'Beauté', 'Dienste'],
};

const FORMS: Readonly<Record<Language, readonly string[]>> = {
  nl: ['bv', 'nv', 'vzw', 'cv'],
  fr: ['srl', 'sa', 'asbl', 'sc'],
  de: ['GmbH', 'AG', 'VoG', 'Gen.'],
};

const AREAS: readonly Area[] = ['flanders', 'brussels', 'wallonia', 'east'];

const PLACES_OF_AN_EMPLOYER = 7;
const PURPOSE_EMPLOYER = 11;
const PURPOSE_SUPPLIER = 12;

/**
 * The employer with a number, the same whenever it is asked for. `area` is where its seat lies: employers of the
 * same index in different areas are different ones.
 */
export function employerOf(seed: number, area: Area, index: number): Employer {
  const number = index * AREAS.length + AREAS.indexOf(area);
  const random = randomFor(seed, PURPOSE_EMPLOYER, number);
  const sector = at(SECTORS, index);
  const language = languageOf(area, random.unit());
  const word = at(WORDS[sector], Math.floor(index / SECTORS.length));
  const name = nameOf(number, word, random.pick(FORMS[language]));
  const first = random.below(MUNICIPALITIES[area].length);
  // Neither step meets a place twice: no area is that small.
  const stride = random.chance(0.5) ? 1 : 3;
  return {
    index: number,
    name,
    enterpriseNumber: enterpriseNumberOf(seed, number),
    sector,
    places: Array.from({ length: PLACES_OF_AN_EMPLOYER }, (_, place) =>
      at(MUNICIPALITIES[area], first + place * stride),
    ),
    language,
    domain: `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.example.org`,
  };
}

const AGENCIES = ['Interimaris', 'Temporalis Uitzend', 'Flexwerk Delta', 'Intérim Horizon', 'Zeitarbeit Venn'];
const BOARDS = ['Jobkompas', 'Vacaturewijzer', 'EmploiClic', 'Werkpoort', 'StellenForum'];

/** One of the agencies or job boards, by number. */
export function supplierOf(seed: number, kind: 'agency' | 'board', index: number): Supplier {
  const names = kind === 'agency' ? AGENCIES : BOARDS;
  const number = (kind === 'agency' ? 890_000 : 895_000) + (index % names.length);
  return { name: at(names, index), enterpriseNumber: checked(1_000_000 + number + (mix(seed, PURPOSE_SUPPLIER) % 50)) };
}

function languageOf(area: Area, roll: number): Language {
  if (area === 'flanders') return 'nl';
  if (area === 'east') return 'de';
  if (area === 'wallonia') return 'fr';
  return at(LANGUAGES, roll < 0.65 ? 1 : 0);
}

/** Different numbers give different names, so that a name tells employers apart as it does in life. */
function nameOf(number: number, word: string, form: string): string {
  const root = at(ROOTS, number);
  const round = Math.floor(number / ROOTS.length);
  if (round === 0) return `${root} ${word} ${form}`;
  const second = at(ROOTS, number * 7 + round);
  const series = Math.floor(round / ROOTS.length);
  return series === 0 ? `${root} & ${second} ${word} ${form}` : `${root} & ${second} ${word} ${series + 1} ${form}`;
}

/** Spreads the numbers over the unissued range without collisions: 7919 has no factor in common with 880,000. */
function enterpriseNumberOf(seed: number, number: number): string {
  return checked(1_000_000 + ((number * 7919 + mix(seed, PURPOSE_EMPLOYER)) % 880_000));
}

/** Check digits of an enterprise number: 97 minus the first eight digits modulo 97 (Crossroads Bank for Enterprises). */
function checked(base: number): string {
  return `${String(base).padStart(8, '0')}${String(97 - (base % 97)).padStart(2, '0')}`;
}
