import { jsonOf, type LogRecord, type OutgoingRecord } from '@relais/event-log';
import { DELIVERY_STATES } from '@relais/ledger';
import { filterSchema } from '@relais/policy';
import { operationsRecord } from '@relais/vacancy';
import { z } from 'zod';

const moment = z.iso.datetime();
const asked = { at: moment, /** Who asked. */ by: z.string().min(1).max(200) };

/** Which deliveries a replay is for: those that meet everything that is given. */
export const replayCriteriaSchema = z.strictObject({
  states: z.array(z.enum(DELIVERY_STATES)).optional(),
  /** Reasons of the last refusal or failure. */
  reasons: z.array(z.string()).optional(),
  /** Partner's batch of the last attempt. */
  batchId: z.string().optional(),
  /** When the delivery last changed. */
  changedSince: moment.optional(),
  changedUntil: moment.optional(),
  offerIds: z.array(z.string()).max(10_000).optional(),
  /** Offers that this filter would let through. */
  filter: filterSchema.optional(),
});
export type ReplayCriteria = z.infer<typeof replayCriteriaSchema>;

export const replayRequestSchema = z.strictObject({
  criteria: replayCriteriaSchema,
  /** Most deliveries that are made due. */
  limit: z.number().int().min(1).max(10_000_000),
});
export type ReplayRequest = z.infer<typeof replayRequestSchema>;

export const reconcileRequestSchema = z.strictObject({
  /** False compares and reports only. */
  repair: z.boolean(),
});

const operationId = z.string().regex(/^op_[\w-]{1,80}$/);
const aimed = { ...asked, id: operationId, subscription: z.string() };

/** What operations ask of the sink, as it stands in the commands topic. */
export const sinkCommandSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('replay.request'), ...aimed, request: replayRequestSchema }),
  z.object({ type: z.literal('reconcile.request'), ...aimed, request: reconcileRequestSchema }),
  z.object({ type: z.literal('full-set.request'), ...aimed, request: z.strictObject({}) }),
  z.object({ type: z.literal('operation.pause'), ...asked, id: operationId }),
  z.object({ type: z.literal('operation.resume'), ...asked, id: operationId }),
  z.object({ type: z.literal('operation.cancel'), ...asked, id: operationId }),
  z.object({
    type: z.enum(['subscription.pause', 'subscription.resume']),
    ...asked,
    subscription: z.string(),
    reason: z.string().max(500),
  }),
]);
export type SinkCommand = z.infer<typeof sinkCommandSchema>;

/** The command as a record. A request keeps its key, and of later words on it the newest stays. */
export function commandRecord(command: SinkCommand): OutgoingRecord {
  return operationsRecord(keyOf(command), command);
}

/** The sink's command in a record; null for what is meant for another stage, or does not fit the contract. */
export function sinkCommandOf(record: LogRecord): SinkCommand | null {
  return sinkCommandSchema.safeParse(jsonOf(record)).data ?? null;
}

function keyOf(command: SinkCommand): string {
  if ('request' in command) return command.id;
  return 'id' in command ? `${command.id}/control` : `subscription/${command.subscription}`;
}
