import { z } from 'zod';
import { formatNameSchema } from '../formats/registry.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What every channel has that partners pull from. */
export const pulledShape = {
  /** Keys that open this subscription, given resolved; two during a change of keys. */
  apiKeys: z.array(z.string().min(24).max(200)).min(1).max(5),
  /** Most entries written at once. */
  batchSize: z.number().int().min(1).max(5000).default(500),
  /** How long an entry waits for others to be written with, milliseconds. */
  lingerMs: z.number().int().min(0).max(60_000).default(20),
  /** How often it is looked how far the partner has read, milliseconds. */
  receiptsEveryMs: z.number().int().min(10).default(2000),
  /** How long the partner may take to read before a delivery counts as unanswered. */
  receiptWithinMs: z
    .number()
    .int()
    .min(1000)
    .default(7 * DAY_MS),
};

export const feedSettingsSchema = z.strictObject({
  kind: z.literal('feed'),
  /** What the entries are written in. */
  format: formatNameSchema.default('relais-json'),
  /** What says that entries are stored: asking on with the cursor behind them, or an acknowledgement of their own. */
  acknowledgement: z.enum(['cursor', 'explicit']).default('cursor'),
  ...pulledShape,
});
export type FeedSettings = z.infer<typeof feedSettingsSchema>;
