import { partnerOfferSchema } from '@relais/policy';
import { z } from 'zod';
import { type DeliveryItem, idempotencyKey } from './port.ts';

/**
 * One offer as it travels in a webhook body, as a line of an SFTP file and as the value of a partner topic record.
 *
 * `key` is `<subscription>_<offerId>_<revision>` and the same over all attempts: a receiver that remembers keys can drop
 * repeats. Per offer, a higher `revision` replaces a lower one, also when it arrives first.
 */
export const wireItemSchema = z
  .discriminatedUnion('action', [
    z.object({
      key: z.string(),
      offerId: z.string(),
      revision: z.number().int().positive(),
      /** Hold the offer, with this content. */
      action: z.literal('upsert'),
      offer: partnerOfferSchema,
    }),
    z.object({
      key: z.string(),
      offerId: z.string(),
      revision: z.number().int().positive(),
      /** Hold the offer no longer. Removing what is not held is a success. */
      action: z.literal('remove'),
      offer: z.null(),
    }),
  ])
  .meta({ id: 'DeliveryItem', description: 'One offer on its way to one subscription.' });
export type WireItem = z.infer<typeof wireItemSchema>;

/** An item in its wire form, before it becomes JSON text. Members stand in the order of `wireItemSchema`. */
export function wireItem(subscription: string, item: DeliveryItem): Record<string, unknown> {
  return {
    key: idempotencyKey(subscription, item),
    offerId: item.offerId,
    revision: item.revision,
    action: item.content === null ? 'remove' : 'upsert',
    offer: item.content,
  };
}
