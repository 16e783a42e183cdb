import { partnerOfferSchema } from '@relais/policy';
import { z } from 'zod';
import { filterCodesSchema } from './filter-codes.ts';

/**
 * The pull feed contract.
 *
 * `GET /v1/feeds/<subscription>?after=<cursor>&limit=<1–1000, default 100>&wait=<0–30 seconds, default 0>` with
 * `Authorization: Bearer <API key of the subscription>`.
 *
 * - Without `after` the feed begins at its beginning: the newest entry of every offer, which is the full set and every
 *   removal still known. With `after` it goes on behind that cursor.
 * - Asking with a cursor acknowledges every entry up to it: ask only once the entries are stored. A subscription with
 *   explicit acknowledgement acknowledges by `POST /v1/feeds/<subscription>/acknowledgement` with `{"cursor": …}` alone, answered
 *   with 204; the others may use it too.
 * - `next` is the cursor for the next question, also when no entry came; `more` tells whether to ask at once.
 *   A page may be shorter than `limit` (8 MiB at most), also empty, and still have `more`.
 * - `wait` holds back an empty page until there is news or the time is over. At most ten readers of a subscription wait at once;
 *   one more is answered at once.
 * - Per offer, a higher `revision` replaces a lower one. An offer appears once, under its newest revision.
 * - A removal carries `codes`, the codes that the offer had last, or null where they are not known: a reader that keeps
 *   only part of the feed sees whether it concerns that part.
 * - A reader may ask for a part: `languages`, `countries`, `contracts`, `origins`, `postcodes`, `nuts`, `competent`, `esco`, `isco`
 *   and `rome` take beginnings of codes, separated by commas. All that are given must match, but one of `postcodes` and
 *   `nuts`, and one of the four occupation lists, is enough. An offer that may have matched before and no longer does comes
 *   as a removal. What is left out counts as read.
 * - In another format than Relais JSON an entry has `mediaType` and `document`, the format's text, in place of `offer`.
 * - Answers carry a weak `ETag`; `If-None-Match` with it gives 304 when the page is the same.
 * - `Accept-Encoding: gzip` gives pages compressed, but for small ones; the `ETag` of a page is the same in either form.
 *
 * Faults are `{code, message}`: 400 `FEED_CURSOR_INVALID`, `FEED_LIMIT_INVALID` or `FEED_QUESTION_INVALID`, 401
 * `FEED_UNAUTHORIZED` (also for a subscription that does not exist), 404 `FEED_NOT_FOUND` for any other path, 406
 * `FEED_ENCODING_REFUSED` to a reader that takes neither gzip nor plain text, 410
 * `FEED_CURSOR_EXPIRED` when the feed was built anew since the cursor: begin again without `after`, and drop what is held and
 * does not come again; 429 `FEED_RATE_LIMITED` with `Retry-After`, also while twelve questions of the subscription are under way, 500 `FEED_UNAVAILABLE`.
 */
export const FEED_PATH = '/v1/feeds/:subscription';
export const ACKNOWLEDGEMENT_PATH = '/v1/feeds/:subscription/acknowledgement';
export const MOST_FEED_ENTRIES = 1000;
export const DEFAULT_FEED_ENTRIES = 100;
export const LONGEST_WAIT_SECONDS = 30;

const feedEntrySchema = z.object({
  /** Grows with each entry. */
  position: z.number().int().positive(),
  offerId: z.string(),
  revision: z.number().int().positive(),
  action: z.enum(['upsert', 'remove']),
  /** Null for a removal. Missing in another format than Relais JSON. */
  offer: partnerOfferSchema.nullable().optional(),
  /** With a removal: the codes that the offer had last; null where they are not known. */
  codes: filterCodesSchema.nullable().optional(),
  /** In another format: what `document` is. */
  mediaType: z.string().optional(),
  /** In another format: the offer, or its removal. */
  document: z.string().optional(),
});

/** A page of the feed. */
export const feedPageSchema = z
  .object({ entries: z.array(feedEntrySchema), next: z.string(), more: z.boolean() })
  .meta({ id: 'FeedPage', description: 'A page of the pull feed of one subscription.' });
export type FeedPage = z.infer<typeof feedPageSchema>;

/** Body of an explicit acknowledgement: everything up to the cursor is stored. */
export const acknowledgementSchema = z
  .object({ cursor: z.string().max(300) })
  .meta({ id: 'FeedAcknowledgement', description: 'Says that everything up to a cursor is stored.' });

/** Answer to a question that cannot be served. */
export const feedFaultSchema = z
  .object({ code: z.string(), message: z.string() })
  .meta({ id: 'FeedFault', description: 'Why the feed was not served.' });
