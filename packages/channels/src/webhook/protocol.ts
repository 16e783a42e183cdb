import { z } from 'zod';
import { recordResultSchema } from '../record-result.ts';
import { wireItemSchema } from '../wire-item.ts';

/**
 * The webhook contract: Standard Webhooks 1.0.0 (https://www.standardwebhooks.com), extended by a batch body with one
 * result per offer in the answer.
 *
 * Request: `POST <url>`, `content-type: application/json`, and the headers
 * - `webhook-id`: the batch id (mode `batch`) or the item key (mode `single`); the same over all attempts;
 * - `webhook-timestamp`: Unix seconds of this attempt;
 * - `webhook-signature`: one signature per active secret, separated by spaces: `v1,<base64>` (HMAC-SHA256, `whsec_` secrets)
 *   or `v1a,<base64>` (Ed25519, `whsk_` keys), over the bytes `<webhook-id>.<webhook-timestamp>.<body>`.
 *
 * In another `format` than `relais-json` the items of the body are `documentItemSchema`: the format's text in place of the offer.
 * With `body: document` the body is that text alone under the format's own media type; signature and answer stay as they are.
 *
 * Answer, by status:
 *
 * | status | mode batch | mode single |
 * | --- | --- | --- |
 * | 2xx with `{results}` | each item by its result; an item without one: failed `no-receipt`, retried | the same |
 * | 2xx otherwise (empty, text, JSON without `results`) | all accepted | accepted |
 * | 2xx with broken JSON, or more than 128 KiB of JSON | failed, retried | the same |
 * | 3xx | failed `partner-error`, retried; never followed | the same |
 * | 400, 422 / 409 / 413 / 451 | halved and sent again until the item at fault stands alone, with `webhook-id` `<batch id>_<n>` | rejected `invalid` / `duplicate` / `too-large` / `not-wanted` |
 * | 401, 403 | failed `authentication`, retried | the same |
 * | 404 | failed `partner-error`, retried | a removal: accepted; else the same |
 * | 408 | failed `timeout`, retried | the same |
 * | 410 | failed `gone`, not retried | a removal: accepted; else the same |
 * | 429 | failed `rate-limited`, retried after `Retry-After` | the same |
 * | other 4xx | failed `partner-error`, retried | the same |
 * | 5xx | failed `server-error`, retried, after `Retry-After` where given | the same |
 *
 * `GET <inventoryUrl>` asks what the partner holds. It is signed like a call with an empty body, its `webhook-id` is
 * `inventory-<webhook-timestamp>`; the answer is 200 with the lines of `inventoryLineSchema`.
 *
 * `webhook-delivery: abort-message` on an answer outside 2xx ends the retries. `Retry-After` counts for `retry` results too.
 */
export const WEBHOOK_HEADERS = {
  id: 'webhook-id',
  timestamp: 'webhook-timestamp',
  signature: 'webhook-signature',
  /** On the answer. */
  delivery: 'webhook-delivery',
} as const;

/** Most bytes of an answer that are read. */
export const MOST_ANSWER_BYTES = 128 * 1024;

/** Body in mode `batch`: up to `batchSize` offers, each at most once. */
export const webhookBatchSchema = z
  .object({
    type: z.literal('offers.batch'),
    /** When the batch was put together. */
    timestamp: z.iso.datetime(),
    data: z.object({ batchId: z.string(), items: z.array(wireItemSchema).min(1) }),
  })
  .meta({ id: 'WebhookBatch', description: 'Body of a webhook call with several offers.' });

/** Body in mode `single`: one offer. */
export const webhookSingleSchema = z
  .object({
    type: z.enum(['offer.upserted', 'offer.removed']),
    timestamp: z.iso.datetime(),
    data: wireItemSchema,
  })
  .meta({ id: 'WebhookSingle', description: 'Body of a webhook call with one offer.' });

/** Answer of a receiver that speaks about each record. Entries may come in any order; unknown members are ignored. */
export const webhookAnswerSchema = z
  .object({ results: z.array(recordResultSchema) })
  .meta({ id: 'WebhookAnswer', description: 'Answer with one result per offer.' });
