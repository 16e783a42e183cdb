import { partnerOfferSchema } from '@relais/policy';
import { z } from 'zod';
import { type Format, type FormatItem, formatItem } from './formats/port.ts';
import { relaisPieces } from './formats/relais-json/relais-json.ts';
import type { DeliveryItem } from './port.ts';

const identity = { key: z.string(), offerId: z.string(), revision: z.number().int().positive() };

/**
 * One offer as it travels in a webhook body, as a line of an SFTP file and as the value of a partner topic record, in the
 * format `relais-json`.
 *
 * `key` is `<subscription>_<offerId>_<revision>` and the same over all attempts: a receiver that remembers keys can drop
 * repeats. Per offer, a higher `revision` replaces a lower one, also when it arrives first.
 */
export const wireItemSchema = z
  .discriminatedUnion('action', [
    z.object({
      ...identity,
      /** Hold the offer, with this content. */
      action: z.literal('upsert'),
      offer: partnerOfferSchema,
    }),
    z.object({
      ...identity,
      /** Hold the offer no longer. Removing what is not held is a success. */
      action: z.literal('remove'),
      offer: z.null(),
    }),
  ])
  .meta({ id: 'DeliveryItem', description: 'One offer on its way to one subscription.' });
export type WireItem = z.infer<typeof wireItemSchema>;

/** The same in any other format: its text takes the place of the offer, also for a removal. */
export const documentItemSchema = z
  .object({
    ...identity,
    action: z.enum(['upsert', 'remove']),
    mediaType: z.string(),
    document: z.string(),
  })
  .meta({ id: 'DocumentItem', description: 'One offer on its way to one subscription, as a document of its format.' });

/** JSON text of an item in its wire form, in pieces: `wireItemSchema`, or `documentItemSchema` in another format. */
export function wirePieces(subscription: string, item: DeliveryItem, format: Format): string[] {
  const written = formatItem(subscription, item);
  return format.name === 'relais-json' ? relaisPieces(written) : [documentText(written, format)];
}

function documentText(item: FormatItem, format: Format): string {
  const { key, offerId, revision, content } = item;
  const action = content === null ? 'remove' : 'upsert';
  const { mediaType } = format;
  return JSON.stringify({ key, offerId, revision, action, mediaType, document: format.one(item) });
}
