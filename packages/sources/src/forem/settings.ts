import type { DataLicence } from '@relais/vacancy';
import { z } from 'zod';
import { baseUrl, commonSettings, httpSettings } from '../settings.ts';

/** CC BY-SA 4.0: attribution and share-alike follow the data into every redistribution. */
const OPEN_DATA_LICENCE: DataLicence = {
  identifier: 'CC-BY-SA-4.0',
  attribution: 'Le Forem, offres-d-emploi-forem (Open Data Wallonie-Bruxelles), CC BY-SA 4.0',
  shareAlike: true,
};

/** Settings of Le Forem's open data set, as any Opendatasoft portal serves it (Explore API v2.1). */
export const foremSettingsSchema = z.object({
  kind: z.literal('forem'),
  ...commonSettings,
  licence: commonSettings.licence.unwrap().default(OPEN_DATA_LICENCE),
  /** Up to and with the version, for example `https://www.odwb.be/api/explore/v2.1`. */
  baseUrl,
  /** Name of the data set in the portal. */
  dataset: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,100}$/)
    .default('offres-d-emploi-forem'),
  http: httpSettings,
  /** Further condition on the rows, in the query language of the portal. */
  where: z.string().min(1).optional(),
  /** An export that sends nothing for this long has failed, milliseconds. */
  stallMs: z.number().int().positive().default(60_000),
  /** Rows of a page: what is archived, parsed and handed on at once. */
  pageRows: z.number().int().min(1).max(10_000).default(500),
  limits: z
    .object({
      /** Bytes of one row. */
      rowBytes: z
        .number()
        .int()
        .positive()
        .default(512 * 1024),
      /** Bytes of the whole export. */
      exportBytes: z
        .number()
        .int()
        .positive()
        .default(2 * 1024 * 1024 * 1024),
    })
    .prefault({}),
  /** Days by which the search for new offers reaches back behind the last reading. */
  overlapDays: z.number().int().min(0).max(60).default(1),
  /** How often an export is begun when it breaks off in the middle. */
  exportReadings: z.number().int().min(1).max(10).default(3),
  /** Share of the announced rows that may be missing from a snapshot that still counts as whole. */
  tolerance: z.number().min(0).max(0.5).default(0),
});
export type ForemSettings = z.output<typeof foremSettingsSchema>;
