import type { HotState } from '@relais/state';
import { desires } from './desire.ts';
import type { LaneSurroundings } from './lane.ts';
import { recordChanges } from './record-changes.ts';
import type { ActiveSubscription } from './subscription.ts';

/**
 * Judges every standing offer again for the subscriptions whose policy, filter or view has changed since the last start,
 * and for new ones: what a partner may no longer have is taken back, what it may now have becomes due.
 */
export async function sweepChanged(
  around: LaneSurroundings,
  subscriptions: readonly ActiveSubscription[],
): Promise<void> {
  const changed: ActiveSubscription[] = [];
  for (const subscription of subscriptions) {
    if ((await known(around.state, subscription)) !== subscription.fingerprint) changed.push(subscription);
  }
  if (changed.length === 0) return;
  for await (const offers of around.ledger.offers.scanOffers({ status: 'open' })) {
    const judging = { at: around.clock.now(), views: around.views };
    await recordChanges(around, { changes: desires(offers, changed, judging) });
  }
  for (const subscription of changed) {
    await around.state.values.set(`fingerprint:${subscription.id}`, subscription.fingerprint);
  }
}

function known(state: HotState, subscription: ActiveSubscription): Promise<string | null> {
  return state.values.get(`fingerprint:${subscription.id}`);
}
