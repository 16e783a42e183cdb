import { partnerOfferSchema } from '@relais/policy';
import { z } from 'zod';

/**
 * The pull feed contract.
 *
 * `GET /v1/feeds/<subscription>?after=<cursor>&limit=<1–1000, default 100>` with `Authorization: Bearer <API key of the
 * subscription>`.
 *
 * - Without `after` the feed begins at its beginning: the newest entry of every offer, which is the full set and every
 *   removal still known. With `after` it goes on behind that cursor.
 * - Asking with a cursor acknowledges every entry up to it: ask only once the entries are stored.
 * - `next` is the cursor for the next question, also when no entry came; `more` tells whether to ask at once.
 *   A page may be shorter than `limit` (8 MiB at most) and still have `more`.
 * - Per offer, a higher `revision` replaces a lower one. An offer appears once, under its newest revision.
 * - Answers carry a weak `ETag`; `If-None-Match` with it gives 304 when the page is the same.
 *
 * Faults are `{code, message}`: 400 `FEED_CURSOR_INVALID` or `FEED_LIMIT_INVALID`, 401 `FEED_UNAUTHORIZED` (also for a
 * subscription that does not exist), 404 `FEED_NOT_FOUND` for any other path, 429 `FEED_RATE_LIMITED` with `Retry-After`,
 * 500 `FEED_UNAVAILABLE`.
 */
export const FEED_PATH = '/v1/feeds/:subscription';
export const MOST_FEED_ENTRIES = 1000;
export const DEFAULT_FEED_ENTRIES = 100;

const feedEntrySchema = z.object({
  /** Grows with each entry. */
  position: z.number().int().positive(),
  offerId: z.string(),
  revision: z.number().int().positive(),
  action: z.enum(['upsert', 'remove']),
  /** Null for a removal. */
  offer: partnerOfferSchema.nullable(),
});

/** A page of the feed. */
export const feedPageSchema = z
  .object({ entries: z.array(feedEntrySchema), next: z.string(), more: z.boolean() })
  .meta({ id: 'FeedPage', description: 'A page of the pull feed of one subscription.' });
export type FeedPage = z.infer<typeof feedPageSchema>;

/** Answer to a question that cannot be served. */
export const feedFaultSchema = z
  .object({ code: z.string(), message: z.string() })
  .meta({ id: 'FeedFault', description: 'Why the feed was not served.' });
