import { bytesOf } from '../bytes-of.ts';
import { type Format, formatItem } from '../formats/port.ts';
import type { ChannelBatch, DeliveryItem } from '../port.ts';
import { wirePieces } from '../wire-item.ts';

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
    const listed = items.flatMap((item, index) => [index === 0 ? '' : ',', ...wirePieces(subscription, item, format)]);
    return envelope('offers.batch', at, [`{"batchId":${JSON.stringify(id)},"items":[`, ...listed, ']}']);
  }
  const head = { subscription, load: 'difference', count: items.length, at } as const;
  const written = items.map((item) => formatItem(subscription, item));
  return document(format, format.many(written, head));
}

export function singleMessage(item: DeliveryItem, at: number, { subscription, format, body }: Writing): Message {
  if (body === 'document') return document(format, [format.one(formatItem(subscription, item))]);
  const type = item.content === null ? 'offer.removed' : 'offer.upserted';
  return envelope(type, at, wirePieces(subscription, item, format));
}

/** @param data JSON text, in pieces */
function envelope(type: string, at: number, data: readonly string[]): Message {
  const head = `{"type":"${type}","timestamp":"${new Date(at).toISOString()}","data":`;
  return { contentType: 'application/json', body: bytesOf([head, ...data, '}']) };
}

function document({ mediaType }: Format, pieces: Iterable<string>): Message {
  return { contentType: mediaType, body: bytesOf(pieces) };
}
