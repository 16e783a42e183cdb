import type { Delivery, DeliveryChange, Operation } from '@relais/ledger';
import { recordChanges } from '../record-changes.ts';
import type { ActiveSubscription } from '../subscription.ts';
import { replayRequestSchema } from './commands.ts';
import { locatedCriteria, selected } from './criteria.ts';
import type { OperationSurroundings } from './run-operation.ts';
import { changeOperation } from './take-commands.ts';

/** What came of a replay. */
export interface ReplayReport {
  /** Deliveries that were looked at. */
  readonly looked: number;
  /** Those that were made due. */
  readonly replayed: number;
  /** True when there were more than the limit allowed. */
  readonly limited: boolean;
}

/**
 * Makes the chosen deliveries due again, page by page, behind the cursor of the operation. Returns null when the operation
 * was paused or cancelled meanwhile: what was done stays done.
 */
export async function replay(
  around: OperationSurroundings,
  subscription: ActiveSubscription,
  operation: Operation,
  signal: AbortSignal,
): Promise<ReplayReport | null> {
  const { criteria: asked, limit } = replayRequestSchema.parse(JSON.parse(operation.request));
  const criteria = locatedCriteria(asked, around.locate);
  let standing: Operation | null = operation;
  for await (const page of around.ledger.deliveries.scan(subscription.id, operation.cursor)) {
    signal.throwIfAborted();
    const chosen = await selected(around.ledger, subscription, criteria, page);
    const room = limit - standing.changed;
    standing = await replayPage(around, standing, page, chosen.slice(0, room));
    if (standing?.status !== 'running') return null;
    if (chosen.length > room) return reportOf(standing, true);
  }
  return reportOf(standing, false);
}

async function replayPage(
  around: OperationSurroundings,
  operation: Operation,
  page: readonly Delivery[],
  chosen: readonly Delivery[],
): Promise<Operation | null> {
  const at = around.clock.now();
  const changes = chosen.map(({ subscription, offerId, revision }): DeliveryChange => {
    return { subscription, offerId, at, event: { type: 'replayed', revision, operation: operation.id } };
  });
  const written = await recordChanges(around, { changes });
  const cursor = page.at(-1)?.offerId ?? operation.cursor;
  const progressed = { type: 'progressed', cursor, looked: page.length, changed: written.length } as const;
  around.onProgress();
  return await changeOperation(around.ledger, operation.id, progressed, at);
}

function reportOf({ looked, changed }: Operation, limited: boolean): ReplayReport {
  return { looked, replayed: changed, limited };
}
