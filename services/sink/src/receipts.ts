import type { ReceiptBatch } from '@relais/channels';
import type { EventLog } from '@relais/event-log';
import type { Ledger } from '@relais/ledger';
import type { Clock, Logger } from '@relais/runtime';
import { changeOfReceipt } from './outcomes.ts';
import { recordChanges } from './record-changes.ts';
import type { ActiveSubscription } from './subscription.ts';

export interface ReceiptSurroundings {
  readonly log: EventLog;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Records the receipts that have come in; their trace at the partner is cleared only when they are durable. */
export async function takeReceipts(
  around: ReceiptSurroundings,
  subscription: ActiveSubscription,
  signal: AbortSignal,
): Promise<void> {
  if (subscription.channel.receiptsEveryMs === null) return;
  for (const batch of await receiptsOrNone(around, subscription, signal)) {
    signal.throwIfAborted();
    await recordReceipts(around, subscription, batch);
    await batch.settle();
  }
}

async function receiptsOrNone(
  around: ReceiptSurroundings,
  subscription: ActiveSubscription,
  signal: AbortSignal,
): Promise<readonly ReceiptBatch[]> {
  try {
    return await subscription.channel.receipts(signal);
  } catch (error) {
    if (!signal.aborted) around.logger.warn({ error }, 'receipts could not be read; they are asked for again');
    return [];
  }
}

async function recordReceipts(
  around: ReceiptSurroundings,
  subscription: ActiveSubscription,
  batch: ReceiptBatch,
): Promise<void> {
  const addresses = batch.receipts.map(({ offerId }) => ({ subscription: subscription.id, offerId }));
  const standing = await around.ledger.deliveries.get(addresses);
  const byOffer = new Map(standing.map((stored) => [stored.delivery.offerId, stored]));
  const answering = { batchId: batch.batchId ?? '', retry: subscription.retry, at: around.clock.now() };
  const changes = batch.receipts.flatMap((receipt) => {
    const stored = byOffer.get(receipt.offerId);
    return stored === undefined ? [] : (changeOfReceipt(stored, receipt, answering) ?? []);
  });
  await recordChanges(around, { changes, standing });
}
