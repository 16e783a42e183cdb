import type { PartnerOffer } from '@relais/policy';
import { nutsOfBelgianPostcode } from '@relais/vacancy';
import { z } from 'zod';

const codes = z.array(z.string());

/** What a reader may filter by, of an offer or of what is left of it. */
export const filterCodesSchema = z.object({
  languages: codes,
  countries: codes,
  postcodes: codes,
  /** Also the NUTS 2 region of a Belgian postcode without a code. */
  nuts: codes,
  /** NIS codes of municipalities in Belgium. */
  nis: codes,
  contracts: codes,
  competent: codes,
  esco: codes,
  isco: codes,
  rome: codes,
  origins: codes,
});
export type FilterCodes = z.infer<typeof filterCodesSchema>;

/** What stands in the store for a removal: no content any more, but the codes that the offer had last. */
const tombstoneSchema = z.object({ removed: filterCodesSchema });

export function codesOf(offer: PartnerOffer): FilterCodes {
  const { workplaces, occupations, contract } = offer;
  const { competent, competent1, esco, isco, rome } = occupations;
  return {
    languages: distinct([...offer.titles, ...offer.descriptions].map(({ language }) => language)),
    countries: distinct(workplaces.map(({ country }) => country)),
    postcodes: distinct(workplaces.map(({ postcode }) => postcode)),
    nuts: distinct(workplaces.map(nutsOf)),
    nis: distinct(workplaces.map(({ country, municipalityCode }) => (country === 'BE' ? municipalityCode : null))),
    contracts: distinct([contract.type]),
    competent: distinct([
      ...competent.flatMap(({ uuid, code }) => [uuid, code]),
      ...competent1.map(({ code }) => code),
    ]),
    esco: distinct(esco.map(({ code }) => code)),
    isco: distinct(isco.map(({ code }) => code)),
    rome: distinct(rome.map(({ code }) => code)),
    origins: [offer.origin.service],
  };
}

export function tombstoneText(removed: FilterCodes): string {
  return JSON.stringify({ removed });
}

const TOMBSTONE_START = '{"removed":';

/** Whether a stored content stands for a removal. No view begins like this. */
export function isTombstone(content: string | null): boolean {
  return content === null || content.startsWith(TOMBSTONE_START);
}

/** The codes of a removal; null where they are not known. */
export function tombstoneCodes(content: string | null): FilterCodes | null {
  return content === null ? null : (tombstoneSchema.safeParse(JSON.parse(content)).data?.removed ?? null);
}

function nutsOf({ nuts, postcode, country }: PartnerOffer['workplaces'][number]): string | null {
  if (nuts !== null || postcode === null || country !== 'BE') return nuts;
  return nutsOfBelgianPostcode(postcode);
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))];
}
