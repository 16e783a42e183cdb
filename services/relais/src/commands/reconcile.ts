import { openChannel } from '@relais/channels';
import type { ServiceContext } from '@relais/configuration';
import { systemClock } from '@relais/runtime';
import { commandErrors } from '../errors.ts';
import { onInstallation } from './installation.ts';
import { type AskingOptions, ask } from './operations.ts';
import { subscriptionOf } from './partner-subscription.ts';

/** `relais reconcile`: compares what a partner says it holds with what it should hold, and repairs what differs. */
export function reconcile(
  subscription: string,
  options: AskingOptions & { readonly dryRun: boolean },
): Promise<number> {
  return onInstallation(options, async (context) => {
    const { kind: channel, inventory } = await channelOf(context, subscription);
    if (inventory === undefined) throw commandErrors.create('COMMAND_NO_INVENTORY', { subscription, channel });
    const request = { repair: !options.dryRun };
    return await ask(context, { type: 'reconcile.request', subscription, request }, options);
  });
}

/** `relais partner full`: leaves everything that the partner should hold, to take the place of all it holds. */
export function leaveFullSet(subscription: string, options: AskingOptions): Promise<number> {
  return onInstallation(options, async (context) => {
    const { kind: channel, sendFull } = await channelOf(context, subscription);
    if (sendFull === undefined) throw commandErrors.create('COMMAND_NO_FULL_SET', { subscription, channel });
    return await ask(context, { type: 'full-set.request', subscription, request: {} }, options);
  });
}

/** What the channel of a subscription can do, told by itself; it is closed again and connects to nothing. */
export async function channelOf({ configuration, stores, logger }: ServiceContext, id: string) {
  const { partner, subscription } = subscriptionOf(configuration, id);
  const around = { log: stores.log, feedStore: stores.ledger.feed, clock: systemClock, logger };
  const channel = openChannel(subscription.channel, { partner: partner.id, subscription: id, ...around });
  const { kind, inventory, sendFull } = channel;
  await channel.close();
  return { kind, inventory, sendFull };
}
