import { z } from 'zod';
import { baseUrl, commonSettings, httpSettings, oauthSettings } from '../settings.ts';

/** Settings of VDAB's Vacatures API, versions 2 and 4 (OpenAPI "Vacatures 4.2.0"). */
export const vdabSettingsSchema = z.object({
  kind: z.literal('vdab'),
  ...commonSettings,
  /** Up to and with the version, for example `https://api.vdab.be/services/openservices/vacatures/v4.2.0`. */
  baseUrl,
  /** Version 4 wants a token; version 2 has only the API key. */
  oauth: oauthSettings.nullable().default(null),
  /** Sent as `X-IBM-Client-Id`. */
  apiKey: z.string().min(1).optional(),
  http: httpSettings,
  /** Rows of one page of `initial` and `bulk`; VDAB allows 2,000. */
  pageSize: z.number().int().min(1).max(2000).default(2000),
  /** How often `initial` is read from its beginning while rows are missing. */
  listReadings: z.number().int().min(1).max(10).default(3),
  /** Share of the announced rows that may be missing from a snapshot that still counts as whole. */
  tolerance: z.number().min(0).max(0.5).default(0),
  /** How `datum` of `initial` is written: the day, or the instant like the bounds of `bulk`. */
  initialDate: z.enum(['day', 'instant']).default('day'),
  /** Minutes by which a `bulk` window reaches back behind the one before. */
  overlapMinutes: z.number().int().min(15).max(1440).default(15),
  /** Longest `bulk` window in days; beyond it everything is read again. VDAB allows five. */
  windowDays: z.number().min(0.1).max(5).default(5),
  details: z
    .object({
      /** References of one `POST /vacatures`. Halved by itself where a list is refused or fails, and doubled again later. */
      perCall: z.number().int().min(1).max(2000).default(50),
      /**
       * Share of the details asked for that may be unknown to the service although a list shows them. Beyond it none of
       * them is withdrawn and the run fails.
       */
      mostVanished: z.number().min(0).max(1).default(0.2),
      /**
       * Details in a row that the service may refuse or fail to make, each in the books and asked for again with the next
       * changes. Beyond it the run fails.
       */
      mostUnserved: z.number().int().min(0).max(1000).default(50),
      /** Calls under way at once. */
      parallel: z.number().int().min(1).max(64).default(4),
      /**
       * Member of the request body that holds the references, dots for members of members; null sends a bare list.
       * The body (`VacaturesFilter`) is not publicly documented.
       */
      member: z
        .string()
        .regex(/^\w+(?:\.\w+)*$/)
        .nullable()
        .default('interneReferenties'),
    })
    .prefault({}),
  /** Public page of a vacancy; `{reference}` stands for its VDAB number. */
  publicUrl: z.string().default('https://www.vdab.be/vindeenjob/vacatures/{reference}'),
});
export type VdabSettings = z.output<typeof vdabSettingsSchema>;
