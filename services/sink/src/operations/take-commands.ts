import type { LogBatch } from '@relais/event-log';
import { applyOperationEvent, type Ledger, type Operation, type OperationEvent } from '@relais/ledger';
import { type SinkCommand, sinkCommandOf } from './commands.ts';

/** Applies what operations asked for to the ledger, where the lanes find it. Everything may be repeated. */
export async function takeCommands(ledger: Ledger, batch: LogBatch): Promise<void> {
  for (const record of batch.records) {
    const command = sinkCommandOf(record);
    if (command !== null) await take(ledger, command);
  }
}

async function take(ledger: Ledger, command: SinkCommand): Promise<unknown> {
  switch (command.type) {
    case 'replay.request':
    case 'reconcile.request':
    case 'full-set.request':
      return await ledger.operations.write({ operation: operationOf(command), mark: 0 });
    case 'operation.pause':
      return await changeOperation(ledger, command.id, { type: 'paused' }, Date.parse(command.at));
    case 'operation.resume':
      return await changeOperation(ledger, command.id, { type: 'resumed' }, Date.parse(command.at));
    case 'operation.cancel':
      return await changeOperation(ledger, command.id, { type: 'cancelled' }, Date.parse(command.at));
    case 'subscription.pause':
    case 'subscription.resume': {
      const { subscription, reason, by: changedBy, at, type } = command;
      const paused = type === 'subscription.pause';
      return await ledger.operations.control({ subscription, paused, reason, changedBy, changedAt: Date.parse(at) });
    }
  }
}

const KINDS = {
  'replay.request': 'replay',
  'reconcile.request': 'reconcile',
  'full-set.request': 'full-set',
} as const;

function operationOf(command: Extract<SinkCommand, { request: unknown }>): Operation {
  const requestedAt = Date.parse(command.at);
  return {
    id: command.id,
    subscription: command.subscription,
    kind: KINDS[command.type],
    status: 'waiting',
    request: JSON.stringify(command.request),
    cursor: '',
    looked: 0,
    changed: 0,
    report: null,
    requestedBy: command.by,
    requestedAt,
    changedAt: requestedAt,
  };
}

/**
 * Applies an event to an operation as it stands, again when somebody else changed it in between. Returns the operation
 * after it; null when there is none by that id.
 */
export async function changeOperation(
  ledger: Ledger,
  id: string,
  event: OperationEvent,
  at: number,
): Promise<Operation | null> {
  for (;;) {
    const stored = await ledger.operations.get(id);
    if (stored === null) return null;
    const operation = applyOperationEvent(stored.operation, event, at);
    if (operation === stored.operation || (await ledger.operations.write({ operation, mark: stored.mark }))) {
      return operation;
    }
  }
}
