import type { ContractType, PayPeriod, WorkingTimeRegime } from '@relais/vacancy';
import { type CodeList, entryOf } from '../../records/codes.ts';

/** Code lists of EURES for HR-Open 3.2 documents (`getCodeLists`). `NS` stands for "not specified". */

const OFFERINGS: Readonly<Record<string, ContractType>> = {
  DirectHire: 'permanent',
  Temporary: 'fixed-term',
  TemporaryToHire: 'temporary-agency-to-permanent',
  ContractToHire: 'fixed-term',
  Contract: 'fixed-term',
  Internship: 'internship',
  Apprenticeship: 'apprenticeship',
  Seasonal: 'seasonal',
  OnCall: 'occasional',
  RecruitmentReserve: 'other',
  SelfEmployed: 'self-employed',
  Volunteer: 'volunteer',
};
export const OFFERING_LIST: CodeList = { scheme: 'eures-offering', labels: selfLabelled(OFFERINGS) };
export const offeringType = (code: string): ContractType => entryOf(OFFERINGS, code) ?? 'other';

export const SCHEDULES: Readonly<Record<string, WorkingTimeRegime>> = {
  FullTime: 'full-time',
  PartTime: 'part-time',
  FlexTime: 'any',
  Any: 'any',
};
export const SCHEDULE_LIST: CodeList = { scheme: 'eures-schedule', labels: selfLabelled(SCHEDULES) };

export const PAY_PERIODS: Readonly<Record<string, PayPeriod>> = {
  hour: 'hour',
  day: 'day',
  week: 'week',
  month: 'month',
  year: 'year',
};

/** Months in one unit of an experience's `Measure`. */
export const UNIT_MONTHS: Readonly<Record<string, number>> = { year: 12, month: 1, week: 12 / 52, day: 12 / 365 };

export const NOT_SPECIFIED = 'NS';

function selfLabelled(list: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.keys(list).map((code) => [code, code]));
}
