import type { Configuration } from '@relais/configuration';
import { commandErrors } from '../errors.ts';

export type ConfiguredPartner = Configuration['partners'][number];
export type ConfiguredSubscription = ConfiguredPartner['subscriptions'][number];

/** A subscription of the configuration, with the partner whose it is. @throws COMMAND_SUBSCRIPTION_UNKNOWN */
export function subscriptionOf(
  { partners }: Configuration,
  id: string,
): { partner: ConfiguredPartner; subscription: ConfiguredSubscription } {
  for (const partner of partners) {
    const subscription = partner.subscriptions.find((one) => one.id === id);
    if (subscription !== undefined) return { partner, subscription };
  }
  const known = partners.flatMap((partner) => partner.subscriptions.map((one) => one.id)).join(', ');
  throw commandErrors.create('COMMAND_SUBSCRIPTION_UNKNOWN', { subscription: id, known });
}
