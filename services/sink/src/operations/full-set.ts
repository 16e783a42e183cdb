import type { DeliveryItem } from '@relais/channels';
import type { Delivery, Operation } from '@relais/ledger';
import { judge, viewHash, viewText } from '@relais/policy';
import { sinkErrors } from '../errors.ts';
import type { ActiveSubscription } from '../subscription.ts';
import type { OperationSurroundings } from './run-operation.ts';
import { changeOperation } from './take-commands.ts';

/** What came of a full set. */
export interface FullSetReport {
  /** Offers in the set. */
  readonly offers: number;
  /** How the channel took it: one outcome counts for all. */
  readonly outcome: string;
}

/**
 * Leaves everything that the partner should hold now, to take the place of all it holds: for a partner that starts afresh
 * or has drifted and offers no inventory. Deliveries stay as they stand; what the partner says of the set comes as receipts.
 * Null when it was paused or cancelled: nothing is visible to the partner then.
 */
export async function fullSet(
  around: OperationSurroundings,
  subscription: ActiveSubscription,
  operation: Operation,
  signal: AbortSignal,
): Promise<FullSetReport | null> {
  const { channel, id } = subscription;
  if (channel.sendFull === undefined) throw sinkErrors.create('SINK_NO_FULL_SET', { subscription: id });
  const stopping = new AbortController();
  const counted = { offers: 0 };
  const items = itemsOf(around, subscription, operation, { counted, stopping });
  const set = { id: operation.id.replace(/\W/g, '-'), items, at: operation.requestedAt };
  try {
    const outcome = await channel.sendFull(set, AbortSignal.any([signal, stopping.signal]));
    if ('reason' in outcome)
      throw sinkErrors.create('SINK_FULL_SET_FAILED', { subscription: id, reason: outcome.reason });
    return { offers: counted.offers, outcome: outcome.kind };
  } catch (error) {
    if (stopping.signal.aborted) return null;
    throw error;
  }
}

/** Page by page: the set is never in memory as a whole. */
async function* itemsOf(
  around: OperationSurroundings,
  subscription: ActiveSubscription,
  operation: Operation,
  { counted, stopping }: { counted: { offers: number }; stopping: AbortController },
): AsyncGenerator<DeliveryItem> {
  for await (const page of around.ledger.deliveries.scan(subscription.id)) {
    for (const item of await heldItems(around, subscription, page)) {
      counted.offers += 1;
      yield item;
    }
    const progressed = { type: 'progressed', cursor: '', looked: page.length, changed: 0 } as const;
    const standing = await changeOperation(around.ledger, operation.id, progressed, around.clock.now());
    if (standing?.status === 'running') continue;
    stopping.abort(new DOMException('the operation was stopped', 'AbortError'));
    throw stopping.signal.reason;
  }
}

/** Those of the deliveries whose offer the partner should hold as it is now; another version is due by itself. */
async function heldItems(
  { ledger, clock }: OperationSurroundings,
  { partner, filter }: ActiveSubscription,
  deliveries: readonly Delivery[],
): Promise<DeliveryItem[]> {
  const wanted = deliveries.filter(({ desiredHash, state }) => desiredHash !== null && state !== 'rejected');
  const offers = await ledger.offers.offers(wanted.map(({ offerId }) => offerId));
  return wanted.flatMap(({ offerId, revision, desiredHash }) => {
    const offer = offers.get(offerId);
    const judgement = offer === undefined ? null : judge(offer, partner, { filter }, clock.now());
    if (judgement?.held !== true || viewHash(judgement.view) !== desiredHash) return [];
    return [{ offerId, revision, content: viewText(judgement.view) }];
  });
}
