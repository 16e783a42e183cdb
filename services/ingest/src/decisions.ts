import { type EventLog, jsonOf, type OutgoingRecord } from '@relais/event-log';
import { type BatchCommand, type BatchDecision, batchCommandSchema, operationsRecord, TOPICS } from '@relais/vacancy';

/** The command as a record, under the batch's id. Asking twice is asking once. */
export function decisionRecord(asked: Omit<BatchCommand, 'type'>): OutgoingRecord {
  return operationsRecord(asked.batchId, { type: 'batch.decide', ...asked } satisfies BatchCommand);
}

/** The newest decision about each of the batches. The topic holds what people asked for: it stays small. */
export async function readDecisions(
  log: EventLog,
  batchIds: ReadonlySet<string>,
): Promise<ReadonlyMap<string, BatchDecision>> {
  const decisions = new Map<string, BatchDecision>();
  for await (const records of log.read({ topic: TOPICS.commands.name })) {
    for (const record of records.filter(({ key }) => batchIds.has(key))) {
      const command = batchCommandSchema.safeParse(jsonOf(record));
      if (command.success) decisions.set(record.key, command.data.decision);
    }
  }
  return decisions;
}
