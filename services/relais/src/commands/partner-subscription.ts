import type { Configuration } from '@relais/configuration';
import { commandErrors } from '../errors.ts';

export type ConfiguredPartner = Configuration['partners'][number];
export type ConfiguredSubscription = ConfiguredPartner['subscriptions'][number];

/** Ids of all subscriptions, in the order of the configuration. */
export function subscriptionIds({ partners }: Configuration): string[] {
  return partners.flatMap((partner) => partner.subscriptions.map(({ id }) => id));
}

/** A subscription of the configuration, with the partner whose it is. @throws COMMAND_SUBSCRIPTION_UNKNOWN */
export function subscriptionOf(
  configuration: Configuration,
  id: string,
): { partner: ConfiguredPartner; subscription: ConfiguredSubscription } {
  for (const partner of configuration.partners) {
    const subscription = partner.subscriptions.find((one) => one.id === id);
    if (subscription !== undefined) return { partner, subscription };
  }
  const known = subscriptionIds(configuration).join(', ');
  throw commandErrors.create('COMMAND_SUBSCRIPTION_UNKNOWN', { subscription: id, known });
}
