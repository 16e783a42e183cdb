/**
 * The topic contract: `relais.partner.<partner>.v1`, compacted.
 *
 * - key: the offer id, so that the revisions of one offer keep their order;
 * - value: the offer in the subscription's `format`, by default JSON of `wireItemSchema` (always `action: "upsert"`), or a
 *   tombstone (null) when the offer is to be removed;
 * - headers: CloudEvents 1.0 in the binary mode of the Kafka binding. `ce_id` is the item's key
 *   `<subscription>_<offerId>_<revision>`, `ce_type` `eu.relais.offer.upserted` or `eu.relais.offer.removed`, `ce_source`
 *   `/relais/sink/<subscription>`, `ce_time` the moment of publishing, `content-type` the format's media type, and the two
 *   below, so that a tombstone tells of itself.
 *
 * A record may appear again with the same `ce_id`; it says the same.
 */
export const TOPIC_HEADERS = {
  /** The offer id. */
  subject: 'ce_subject',
  /** The revision, in digits. */
  revision: 'ce_revision',
} as const;
