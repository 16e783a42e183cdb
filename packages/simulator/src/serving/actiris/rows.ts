import type { ActirisGeneration } from '../../model.ts';
import { SECTORS } from '../../population/occupations.ts';
import { type ContractKind, type Profile, profileOf } from '../../population/profile.ts';
import { type Random, randomFor } from '../../population/random.ts';
import type { Appearance } from '../../population/records.ts';
import { titleOf } from '../../population/wording.ts';
import type { World } from '../../population/world.ts';
import { brusselsMidnight } from './brussels-time.ts';

const PURPOSE_ROW = 81;
const BOTH_LANGUAGES = 0.4;
const NUMERIC_ENTITIES = 0.1;

const CONTRACTS: Readonly<Record<ContractKind, readonly [code: string, label: string, duration: string]>> = {
  permanent: ['CDI', 'Durée indéterminée', 'Indéterminée'],
  'fixed-term': ['CDD', 'Durée déterminée', 'Déterminée'],
  agency: ['INTERIM', 'Intérimaire', 'Déterminée'],
  'agency-to-permanent': ['INTERIM', "Intérimaire avec option d'engagement", 'Déterminée'],
  student: ['ETUDIANT', 'Étudiant', 'Déterminée'],
  flexi: ['FLEXI', 'Flexi-job', 'Déterminée'],
  replacement: ['REMPL', 'Remplacement', 'Déterminée'],
  'self-employed': ['INDEP', 'Collaboration indépendante', 'Indéterminée'],
};

/** One row of `GetAllOffers`: no description, provenance nowhere, member names by generation. */
export function rowOf(world: World, appearance: Appearance, generation: ActirisGeneration): object {
  const profile = profileOf(world.seed, appearance.job, appearance.shown);
  const random = randomFor(world.seed, PURPOSE_ROW, appearance.index);
  const { place } = profile;
  const [typeContrat, typeContratLibelle, dureeContratLibelle] = CONTRACTS[profile.contract];
  return {
    reference: world.reference(appearance),
    ...titles(profile, appearance, random),
    ...employer(profile, generation),
    communeFr: place.fr,
    communeNl: place.nl,
    codePostal: place.postcode,
    codePays: 'BE',
    codeDomaineImt: domainOf(profile),
    regimeTravail: 'NO',
    typeContrat,
    typeContratLibelle,
    dureeContratLibelle,
    dateCreation: brusselsMidnight(appearance.created),
    dateModification: brusselsMidnight(appearance.modified),
    [generation === 'A' ? 'typeOffre' : 'typeOffer']: isOwn(appearance) ? 'Actiris' : 'Hrxml',
  };
}

/** The provenance that Actiris offers as filters and nowhere as a member. */
export function provenanceOf(appearance: Appearance): 'own' | 'vdab-forem' | 'partner' {
  if (appearance.kind === 'echo') return 'vdab-forem';
  return isOwn(appearance) ? 'own' : 'partner';
}

/** Offers of its own that Actiris keeps for people with a disability. */
export function isForDisabled(appearance: Appearance): boolean {
  return isOwn(appearance) && appearance.index % 40 === 0;
}

function isOwn(appearance: Appearance): boolean {
  return appearance.kind !== 'echo' && appearance.channel === 'employer';
}

/** German titles stand in the French member: the site has no third language. */
function titles(profile: Profile, appearance: Appearance, random: Random): object {
  const first = profile.language === 'nl' ? 'nl' : 'fr';
  const second = first === 'nl' ? 'fr' : 'nl';
  const none = random.chance(0.5) ? null : '';
  const both = isOwn(appearance) && random.chance(BOTH_LANGUAGES);
  const entities = random.chance(NUMERIC_ENTITIES);
  const written = (text: string) => (entities ? withEntities(text) : text);
  const texts = {
    [first]: written(titleOf(profile, profile.language, appearance.index)),
    [second]: both ? written(titleOf(profile, second, appearance.index)) : none,
  };
  return { titreFr: texts['fr'], titreNl: texts['nl'] };
}

function employer({ employer: { name, enterpriseNumber } }: Profile, generation: ActirisGeneration): object {
  if (generation === 'A') return { employeur: { nomFr: name, nomNl: name } };
  return { employer: null, numeroEntreprise: enterpriseNumber };
}

function domainOf({ occupation, textKey }: Profile): string {
  if (occupation.sector === 'ict') return textKey % 2 === 0 ? "Q'1" : "Q'3";
  return `${String.fromCharCode(65 + SECTORS.indexOf(occupation.sector))}'${1 + (textKey % 4)}`;
}

function withEntities(text: string): string {
  return text.replaceAll(/[^\u0020-\u007e]|'/gu, (character) => `&#${character.codePointAt(0)};`);
}
