import { z } from 'zod';

/** What can be done with the absences of a held batch: withdraw them, or keep them. */
export const BATCH_DECISIONS = ['release', 'refuse'] as const;
export type BatchDecision = (typeof BATCH_DECISIONS)[number];

/** What operations ask of ingest about a held batch. The newest command of a batch counts. */
export const batchCommandSchema = z.object({
  type: z.literal('batch.decide'),
  batchId: z.string(),
  decision: z.enum(BATCH_DECISIONS),
  /** When it was asked. */
  at: z.iso.datetime(),
  /** The process that asked. */
  by: z.string(),
});
export type BatchCommand = z.infer<typeof batchCommandSchema>;
