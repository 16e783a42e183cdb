import { type Format, formatItem } from '../formats/port.ts';
import type { ChannelBatch, DeliveryItem } from '../port.ts';
import { wireItem } from '../wire-item.ts';

/** The body of a call, as it is signed and sent. */
export interface Message {
  readonly contentType: string;
  readonly body: Buffer;
}

export interface Writing {
  readonly subscription: string;
  readonly format: Format;
  readonly body: 'envelope' | 'document';
}

export function batchMessage({ id, items, at }: ChannelBatch, { subscription, format, body }: Writing): Message {
  if (body === 'envelope') {
    const data = { batchId: id, items: items.map((item) => wireItem(subscription, item, format)) };
    return envelope({ type: 'offers.batch', timestamp: new Date(at).toISOString(), data });
  }
  const head = { subscription, load: 'difference', count: items.length, at } as const;
  const written = items.map((item) => formatItem(subscription, item));
  return document(format, [...format.many(written, head)].join(''));
}

export function singleMessage(item: DeliveryItem, at: number, { subscription, format, body }: Writing): Message {
  if (body === 'document') return document(format, format.one(formatItem(subscription, item)));
  const type = item.content === null ? 'offer.removed' : 'offer.upserted';
  const data = wireItem(subscription, item, format);
  return envelope({ type, timestamp: new Date(at).toISOString(), data });
}

function envelope(message: object): Message {
  return { contentType: 'application/json', body: Buffer.from(JSON.stringify(message)) };
}

function document({ mediaType }: Format, text: string): Message {
  return { contentType: mediaType, body: Buffer.from(text) };
}
