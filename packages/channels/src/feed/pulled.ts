import type { FormatName } from '../formats/registry.ts';
import type { ChannelSettings } from '../registry.ts';

/** What the server knows of a subscription that is read here. */
export interface PulledSubscription {
  readonly apiKeys: readonly string[];
  /** Which of the two interfaces it is read through. @default 'feed' */
  readonly kind?: 'feed' | 'eures';
  /** @default 'relais-json' */
  readonly format?: FormatName;
  /** @default 'cursor' */
  readonly acknowledgement?: 'cursor' | 'explicit';
}

/** The subscriptions that partners read from this server, out of all that are configured. */
export function pulledSubscriptions(
  configured: Iterable<{ readonly id: string; readonly channel: ChannelSettings }>,
): Map<string, PulledSubscription> {
  const pulled = new Map<string, PulledSubscription>();
  for (const { id, channel } of configured) {
    if (channel.kind === 'feed' || channel.kind === 'eures') pulled.set(id, channel);
  }
  return pulled;
}
