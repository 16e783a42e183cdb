import { z } from 'zod';
import { baseUrl, commonSettings, httpSettings, oauthSettings } from '../settings.ts';

/** Settings of France Travail's "Offres d'emploi v2". */
export const franceTravailSettingsSchema = z.object({
  kind: z.literal('france-travail'),
  ...commonSettings,
  /** IANA zone in which the source writes times without an offset. */
  zone: commonSettings.zone.unwrap().default('Europe/Paris'),
  /** Up to and with the version, for example `https://api.francetravail.io/partenaire/offresdemploi/v2`. */
  baseUrl,
  /** Token URL with its realm, scope `o2dsoffre api_offresdemploiv2`. */
  oauth: oauthSettings.nullable().default(null),
  http: httpSettings,
  /** Filters of the search, such as `departement` or `codeROME`. */
  filters: z.record(z.string(), z.string()).default({}),
  /** Offers of one page; the service allows 150. */
  pageSize: z.number().int().min(1).max(150).default(150),
  /** Most offers that one search can page through (`range` ends at 3149). Beyond it the search is split by date. */
  searchLimit: z.number().int().min(1).max(3150).default(3150),
  /** Creation day of the oldest offers, from where a split begins. */
  oldest: z.iso.date().default('2015-01-01'),
  /** Minutes by which the search for changes reaches back behind the one before. */
  overlapMinutes: z.number().int().min(0).max(1440).default(15),
  /** How often a search is read from its beginning while rows are missing. */
  listReadings: z.number().int().min(1).max(10).default(3),
  /** Share of the announced rows that may be missing from a snapshot that still counts as whole. */
  tolerance: z.number().min(0).max(0.5).default(0),
});
export type FranceTravailSettings = z.output<typeof franceTravailSettingsSchema>;
