import { z } from 'zod';
import { baseUrl, commonSettings, httpSettings } from '../settings.ts';

/**
 * Settings of a service that answers the calls of the EURES Input API and serves HR-Open 3.2 documents. How such a service
 * asks callers to identify themselves is not publicly documented: it is given as headers.
 */
export const euresSettingsSchema = z.object({
  kind: z.literal('eures'),
  ...commonSettings,
  /** Up to and with the version, for example `https://jobs.example.org/input/api/jv/v0.1`. */
  baseUrl,
  http: httpSettings,
  /** References of one call for details. */
  detailsPerCall: z.number().int().min(1).max(1000).default(100),
  /** Minutes by which the question for changes reaches back behind the one before. */
  overlapMinutes: z.number().int().min(0).max(1440).default(5),
  /** Most characters of one document. */
  documentLength: z
    .number()
    .int()
    .positive()
    .default(4 * 1024 * 1024),
});
export type EuresSettings = z.output<typeof euresSettingsSchema>;
