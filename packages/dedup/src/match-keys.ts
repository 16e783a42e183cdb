import { deterministicId } from '@relais/runtime';
import type { Vacancy } from '@relais/vacancy';
import { byCodeUnits } from './normal-text.ts';
import { type Party, partyOf, placesOf, titlesOf } from './signature.ts';

const MOST_KEYS = 8;
const KEY_LENGTH = 20;
const MOST_DUPLICATES = 2;

/**
 * Names under which a vacancy can be found by others that may be the same job: at most eight, short, in order of weight.
 * Two vacancies of one job share at least one of
 * - the reference of the origin, or of the vacancy itself;
 * - the group that the source says its duplicates are (its smallest reference), and two of its members;
 * - the supplier and the supplier's reference;
 * - employer, or supplier, by KBO number or by name, with the place of work and the title.
 * A title or a place that two services write quite differently keeps them apart, unless a reference joins them.
 */
export function matchKeysOf(vacancy: Vacancy): string[] {
  const keys = [...referenceKeys(vacancy), ...supplierKeys(vacancy), ...jobKeys(vacancy)];
  return [...new Set(keys.map((parts) => `m_${deterministicId(...parts).slice(0, KEY_LENGTH)}`))].slice(0, MOST_KEYS);
}

function referenceKeys({ source, reference, origin, duplicatesAtSource }: Vacancy): string[][] {
  const own = [['origin', source, reference]];
  if (origin.reference !== null) own.push(['origin', origin.service, origin.reference]);
  if (duplicatesAtSource.length === 0) return own;
  const smallest = [reference, ...duplicatesAtSource].toSorted(byCodeUnits)[0] ?? reference;
  const named = duplicatesAtSource.slice(0, MOST_DUPLICATES).map((each) => ['origin', source, each]);
  return [...own, ['duplicates', source, smallest], ...named];
}

function supplierKeys(vacancy: Vacancy): string[][] {
  const reference = vacancy.supplier?.reference;
  const party = partyOf(vacancy.supplier) ?? partyOf(vacancy.employer);
  const name = party && (party.number ?? party.name);
  return reference && name ? [['supplier', name, reference]] : [];
}

/**
 * Keys by postcode, since towns have a name per language; one by the town's name, for those that know no postcode; and
 * one by the second title of a vacancy in two languages.
 */
function jobKeys(vacancy: Vacancy): string[][] {
  const { postcodes = [], towns = [], nuts } = placesOf(vacancy);
  const [place] = [...postcodes, ...towns, nuts];
  const [town] = towns;
  const [title, otherTitle] = Object.values(titlesOf(vacancy));
  const employer = partyOf(vacancy.employer);
  return [
    ...keysOf(employer, place, title),
    ...keysOf(partyOf(vacancy.supplier), place, title),
    ...keysOf(employer, place, otherTitle),
    ...keysOf(employer?.name ? { name: employer.name } : undefined, town, title),
  ];
}

function keysOf(party: Party | undefined, place: string | undefined, title: string | undefined): string[][] {
  if (place === undefined || title === undefined) return [];
  return [party?.number, party?.name].filter((name) => name !== undefined).map((name) => ['job', name, place, title]);
}
