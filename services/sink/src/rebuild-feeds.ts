import type { DeliveryItem } from '@relais/channels';
import type { ServiceContext } from '@relais/configuration';
import type { Delivery, Ledger } from '@relais/ledger';
import { judge, viewHash, viewText } from '@relais/policy';
import { CloseStack } from '@relais/runtime';
import { activeSubscriptions } from './serve.ts';
import type { ActiveSubscription } from './subscription.ts';

/** What became of the feeds: entries written, and those that their store did not take. */
export interface RebuiltFeeds {
  readonly written: number;
  readonly failed: number;
}

/** Channels whose partner reads what lies in the ledger; all others have what they have. */
const PULLED: ReadonlySet<string> = new Set(['feed', 'eures']);

/**
 * Puts back into the pull feeds what their readers have or are to read, as it stands now, at new positions: readers begin anew.
 * Offers and deliveries must be there. What a subscription may no longer have is left to the sink, which takes it back.
 */
export async function rebuildFeeds(context: ServiceContext): Promise<RebuiltFeeds> {
  const closing = new CloseStack();
  const rebuilt = { written: 0, failed: 0 };
  try {
    const pulled = activeSubscriptions(context, closing).filter(({ channel }) => PULLED.has(channel.kind));
    for (const subscription of pulled) await refill(context, subscription, rebuilt);
  } finally {
    await closing.close();
  }
  return rebuilt;
}

async function refill(
  { stores, signal }: ServiceContext,
  subscription: ActiveSubscription,
  rebuilt: { written: number; failed: number },
): Promise<void> {
  for await (const deliveries of stores.ledger.deliveries.scan(subscription.id)) {
    const items = await itemsOf(stores.ledger, subscription, deliveries);
    if (items.length === 0) continue;
    const outcomes = await subscription.channel.send({ id: 'd_rebuilt', items, at: Date.now() }, signal);
    const failed = outcomes.filter(({ kind }) => kind === 'failed').length;
    rebuilt.written += items.length - failed;
    rebuilt.failed += failed;
  }
}

/** What is due comes by itself, and what was read as removed is not missed. */
async function itemsOf(
  ledger: Ledger,
  { partner, filter }: ActiveSubscription,
  deliveries: readonly Delivery[],
): Promise<DeliveryItem[]> {
  const handed = deliveries.filter(({ state }) => state === 'awaiting' || state === 'confirmed');
  const offers = await ledger.offers.offers(handed.map(({ offerId }) => offerId));
  return handed.flatMap(({ offerId, revision, desiredHash }): DeliveryItem[] => {
    if (desiredHash === null) return [{ offerId, revision, content: null }];
    const offer = offers.get(offerId);
    const judgement = offer === undefined ? null : judge(offer, partner, { filter });
    if (judgement?.held !== true || viewHash(judgement.view) !== desiredHash) return [];
    return [{ offerId, revision, content: viewText(judgement.view) }];
  });
}
