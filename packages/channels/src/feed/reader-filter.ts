import type { PartnerOffer } from '@relais/policy';
import { channelErrors } from '../errors.ts';
import type { StoredFeedEntry } from './feed-store.ts';
import { codesOf, type FilterCodes, filterCodesSchema, isTombstone, tombstoneCodes } from './filter-codes.ts';

/** Beginnings of codes that a reader asks for. */
export type ReaderFilter = Partial<FilterCodes>;

const MEMBERS = Object.keys(filterCodesSchema.shape) as (keyof FilterCodes)[];
const OCCUPATIONS = ['competent', 'esco', 'isco', 'rome'] as const;
const PLACES = ['postcodes', 'nuts', 'nis'] as const;
const OTHERS = ['languages', 'countries', 'contracts', 'origins'] as const;
const LONGEST = 500;

/** Reads the filter from the query: beginnings of codes, separated by commas. Null when there is none. */
export function readFilter(query: Readonly<Record<string, unknown>>): ReaderFilter | null {
  const given = MEMBERS.filter((member) => query[member] !== undefined);
  if (given.length === 0) return null;
  return Object.fromEntries(given.map((member) => [member, beginnings(member, query[member])]));
}

function beginnings(member: string, text: unknown): string[] {
  const parts = typeof text === 'string' && text.length <= LONGEST ? text.split(',') : [''];
  if (!parts.includes('')) return parts;
  throw channelErrors.create('FEED_QUESTION_INVALID', { reason: `${member} must be codes separated by commas` });
}

/** What a filtered reader hears of an entry. */
export type Hearing = 'whole' | 'removal' | 'nothing';

/**
 * An offer that the reader does not want is passed over when this is its first revision, and told as a removal otherwise: an
 * earlier one may have been wanted. A removal is passed over only when the offer cannot ever have been wanted.
 */
export function hearingOf({ content, revision }: StoredFeedEntry, filter: ReaderFilter): Hearing {
  if (isTombstone(content)) {
    const codes = tombstoneCodes(content);
    return codes === null || revision > 2 || wants(filter, codes) ? 'whole' : 'nothing';
  }
  if (wants(filter, codesOf(JSON.parse(content ?? '') as PartnerOffer))) return 'whole';
  return revision === 1 ? 'nothing' : 'removal';
}

/** Any one of the occupation lists, any one of the place lists, and every other list must match. */
function wants(filter: ReaderFilter, codes: FilterCodes): boolean {
  return (
    OTHERS.every((member) => matches(filter[member], codes[member])) &&
    anyOf(OCCUPATIONS, filter, codes) &&
    anyOf(PLACES, filter, codes)
  );
}

function anyOf(members: readonly (keyof FilterCodes)[], filter: ReaderFilter, codes: FilterCodes): boolean {
  const asked = members.filter((member) => filter[member] !== undefined);
  return asked.length === 0 || asked.some((member) => matches(filter[member], codes[member]));
}

function matches(wanted: readonly string[] | undefined, codes: readonly string[]): boolean {
  return wanted === undefined || codes.some((code) => wanted.some((beginning) => code.startsWith(beginning)));
}
