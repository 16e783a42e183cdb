import { z } from 'zod';
import { contactDataSchema, vacancySchema } from './vacancy.ts';

/** The source showed the vacancy, with this content. `version` grows by one with each change of the content. */
export const vacancyObservedSchema = z.object({
  type: z.literal('vacancy.observed'),
  source: z.string(),
  reference: z.string(),
  version: z.number().int().positive(),
  contentHash: z.string(),
  batchId: z.string(),
  observedAt: z.iso.datetime(),
  vacancy: vacancySchema,
  /** Personal data, apart from the vacancy; null when the source gave none. */
  contact: contactDataSchema.nullable(),
});
export type VacancyObserved = z.infer<typeof vacancyObservedSchema>;

export const WITHDRAWAL_REASONS = ['status', 'absent', 'expired', 'deleted', 'not-found'] as const;
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];

/** The source no longer shows the vacancy. */
export const vacancyWithdrawnSchema = z.object({
  type: z.literal('vacancy.withdrawn'),
  source: z.string(),
  reference: z.string(),
  version: z.number().int().positive(),
  batchId: z.string(),
  observedAt: z.iso.datetime(),
  reason: z.enum(WITHDRAWAL_REASONS),
});
export type VacancyWithdrawn = z.infer<typeof vacancyWithdrawnSchema>;

export const observationSchema = z.discriminatedUnion('type', [vacancyObservedSchema, vacancyWithdrawnSchema]);
export type Observation = z.infer<typeof observationSchema>;

/** Key of a vacancy across all sources: `<source>:<source reference>`. */
export function vacancyKey(vacancy: { source: string; reference: string }): string {
  return `${vacancy.source}:${vacancy.reference}`;
}
