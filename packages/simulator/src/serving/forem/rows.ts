import { placeName } from '../../population/municipalities.ts';
import { SECTORS } from '../../population/occupations.ts';
import { type ContractKind, type Profile, profileOf, supplierOfAppearance } from '../../population/profile.ts';
import { at, type Random, randomFor } from '../../population/random.ts';
import type { Appearance } from '../../population/records.ts';
import { titleOf } from '../../population/wording.ts';
import { dateOf, type World } from '../../population/world.ts';

const PURPOSE_ROW = 101;
const DOUBLED_NAME = 0.2;
const DAMAGED_TITLE = 0.05;
const NO_POSITION = 0.1;

const CONTRACTS: Readonly<Record<ContractKind, string>> = {
  permanent: 'Durée indéterminée',
  'fixed-term': 'Durée déterminée',
  agency: 'Intérimaire',
  'agency-to-permanent': 'Intérimaire avec option sur durée indéterminée',
  student: 'Etudiant',
  flexi: 'Flexi-jobs',
  replacement: 'Remplacement',
  'self-employed': 'Contrat collaboration indépendant',
};

const EXPERIENCE = [null, null, '1 an', '2 ans', '5 ans'] as const;

/** Labels of study levels by ISCED level. */
const STUDIES: Readonly<Record<number, string>> = {
  2: 'Enseignement secondaire inférieur',
  3: 'Enseignement secondaire supérieur',
  5: 'Graduat',
  6: 'Baccalauréat universitaire ou équivalent',
  7: 'Master universitaire',
};

const LANGUAGES: Readonly<Record<string, string>> = {
  nl: 'Néerlandais',
  fr: 'Français',
  de: 'Allemand',
  en: 'Anglais',
};

const REGIONS: Readonly<Record<string, string>> = {
  BE1: 'RÉGION DE BRUXELLES-CAPITALE',
  BE2: 'RÉGION FLAMANDE',
  BE3: 'RÉGION WALLONNE',
};

/** A row of the open data set: 24 columns, no description, no contact data, no moment of change. */
export function rowOf(world: World, appearance: Appearance): object {
  const profile = profileOf(world.seed, appearance.job, appearance.shown);
  const random = randomFor(world.seed, PURPOSE_ROW, appearance.index);
  const reference = world.reference(appearance);
  const { occupation, pay: _pay } = profile;
  return {
    numerooffreforem: reference,
    titreoffre: title(profile, appearance, random),
    nomemployeur: random.chance(DOUBLED_NAME)
      ? `${profile.employer.name} - ${profile.employer.name}`
      : profile.employer.name,
    ...places(profile, random),
    typecontrat: CONTRACTS[profile.contract],
    regimetravail: profile.fullTime ? 'Temps plein' : 'Temps partiel',
    nombrepostes: profile.positions,
    niveauxetudes: STUDIES[occupation.study ?? 0] === undefined ? [] : [STUDIES[occupation.study ?? 0]],
    langues: profile.languages.map(({ language }) => LANGUAGES[language]),
    languescodeiso2: profile.languages.map(({ language }) => language),
    secteurs: [`Secteur ${1 + SECTORS.indexOf(occupation.sector)}`],
    permisdeconduire: occupation.licence === null ? [] : [occupation.licence],
    experiencerequise: EXPERIENCE[profile.experience],
    metier: at(occupation.titles.fr, 0),
    metiercodedimeco: occupation.competent1 ?? occupation.rome,
    ...channel(world, appearance),
    url: `https://www.leforem.be/recherche-offres/offre-detail/${reference}`,
    datedebutdiffusion: dateOf(appearance.created),
    datefindiffusion: dateOf(appearance.until),
  };
}

/** How the set names another service in `source` is not publicly documented: here by its name, with its reference. */
function channel(world: World, appearance: Appearance): { source: string; referenceexterne: string | null } {
  const { source } = appearance;
  if (source !== null) return { source: 'VDAB', referenceexterne: world.reference(source) };
  const partner = supplierOfAppearance(world.seed, appearance);
  if (partner === null) return { source: 'Via site Forem', referenceexterne: null };
  return { source: partner.name, referenceexterne: `X${appearance.index}` };
}

function title(profile: Profile, appearance: Appearance, random: Random): string {
  const language = appearance.source === null ? profile.language : 'fr';
  const text = titleOf(profile, language, appearance.index);
  return random.chance(DAMAGED_TITLE) ? `${text} /x) (H/F/X)` : text;
}

/** Regions mix their levels, from the country down. */
function places({ place, employer }: Profile, random: Random): object {
  const name = placeName(place, employer.language === 'de' ? 'de' : 'fr').toUpperCase();
  const region = REGIONS[place.nuts.slice(0, 3)];
  return {
    lieuxtravaillocalite: [name],
    lieuxtravailcodepostal: [place.postcode],
    lieuxtravailregion: region === undefined ? ['Belgique'] : ['Belgique', region],
    lieuxtravailregionnuts: ['BE', place.nuts],
    lieuxtravailgeo: random.chance(NO_POSITION) ? null : [{ lon: place.longitude, lat: place.latitude }],
  };
}
