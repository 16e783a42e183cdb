export type { CheckResult, ConformanceSurroundings } from './conformance/check.ts';
export { conformance } from './conformance/conformance.ts';
export { testOffer } from './conformance/test-offer.ts';
export { channelErrors } from './errors.ts';
export { euresReferenceSchema } from './eures/protocol.ts';
export { type FeedServerOptions, feedServer } from './feed/feed-server.ts';
export type { FeedStore, StoredFeedEntry } from './feed/feed-store.ts';
export { pullPaths } from './feed/open-api.ts';
export { acknowledgementSchema, type FeedPage, feedFaultSchema, feedPageSchema } from './feed/protocol.ts';
export { pulledSubscriptions } from './feed/pulled.ts';
export type { Format, FormatItem } from './formats/port.ts';
export { FORMATS, type FormatName } from './formats/registry.ts';
export { inventoryLineSchema } from './inventory.ts';
export type {
  Channel,
  ChannelBatch,
  DeliveryItem,
  InventoryRecord,
  ItemOutcome,
  Receipt,
  ReceiptBatch,
} from './port.ts';
export { type ChannelSurroundings, channelSettingsSchema, openChannel } from './registry.ts';
export { sftpFullManifestSchema, sftpManifestSchema } from './sftp/protocol.ts';
export { webhookAnswerSchema, webhookBatchSchema, webhookSingleSchema } from './webhook/protocol.ts';
export { createSigner, signingSecretSchema } from './webhook/signature.ts';
export { documentItemSchema, type WireItem, wireItemSchema } from './wire-item.ts';
