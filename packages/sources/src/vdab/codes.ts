import type { ContractType, PayPeriod, SupplierType, WorkingTimeRegime } from '@relais/vacancy';
import { type CodeList, entryOf } from '../records/codes.ts';

/*
 * Code lists of the Vacatures API as far as public material shows them. They are not complete: a code that is missing
 * here is kept and counted.
 */

/** Contract forms with the label of VDAB and what they mean to us. `IN` means "information", unlike at Le Forem. */
const CONTRACTS: Readonly<Record<string, readonly [label: string, type: ContractType]>> = {
  G: ['Gewoon contract', 'permanent'],
  VU: ['Vaste job bij uitzendkantoor', 'permanent'],
  GC: ['Gewoon contract (dienstencheques)', 'permanent'],
  GB: ['Beperkte tewerkstelling <13u/week', 'other'],
  GA: ['Voorbehouden personen met arbeidshandicap', 'other'],
  GO: ['Vlaamse overheid extra toeleiding kansengroepen', 'other'],
  GD: ['Voorbehouden deeltijds leerplichtigen', 'other'],
  T: ['Tijdelijke job', 'fixed-term'],
  TV: ['Tijdelijke job met optie vast', 'fixed-term'],
  I: ['Interim', 'temporary-agency'],
  IV: ['Interim met optie vast', 'temporary-agency-to-permanent'],
  V: ['Studentenjob', 'student'],
  STUDJOB: ['Studentenjobs', 'student'],
  FL: ['Flexijob', 'flexi-job'],
  S: ['Stage', 'internship'],
  STAGES: ['Stages', 'internship'],
  FS: ['Instapstage', 'internship'],
  LP: ['Leerplek', 'apprenticeship'],
  OW: ['Occasioneel werk', 'occasional'],
  X: ['Extra (horeca)', 'occasional'],
  Z: ['Zelfstandige activiteit', 'self-employed'],
  STAT: ['Statutair', 'statutory'],
  CONTRACTONB: ['Contractueel onbepaalde duur', 'permanent'],
  CONTRACTBEP: ['Contractueel bepaalde duur', 'fixed-term'],
  VW: ['Vrijwilligerswerk', 'volunteer'],
  CM: ['Collectief maatwerk', 'social-economy'],
  LD: ['Lokale diensteneconomie', 'social-economy'],
  TW: ['Tewerkstellingsmaatregel', 'social-economy'],
  W: ['Eerste werkervaringscontract', 'other'],
  WE: ['Werkervaringsplan', 'other'],
  WS: ['Werfreserve', 'other'],
  AL: ['Activa langdurig werkzoekenden', 'other'],
  E: ['Aanwervingsexamen', 'other'],
  U: ['Aanwervingsexamen Selor', 'other'],
  IN: ['Informatie', 'other'],
  STARTB: ['Startbanen', 'other'],
  MGMTJOB: ['Managementjobs', 'other'],
  BEVORD: ['Bevorderingen', 'other'],
  HORIZMOB: ['Horizontale mobiliteit', 'other'],
  EXTMOB: ['Externe mobiliteit', 'other'],
};

export const CONTRACT_LIST: CodeList = {
  scheme: 'vdab-contract',
  labels: Object.fromEntries(Object.entries(CONTRACTS).map(([code, [label]]) => [code, label])),
};

export const DURATION_LIST: CodeList = {
  scheme: 'vdab-contract-duration',
  labels: { ONBEPAALD: 'Onbepaalde duur', BEPAALD: 'Bepaalde duur' },
};

/** The contract form; a regular contract for a limited time is no permanent one. */
export function contractType(contract: string | null, duration: string | null): ContractType | null {
  const type = contract === null ? null : (entryOf(CONTRACTS, contract)?.[1] ?? 'other');
  if (duration === 'BEPAALD' && (type === 'permanent' || type === null)) return 'fixed-term';
  return type ?? (duration === 'ONBEPAALD' ? 'permanent' : null);
}

export const REGIME_LIST: CodeList = { scheme: 'vdab-working-time', labels: { V: 'Voltijds', D: 'Deeltijds' } };
export const REGIMES: Readonly<Record<string, WorkingTimeRegime>> = { V: 'full-time', D: 'part-time' };

export const SHIFT_LIST: CodeList = {
  scheme: 'vdab-shift',
  labels: { D: 'Dagwerk', 2: '2-ploegenstelsel', Z: 'Weekendwerk', V: 'Volcontinu systeem' },
};

export const EXPERIENCE_LIST: CodeList = {
  scheme: 'vdab-experience',
  labels: {
    0: 'Niet van belang',
    1: 'Geen ervaring',
    2: 'Beperkte ervaring ( < 2 jaar )',
    3: 'Minstens 2 jaar ervaring',
    4: 'Minstens 5 jaar ervaring',
  },
};
/** Months that are asked for at least; "limited experience" names no least. */
export const EXPERIENCE_MONTHS: Readonly<Record<string, number>> = { 0: 0, 1: 0, 3: 24, 4: 60 };

export const DIPLOMA_LIST: CodeList = {
  scheme: 'vdab-diploma',
  labels: { A: 'Geen', B: 'Lager onderwijs', C: 'Secundair onderwijs', F: 'Graduaat/HBO5', D: 'Bachelor', E: 'Master' },
};
/** Levels of ISCED 2011. The letters are not in the order of the levels. */
export const DIPLOMA_ISCED: Readonly<Record<string, number>> = { A: 0, B: 1, C: 3, F: 5, D: 6, E: 7 };

/** Languages by the names that VDAB writes, and by the letters that stand for the first four. */
export const LANGUAGES: Readonly<Record<string, string>> = {
  n: 'nl',
  f: 'fr',
  e: 'en',
  d: 'de',
  nederlands: 'nl',
  frans: 'fr',
  engels: 'en',
  duits: 'de',
  spaans: 'es',
  italiaans: 'it',
  portugees: 'pt',
  pools: 'pl',
  roemeens: 'ro',
  bulgaars: 'bg',
  russisch: 'ru',
  oekraïens: 'uk',
  turks: 'tr',
  arabisch: 'ar',
  chinees: 'zh',
  japans: 'ja',
};

export const DOMAIN_LIST: CodeList = {
  scheme: 'vdab-jobdomein',
  labels: {
    JOBCAT01: 'Aankoop',
    JOBCAT02: 'Administratie',
    JOBCAT03: 'Bouw',
    JOBCAT04: 'Communicatie',
    JOBCAT05: 'Creatief',
    JOBCAT06: 'Financieel',
    JOBCAT07: 'Gezondheid',
    JOBCAT08: 'Horeca en toerisme',
    JOBCAT09: 'Human resources',
    JOBCAT10: 'ICT',
    JOBCAT11: 'Juridisch',
    JOBCAT12: 'Land- en tuinbouw',
    JOBCAT13: 'Logistiek en transport',
    JOBCAT14: 'Dienstverlening',
    JOBCAT15: 'Management',
    JOBCAT16: 'Marketing',
    JOBCAT17: 'Onderhoud',
    JOBCAT18: 'Onderwijs',
    JOBCAT19: 'Overheid',
    JOBCAT20: 'Onderzoek en ontwikkeling',
    JOBCAT21: 'Productie',
    JOBCAT22: 'Techniek',
    JOBCAT23: 'Verkoop',
    JOBCAT24: 'Andere',
  },
};

export const VACANCY_TYPE_LIST: CodeList = {
  scheme: 'vdab-vacancy-type',
  labels: { SJABLOON: 'Sjabloon', ONDERWIJS: 'Onderwijs', VLAAMSE_OVERHEID_EXTERN: 'Vlaamse overheid extern' },
};

export const SUPPLIER_TYPES: Readonly<Record<string, SupplierType>> = {
  GEWONE_BEDRIJVEN: 'employer',
  INTERMEDIAIREN: 'agency',
  DERDENLEVERANCIERS: 'commercial',
};

/** Periods of pay by the words that could stand for them; the list itself is not publicly documented. */
export const PAY_PERIODS: Readonly<Record<string, PayPeriod>> = {
  uur: 'hour',
  dag: 'day',
  week: 'week',
  maand: 'month',
  jaar: 'year',
};

/** NUTS 2 regions by the provinces' names, as in "Provincie Henegouwen". */
export const PROVINCES: Readonly<Record<string, string>> = {
  antwerpen: 'BE21',
  limburg: 'BE22',
  'oost vlaanderen': 'BE23',
  'vlaams brabant': 'BE24',
  'west vlaanderen': 'BE25',
  'waals brabant': 'BE31',
  henegouwen: 'BE32',
  luik: 'BE33',
  luxemburg: 'BE34',
  namen: 'BE35',
  brussel: 'BE10',
  'brussels hoofdstedelijk gewest': 'BE10',
};
