import type { PartnerOffer } from '@relais/policy';
import type { ContractType, WorkingTimeRegime } from '@relais/vacancy';

/** Code lists of EURES for HR-Open 3.2 documents (`getCodeLists`). */

/** Not specified. */
const NOT_SPECIFIED = 'NS';

const OFFERINGS: Readonly<Record<ContractType, string>> = {
  permanent: 'DirectHire',
  'fixed-term': 'Temporary',
  'temporary-agency': 'Temporary',
  'temporary-agency-to-permanent': 'TemporaryToHire',
  student: 'Temporary',
  'flexi-job': 'OnCall',
  internship: 'Internship',
  apprenticeship: 'Apprenticeship',
  replacement: 'Temporary',
  seasonal: 'Seasonal',
  occasional: 'OnCall',
  'self-employed': 'SelfEmployed',
  statutory: 'DirectHire',
  volunteer: 'Volunteer',
  'social-economy': NOT_SPECIFIED,
  other: NOT_SPECIFIED,
};
const SCHEDULES: Readonly<Record<WorkingTimeRegime, string>> = {
  'full-time': 'FullTime',
  'part-time': 'PartTime',
  any: 'Any',
};

/** The source's own EURES code where it gave one, else the nearest of the list. */
export function offeringCode({ type, codes }: PartnerOffer['contract']): string {
  const own = codes.find(({ scheme }) => scheme === 'eures-offering')?.code;
  return own ?? (type === null ? NOT_SPECIFIED : OFFERINGS[type]);
}

export function scheduleCode({ regime, shifts }: PartnerOffer['workingTime']): string {
  const own = shifts.find(({ scheme }) => scheme === 'eures-schedule')?.code;
  return own ?? (regime === null ? NOT_SPECIFIED : SCHEDULES[regime]);
}

export const ISCO_LIST = {
  listName: 'ISCO2008',
  listVersionID: '2008',
  listURI: 'http://ec.europa.eu/esco/ConceptScheme/ISCO2008',
} as const;
export const ESCO_LIST = {
  listName: 'ESCO_Occupations',
  listVersionID: 'ESCOv1',
  listURI: 'https://ec.europa.eu/esco/portal',
} as const;
export const EDUCATION_LIST = {
  listName: 'EURES_ISCEDEducationLevel',
  listVersionID: '2011',
  listURI: 'https://ec.europa.eu/eures',
} as const;
