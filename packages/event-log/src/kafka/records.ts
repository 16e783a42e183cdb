import type { KafkaMessage } from 'kafkajs';
import type { LogRecord } from '../port.ts';

/** A record as the port shows it, from a record as kafkajs shows it. A record without a key, which is not ours, has an empty one. */
export function toLogRecord(topic: string, partition: number, message: KafkaMessage): LogRecord {
  return {
    topic,
    partition,
    offset: BigInt(message.offset),
    key: message.key?.toString() ?? '',
    value: message.value?.toString() ?? null,
    headers: toHeaders(message.headers),
    timestamp: Number(message.timestamp),
  };
}

/** Of a header that comes several times, the last one counts. */
function toHeaders(headers: KafkaMessage['headers']): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    const last = Array.isArray(value) ? value.at(-1) : value;
    texts[name] = last?.toString() ?? '';
  }
  return texts;
}
