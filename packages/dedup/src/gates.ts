import type { ContractType } from '@relais/vacancy';
import { nameFit } from './party-names.ts';
import type { Party, Signature } from './signature.ts';

/** How sure it is that two vacancies have one employer, from a number down to a supplier that the two share. */
export type EmployerFit = 'number' | 'name' | 'supplier' | 'similar-name' | 'agency' | 'unknown' | 'different';
export type PlaceFit = 'same' | 'region' | 'overlapping' | 'unknown' | 'different';

/**
 * Whether two vacancies can be of one employer. A KBO number decides where both have one; then the normalised name.
 * A source may show the supplier (an agency, a job board) where another shows its client, so suppliers are tried as well;
 * an agency that is named in place of the employer says nothing of who that is, and counts as a supplier.
 */
export function employerFit(a: Signature, b: Signature): EmployerFit {
  const direct = partyFit(a.employer, b.employer);
  if (isSure(direct)) return a.agency && b.agency ? 'supplier' : direct;
  const crossed = [partyFit(a.supplier, b.employer), partyFit(a.employer, b.supplier)];
  if (crossed.some(isSure) || (direct === 'unknown' && isSure(partyFit(a.supplier, b.supplier)))) return 'supplier';
  return direct === 'different' && (a.agency || b.agency) && !numbersDiffer(a.employer, b.employer) ? 'agency' : direct;
}

function numbersDiffer(a: Party | undefined, b: Party | undefined): boolean {
  return a?.number !== undefined && b?.number !== undefined && a.number !== b.number;
}

function isSure(fit: EmployerFit): boolean {
  return fit === 'number' || fit === 'name';
}

function partyFit(a: Party | undefined, b: Party | undefined): EmployerFit {
  if (a?.number && b?.number) return a.number === b.number ? 'number' : 'different';
  if (!a?.name || !b?.name) return 'unknown';
  const fit = nameFit(a.name, b.name);
  return fit === 'same' ? 'name' : fit === 'similar' ? 'similar-name' : 'different';
}

/**
 * Whether two vacancies are at one workplace: the same text in another town is another job. The town's code decides where
 * both have one, then the postcode, then the town's name; a region alone proves little. One postcode may cover many
 * towns, so names count beside it, except between Belgian services, which write them in different languages.
 */
export function placeFit(a: Signature, b: Signature): PlaceFit {
  if (a.country && b.country && a.country !== b.country) return 'different';
  const byPostcode = setFit(a.postcodes, b.postcodes);
  const byCode = setFit(a.townCodes, b.townCodes);
  if (byCode !== 'unknown') return byPostcode === 'different' ? 'different' : byCode;
  const byName = setFit(a.towns, b.towns);
  if (byPostcode === 'unknown') return byName === 'unknown' && sameRegion(a, b) ? 'region' : byName;
  const namesCount = a.source === b.source || a.country !== 'BE';
  return namesCount && byName === 'different' ? 'different' : byPostcode;
}

/** Both are told as one region and nothing deeper. */
function sameRegion(a: Signature, b: Signature): boolean {
  return a.nuts !== undefined && a.nuts === b.nuts && a.towns === undefined && b.towns === undefined;
}

/** True when both have postcodes and share none: the one sign of another workplace that no spelling can explain away. */
export function postcodesDiffer(a: Signature, b: Signature): boolean {
  return setFit(a.postcodes, b.postcodes) === 'different';
}

function setFit(a: readonly string[] | undefined, b: readonly string[] | undefined): PlaceFit {
  if (!a || !b) return 'unknown';
  if (a.length === 1 && b.length === 1) return a[0] === b[0] ? 'same' : 'different';
  const shared = a.filter((each) => b.includes(each)).length;
  if (shared === 0) return 'different';
  return shared === a.length && shared === b.length ? 'same' : 'overlapping';
}

/** Contract types that services use for one another. */
const FIXED: readonly ContractType[] = ['fixed-term', 'replacement', 'seasonal', 'occasional'];

/** How contract and working time compare; what is not known fits. */
export type TermsFit = 'same' | 'edited' | 'different';

/**
 * Whether contract or working time say that these are two jobs. A permanent and a fixed-term contract may be one that the
 * employer changed, and that one of the two does not show yet, or that two services code differently: `edited`.
 */
export function termsFit(a: Signature, b: Signature): TermsFit {
  return regimesFit(a.regime, b.regime) ? contractsFit(a.contract, b.contract) : 'different';
}

function contractsFit(a: ContractType | undefined, b: ContractType | undefined): TermsFit {
  if (a === undefined || b === undefined || a === 'other' || b === 'other' || a === b) return 'same';
  const [fixed, otherFixed] = [FIXED.includes(a), FIXED.includes(b)];
  if (fixed && otherFixed) return 'same';
  return (fixed && b === 'permanent') || (otherFixed && a === 'permanent') ? 'edited' : 'different';
}

function regimesFit(a: Signature['regime'], b: Signature['regime']): boolean {
  return a === undefined || b === undefined || a === 'any' || b === 'any' || a === b;
}
