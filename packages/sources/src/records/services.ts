import { parseEnterpriseNumber } from '@relais/vacancy';
import { entryOf } from './codes.ts';

/** The services that exchange offers among themselves, by the names under which sources know them. */
const SERVICE_NAMES: readonly (readonly [string, RegExp])[] = [
  ['vdab', /^(?:be )?vdab\b/i],
  ['actiris', /^(?:be )?actiris\b/i],
  ['forem', /^(?:be )?(?:via )?(?:site )?(?:le ?)?forem\b/i],
  ['adg', /^(?:be )?adg\b|^arbeitsamt der deutschsprachigen/i],
  ['eures', /^eures\b/i],
];

/** Most names are of companies, and have none of these in them. */
const MAY_BE_SERVICE = /vdab|actiris|forem|adg|arbeitsamt|eures/i;

/** The service that a name stands for (`LE FOREM`, `BE VDAB`, `VDAB_VACATURE_OPENING`), or null for anyone else. */
export function serviceNamed(name: string | null | undefined): string | null {
  if (!name || !MAY_BE_SERVICE.test(name)) return null;
  const text = name.replaceAll(/[_\s-]+/g, ' ').trim();
  return SERVICE_NAMES.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

/** Number in EURES' list of data sources of those that are known by a service's name. */
const EURES_DATA_SOURCES: Readonly<Record<string, string>> = { 2: 'actiris', 3: 'vdab', 441: 'forem' };

/** The service behind a EURES data source number; `eures-<number>` for those outside Belgium. */
export function serviceOfDataSource(number: string): string {
  return entryOf(EURES_DATA_SOURCES, number) ?? `eures-${number}`;
}

/** Enterprise numbers of the services in the Crossroads Bank for Enterprises. */
const ENTERPRISE_NUMBERS: Readonly<Record<string, string>> = {
  '0887010362': 'vdab',
  '0239843188': 'actiris',
  '0236363165': 'forem',
};

/** The service that an enterprise number belongs to, however it is written; null for anyone else. */
export function serviceOfEnterprise(number: string | null | undefined): string | null {
  return entryOf(ENTERPRISE_NUMBERS, parseEnterpriseNumber(number) ?? '') ?? null;
}
