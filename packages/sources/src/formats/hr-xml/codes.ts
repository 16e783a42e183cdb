import type { ContractType, PayPeriod } from '@relais/vacancy';
import { type CodeList, entryOf } from '../../records/codes.ts';

/** Le Forem's lists for its PositionOpening dialect, version 1.0 of its nomenclatures. */

/** Contract codes. `IN` is temporary work with an option on a permanent job, unlike at VDAB. */
const CONTRACTS: Readonly<Record<string, readonly [label: string, type: ContractType]>> = {
  G: ['Durée indéterminée', 'permanent'],
  T: ['Durée déterminée', 'fixed-term'],
  I: ['Intérimaire', 'temporary-agency'],
  IN: ['Intérimaire avec option sur durée indéterminée', 'temporary-agency-to-permanent'],
  V: ['Etudiant', 'student'],
  FL: ['Flexi-jobs', 'flexi-job'],
  OW: ['Journalier (occasionnel ou saisonnier)', 'occasional'],
  D0: ['Nettement défini', 'fixed-term'],
  VC: ['Remplacement', 'replacement'],
  ST: ['Salarié statutaire', 'statutory'],
  S: ['Stage rémunéré', 'internship'],
  Z: ['Contrat avec indépendant', 'self-employed'],
};
export const CONTRACT_LIST: CodeList = {
  scheme: 'forem-contract',
  labels: Object.fromEntries(Object.entries(CONTRACTS).map(([code, [label]]) => [code, label])),
};
export const contractTypeOf = (code: string): ContractType => entryOf(CONTRACTS, code)?.[1] ?? 'other';

export const SHIFT_LIST: CodeList = {
  scheme: 'hr-xml-shift',
  labels: {
    'x:Day Work': 'jour',
    'x:Night Work': 'nuit',
    'x:Weekend': 'week-end',
    'x:Day And Night': 'posté continu',
    'x:2 Shift System': 'posté 2 pauses',
    'x:3 Shift System': 'posté 3 pauses',
    'x:Interrupted Service': 'service coupé',
  },
};

/** Schemes of occupation codes by the taxonomy's name; DIMECO is Le Forem's name of the Competent 1 templates. */
export const TAXONOMIES: Readonly<Record<string, string>> = {
  dimeco: 'competent1',
  romev3: 'rome',
  rome: 'rome',
  romev4: 'rome',
  esco: 'esco',
  isco: 'isco08',
  isco08: 'isco08',
};

/** Periods by HR-XML's `baseInterval`. */
export const PAY_PERIODS: Readonly<Record<string, PayPeriod>> = {
  hourly: 'hour',
  daily: 'day',
  weekly: 'week',
  monthly: 'month',
  yearly: 'year',
  annual: 'year',
  annually: 'year',
};

/** Months in one unit of an experience. */
export const UNIT_MONTHS: Readonly<Record<string, number>> = { years: 12, year: 12, months: 1, month: 1 };
