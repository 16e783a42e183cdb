import { contentHash } from '@relais/runtime';
import { z } from 'zod';
import { eventHeaders } from './cloud-event.ts';
import { eventId } from './identity.ts';
import { TOPICS } from './topics.ts';

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

/**
 * What operations ask for, as a record of the commands topic. The topic is compacted: of what is said under one key the newest
 * word stays, and saying the same twice is saying it once.
 */
export function operationsRecord(key: string, command: { readonly type: string; readonly at: string }) {
  const { type, at: time } = command;
  const id = eventId(key, 1, contentHash(command));
  const headers = eventHeaders({ id, type, source: '/relais/operations', time });
  return { topic: TOPICS.commands.name, key, value: JSON.stringify(command), headers };
}
