export { channelErrors } from './errors.ts';
export { type FeedServerOptions, feedServer } from './feed/feed-server.ts';
export type { FeedStore, StoredFeedEntry } from './feed/feed-store.ts';
export { type FeedPage, feedFaultSchema, feedPageSchema } from './feed/protocol.ts';
export type { Channel, ChannelBatch, DeliveryItem, ItemOutcome, Receipt, ReceiptBatch } from './port.ts';
export { type ChannelSettings, type ChannelSurroundings, channelSettingsSchema, openChannel } from './registry.ts';
export { sftpManifestSchema } from './sftp/protocol.ts';
export { webhookAnswerSchema, webhookBatchSchema, webhookSingleSchema } from './webhook/protocol.ts';
export { type WireItem, wireItemSchema } from './wire-item.ts';
