import type { OccupationCoding } from '@relais/vacancy';
import { z } from 'zod';

/** One line of the input of `relais map`. */
export const mapInputSchema = z.object({
  id: z.union([z.string(), z.number()]),
  title: z.string().max(4_000),
  /** Language of the title, ISO 639-1. */
  lang: z.string().max(10).nullish(),
  /** The description, as plain text. Title and codes decide; it confirms. */
  text: z.string().nullish(),
  codes: z.array(z.object({ scheme: z.string(), code: z.string(), label: z.string().optional() })).nullish(),
});
export type MapInput = z.infer<typeof mapInputSchema>;

/** One line of the output of `relais map`; all lists best first. */
export interface MapResult {
  readonly id: string | number;
  readonly competent: readonly { readonly code: string; readonly uuid: string; readonly score: number }[];
  readonly esco: readonly { readonly uri: string; readonly score: number }[];
  readonly rome: readonly { readonly code: string; readonly score: number }[];
  readonly isco: readonly { readonly code: string; readonly score: number }[];
  readonly method: OccupationCoding['method'];
  readonly confidence: number;
  readonly automatic: boolean;
}
