import { deterministicId } from '@relais/runtime';
import type { Signature } from './signature.ts';

const MOST_KEYS = 12;

/**
 * Keys under which a vacancy is looked up: vacancies that could be one job share at least one.
 * Short hashes, at most twelve, the surest first:
 * own and origin reference (echoes), the source's own duplicates, supplier reference, and employer + place + title.
 */
export function matchKeysOf(signature: Signature): string[] {
  const { own, origin, supplied } = signature;
  const keys = [
    key('reference', own.service, own.reference),
    ...(origin === null ? [] : [key('reference', origin.service, origin.reference)]),
    ...(supplied === null ? [] : [key('supplier', supplied.by, supplied.reference)]),
    ...signature.duplicates.slice(0, 4).map((reference) => key('reference', own.service, reference)),
    ...employerKeys(signature),
  ];
  return [...new Set(keys)].slice(0, MOST_KEYS);
}

function employerKeys(signature: Signature): string[] {
  const employers = [signature.enterpriseNumber, signature.employer].filter((name) => name !== null);
  const place = signature.places[0];
  if (place === undefined) return [];
  return employers.flatMap((employer) =>
    signature.titles.slice(0, 2).map((title) => key('job', employer, `${place}/${title}`)),
  );
}

function key(kind: string, owner: string, rest: string): string {
  return deterministicId(kind, owner, rest).slice(0, 16);
}
