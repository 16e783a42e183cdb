import { z } from 'zod';
import { baseUrl, commonSettings, httpSettings } from '../settings.ts';

/**
 * The passes over the catalogue: where an offer comes from is a filter of the search, no member of its answer. Offers for people
 * with a disability have a filter too; they are Actiris' own, and a pass for them is needed only where `own` leaves them out.
 */
const PASSES = ['echo', 'own', 'partner', 'disability'] as const;
export type Pass = (typeof PASSES)[number];

/** Settings of Actiris' offer search. Its interface is not publicly documented: everything that may differ is a setting. */
export const actirisSettingsSchema = z.object({
  kind: z.literal('actiris'),
  ...commonSettings,
  /** For example `https://www.actiris.brussels`. */
  baseUrl,
  http: httpSettings,
  /** The generation of the search that answers, by its letter; `auto` finds out. */
  generation: z.enum(['auto', 'A', 'B']).default('auto'),
  /** Rows of one page. */
  pageSize: z.number().int().min(1).max(1000).default(200),
  /** Readings of the catalogue, one for each provenance. */
  passes: z.array(z.enum(PASSES)).min(1).default(['echo', 'own', 'partner']),
  /** Days by which the search for changes reaches back behind the last reading: the filter knows days alone. */
  overlapDays: z.number().int().min(0).max(60).default(1),
  /** Services that the echoes come from: the search does not tell which. */
  echoServices: z.array(z.string()).default(['vdab', 'forem']),
  /** How often a pass is read from its beginning while rows are missing: the order of rows is not guaranteed. */
  listReadings: z.number().int().min(1).max(10).default(3),
  /** Share of the announced rows that may be missing from a snapshot that still counts as whole. */
  tolerance: z.number().min(0).max(0.5).default(0),
  /** Public page of an offer; `{reference}` stands for its reference, `{type}` for its type. */
  publicUrl: z
    .string()
    .default('https://www.actiris.brussels/fr/citoyens/detail-offre-demploi/?reference={reference}&type={type}'),
});
export type ActirisSettings = z.output<typeof actirisSettingsSchema>;
