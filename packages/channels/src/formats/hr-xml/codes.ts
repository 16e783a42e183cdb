import type { PartnerOffer } from '@relais/policy';
import type { ContractType, PayPeriod, WorkingTimeRegime } from '@relais/vacancy';

/** Le Forem's lists for its PositionOpening dialect, version 1.0 of its nomenclatures; empty where the list has no code. */
const CONTRACTS: Readonly<Record<ContractType, string>> = {
  permanent: 'G',
  'fixed-term': 'T',
  'temporary-agency': 'I',
  'temporary-agency-to-permanent': 'IN',
  student: 'V',
  'flexi-job': 'FL',
  internship: 'S',
  apprenticeship: '',
  replacement: 'VC',
  seasonal: 'OW',
  occasional: 'OW',
  'self-employed': 'Z',
  statutory: 'ST',
  volunteer: '',
  'social-economy': '',
  other: '',
};
const SCHEDULES: Readonly<Record<WorkingTimeRegime, readonly string[]>> = {
  'full-time': ['Full Time'],
  'part-time': ['Part Time'],
  any: ['Full Time', 'Part Time'],
};

export const PAY_INTERVALS: Readonly<Record<PayPeriod, string>> = {
  hour: 'Hourly',
  day: 'Daily',
  week: 'Weekly',
  month: 'Monthly',
  year: 'Yearly',
};

/** Names of competencies by the scheme of the skill; any other is a `Skill`. */
export const SKILL_NAMES: Readonly<Record<string, string>> = {
  'competent1-competence': 'Competency',
  'digcomp-area': 'Office Skills',
};

const CEFR = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'];

/** The source's own code of the list where it gave one, else the nearest. */
export function contractCode({ type, codes }: PartnerOffer['contract']): string {
  const own = codes.find(({ scheme }) => scheme === 'forem-contract')?.code;
  return own ?? (type === null ? '' : CONTRACTS[type]);
}

export function scheduleNames({ regime, shifts }: PartnerOffer['workingTime']): string[] {
  const own = shifts.filter(({ scheme }) => scheme === 'hr-xml-shift').map(({ code }) => code);
  return [...(regime === null ? [] : SCHEDULES[regime]), ...own];
}

/** CEFR levels are the numbers 1 to 6. */
export function levelNumber(level: string | null): number | null {
  return level === null ? null : CEFR.indexOf(level) + 1;
}

/** Directive 91/439/EEC writes trailers with a plus: `B+E`. */
export function licenceCode(category: string): string {
  return category.replace(/^([A-D]1?)E$/, '$1+E');
}
