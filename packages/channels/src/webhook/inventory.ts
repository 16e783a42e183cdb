import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { messageOf } from '@relais/runtime';
import { channelErrors } from '../errors.ts';
import { readInventory } from '../inventory.ts';
import type { InventoryRecord } from '../port.ts';
import { guardedLookup, isRefusedAddress, literalAddress, refusal } from './address-guard.ts';

/** An inventory may take this many times the time of one call, and be this large. */
const CALLS = 20;
const MOST_BYTES = 256 * 1024 * 1024;

export interface InventorySource {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly allowPrivateNetworks: boolean;
  readonly timeoutMs: number;
}

/**
 * Reads what a partner says it holds. The same guards as for calls: public addresses only unless allowed, no redirect is
 * followed, nothing is decompressed, and time and size have an end.
 */
export async function* inventoryAt(
  source: InventorySource,
  subscription: string,
  signal: AbortSignal,
): AsyncGenerator<InventoryRecord> {
  const deadline = AbortSignal.timeout(CALLS * source.timeoutMs);
  try {
    yield* readInventory(limited(await ask(source, AbortSignal.any([signal, deadline]))));
  } catch (error) {
    signal.throwIfAborted();
    const reason = deadline.aborted ? `it took longer than ${CALLS * source.timeoutMs} ms` : messageOf(error);
    throw channelErrors.create('CHANNEL_INVENTORY_UNREADABLE', { subscription, reason }, error);
  }
}

async function ask(
  { url, headers, allowPrivateNetworks }: InventorySource,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const target = new URL(url);
  const literal = literalAddress(target);
  const reach = allowPrivateNetworks ? 'private' : 'public';
  if (literal !== null && isRefusedAddress(literal, reach)) throw refusal(target.hostname, literal);
  const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
  const call = send(target, {
    headers: { ...headers, 'accept-encoding': 'identity' },
    agent: false,
    signal,
    lookup: guardedLookup(reach),
  });
  call.end();
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  // Once the response has begun, what goes wrong ends the reading, and must not end the process.
  call.on('error', () => undefined);
  if (response.statusCode === 200) return response;
  response.destroy();
  throw new Error(`the partner answered ${response.statusCode}`);
}

async function* limited(response: IncomingMessage): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MOST_BYTES) throw new Error(`it is larger than ${MOST_BYTES} bytes`);
    yield chunk;
  }
}
