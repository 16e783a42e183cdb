import { z } from 'zod';

/** One offer on its way, as Relais writes it into webhook bodies and files. */
export const itemSchema = z.discriminatedUnion('action', [
  z.object({
    key: z.string(),
    offerId: z.string(),
    revision: z.number().int().positive(),
    action: z.literal('upsert'),
    offer: z.looseObject({}),
  }),
  z.object({
    key: z.string(),
    offerId: z.string(),
    revision: z.number().int().positive(),
    action: z.literal('remove'),
    offer: z.null(),
  }),
]);

/** A webhook body with several offers, or with one. */
export const bodySchema = z.union([
  z
    .object({
      type: z.literal('offers.batch'),
      data: z.object({ batchId: z.string(), items: z.array(itemSchema).min(1) }),
    })
    .transform(({ data }) => data.items),
  z.object({ type: z.enum(['offer.upserted', 'offer.removed']), data: itemSchema }).transform(({ data }) => [data]),
]);

export const manifestSchema = z.object({
  batchId: z.string(),
  file: z.string().regex(/^[\w-]+\.jsonl$/),
  count: z.number().int().positive(),
  bytes: z.number().int().positive(),
  sha256: z.string().length(64),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** A page of the pull feed. Entries have no key: position and revision say whether they are news. */
export const feedPageSchema = z.object({
  entries: z.array(
    z.object({
      position: z.number().int().positive(),
      offerId: z.string(),
      revision: z.number().int().positive(),
      action: z.enum(['upsert', 'remove']),
      offer: z.looseObject({}).nullable(),
    }),
  ),
  next: z.string(),
  more: z.boolean(),
});
