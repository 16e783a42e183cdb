import type { PartnerOffer } from '@relais/policy';
import type { ContractType, PayPeriod, WorkingTimeRegime } from '@relais/vacancy';

/** Values of `employmentType` that readers of schema.org `JobPosting` know. */
const BY_CONTRACT: Readonly<Partial<Record<ContractType, string>>> = {
  'fixed-term': 'TEMPORARY',
  'temporary-agency': 'TEMPORARY',
  'temporary-agency-to-permanent': 'TEMPORARY',
  student: 'TEMPORARY',
  'flexi-job': 'PER_DIEM',
  internship: 'INTERN',
  apprenticeship: 'INTERN',
  replacement: 'TEMPORARY',
  seasonal: 'TEMPORARY',
  occasional: 'PER_DIEM',
  'self-employed': 'CONTRACTOR',
  volunteer: 'VOLUNTEER',
  'social-economy': 'OTHER',
  other: 'OTHER',
};
const BY_REGIME: Readonly<Record<WorkingTimeRegime, readonly string[]>> = {
  'full-time': ['FULL_TIME'],
  'part-time': ['PART_TIME'],
  any: ['FULL_TIME', 'PART_TIME'],
};

/** Values of `unitText` of a pay. */
export const UNIT_TEXTS: Readonly<Record<PayPeriod, string>> = {
  hour: 'HOUR',
  day: 'DAY',
  week: 'WEEK',
  month: 'MONTH',
  year: 'YEAR',
};

export function employmentTypes({ contract, workingTime }: PartnerOffer): string[] {
  const byContract = contract.type === null ? undefined : BY_CONTRACT[contract.type];
  const byRegime = workingTime.regime === null ? [] : BY_REGIME[workingTime.regime];
  return byContract === undefined ? [...byRegime] : [...byRegime, byContract];
}
