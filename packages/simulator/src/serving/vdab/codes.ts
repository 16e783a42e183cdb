import type { Language } from '../../population/languages.ts';
import type { Sector } from '../../population/occupations.ts';
import type { ContractKind, Profile, Shift } from '../../population/profile.ts';

/** A code of one of VDAB's lists with its label. */
export interface Coded {
  readonly code: string;
  readonly label: string;
}

export const CONTRACTS: Readonly<Record<ContractKind, Coded>> = {
  permanent: { code: 'G', label: 'Gewoon contract' },
  'fixed-term': { code: 'T', label: 'Tijdelijke job' },
  agency: { code: 'I', label: 'Interim' },
  'agency-to-permanent': { code: 'IV', label: 'Interim met optie vast' },
  student: { code: 'V', label: 'Studentenjob' },
  flexi: { code: 'FL', label: 'Flexijob' },
  replacement: { code: 'T', label: 'Tijdelijke job' },
  'self-employed': { code: 'Z', label: 'Zelfstandige activiteit' },
};

export const DURATIONS: Readonly<Record<'permanent' | 'limited', Coded>> = {
  permanent: { code: 'ONBEPAALD', label: 'Onbepaalde duur' },
  limited: { code: 'BEPAALD', label: 'Bepaalde duur' },
};

export const WORKING_TIME: Readonly<Record<'full' | 'part', Coded>> = {
  full: { code: 'V', label: 'Voltijds' },
  part: { code: 'D', label: 'Deeltijds' },
};

export const SHIFTS: Readonly<Record<Shift, Coded>> = {
  day: { code: 'D', label: 'Dagwerk' },
  'two-shift': { code: '2', label: '2-ploegenstelsel' },
  night: { code: 'N', label: 'Nachtwerk' },
  weekend: { code: 'Z', label: 'Weekendwerk' },
  continuous: { code: 'V', label: 'Volcontinu systeem' },
};

export const EXPERIENCE: Readonly<Record<Profile['experience'], Coded>> = {
  0: { code: '0', label: 'Niet van belang' },
  1: { code: '1', label: 'Geen ervaring' },
  2: { code: '2', label: 'Beperkte ervaring ( < 2 jaar )' },
  3: { code: '3', label: 'Minstens 2 jaar ervaring' },
  4: { code: '4', label: 'Minstens 5 jaar ervaring' },
};

const DIPLOMAS: Readonly<Record<number, Coded>> = {
  3: { code: 'C', label: 'Secundair onderwijs' },
  4: { code: 'C', label: 'Secundair onderwijs' },
  5: { code: 'F', label: 'Graduaat (HBO5)' },
  6: { code: 'D', label: 'Bachelor' },
  7: { code: 'E', label: 'Master' },
};

/** Diploma level for an ISCED level; the letters of the list are not in the order of the levels. */
export function diplomaOf(isced: number | null): Coded {
  return (isced === null ? undefined : DIPLOMAS[isced]) ?? { code: 'A', label: 'Geen' };
}

export const LANGUAGES: Readonly<Record<Language | 'en', Coded>> = {
  nl: { code: 'N', label: 'Nederlands' },
  fr: { code: 'F', label: 'Frans' },
  de: { code: 'D', label: 'Duits' },
  en: { code: 'E', label: 'Engels' },
};

export const LANGUAGE_LEVELS: Readonly<Record<1 | 2 | 3 | 4 | 5, Coded>> = {
  1: { code: '11', label: 'starter' },
  2: { code: '12', label: 'basis' },
  3: { code: '13', label: 'medium' },
  4: { code: '14', label: 'goed' },
  5: { code: '15', label: 'zeer goed' },
};

export const JOB_DOMAINS: Readonly<Record<Sector, Coded>> = {
  care: { code: 'JOBCAT07', label: 'Gezondheid' },
  education: { code: 'JOBCAT18', label: 'Onderwijs' },
  cleaning: { code: 'JOBCAT17', label: 'Onderhoud' },
  hospitality: { code: 'JOBCAT08', label: 'Horeca en toerisme' },
  retail: { code: 'JOBCAT23', label: 'Verkoop' },
  logistics: { code: 'JOBCAT13', label: 'Logistiek en transport' },
  transport: { code: 'JOBCAT13', label: 'Logistiek en transport' },
  construction: { code: 'JOBCAT03', label: 'Bouw' },
  technics: { code: 'JOBCAT22', label: 'Techniek' },
  production: { code: 'JOBCAT21', label: 'Productie' },
  administration: { code: 'JOBCAT02', label: 'Administratie' },
  finance: { code: 'JOBCAT06', label: 'Financieel' },
  ict: { code: 'JOBCAT10', label: 'ICT' },
  green: { code: 'JOBCAT12', label: 'Land- en tuinbouw' },
  engineering: { code: 'JOBCAT20', label: 'Onderzoek en ontwikkeling' },
  communication: { code: 'JOBCAT04', label: 'Communicatie' },
  services: { code: 'JOBCAT14', label: 'Dienstverlening' },
};

/** A contract code that stands in no list at hand: what a reader must keep and not trip over. */
export const UNLISTED_CONTRACT: Coded = { code: 'QX', label: 'Proefproject' };

const PROVINCES: Readonly<Record<string, string>> = {
  BE10: 'Brussels Hoofdstedelijk Gewest',
  BE21: 'Provincie Antwerpen',
  BE22: 'Provincie Limburg',
  BE23: 'Provincie Oost-Vlaanderen',
  BE24: 'Provincie Vlaams-Brabant',
  BE25: 'Provincie West-Vlaanderen',
  BE31: 'Provincie Waals-Brabant',
  BE32: 'Provincie Henegouwen',
  BE33: 'Provincie Luik',
  BE34: 'Provincie Luxemburg',
  BE35: 'Provincie Namen',
  BE336: 'Provincie Luik',
};

export function provinceOf(nuts: string): string {
  return PROVINCES[nuts] ?? nuts;
}
