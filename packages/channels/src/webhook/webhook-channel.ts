import type { Clock } from '@relais/runtime';
import { formatNamed } from '../formats/registry.ts';
import {
  type Channel,
  type ChannelBatch,
  type DeliveryItem,
  type InventoryRecord,
  type ItemOutcome,
  idempotencyKey,
} from '../port.ts';
import { blamesContent, readOutcomes } from './answer.ts';
import { inventoryAt } from './inventory.ts';
import { batchMessage, type Message, singleMessage, type Writing } from './message.ts';
import { WEBHOOK_HEADERS } from './protocol.ts';
import { type Answer, createPoster, type Poster } from './request.ts';
import type { WebhookSettings } from './settings.ts';
import { createSigner, type Signer } from './signature.ts';

/** A refused batch is taken apart for at most this many times the time of one call. */
const CALLS_TO_TAKE_APART = 8;

export interface WebhookSurroundings {
  readonly subscription: string;
  readonly clock: Clock;
}

/** Opens the webhook channel; the contract stands in `protocol.ts`. */
export function openWebhook(settings: WebhookSettings, surroundings: WebhookSurroundings): Channel {
  const { inventoryUrl } = settings;
  const poster = createPoster({ ...settings, connections: settings.concurrency });
  const call = new WebhookCalls(settings, surroundings, poster);
  return {
    kind: 'webhook',
    batchSize: settings.mode === 'single' ? 1 : settings.batchSize,
    concurrency: settings.concurrency,
    lingerMs: settings.mode === 'single' ? 0 : settings.lingerMs,
    receiptsEveryMs: null,
    receipts: async () => [],
    send: async (batch, signal) => await call.send(batch, signal),
    ...(inventoryUrl === null ? {} : { inventory: (signal: AbortSignal) => call.inventory(inventoryUrl, signal) }),
    close: async () => poster.close(),
  };
}

class WebhookCalls {
  readonly #settings: WebhookSettings;
  readonly #surroundings: WebhookSurroundings;
  readonly #poster: Poster;
  readonly #sign: Signer;
  readonly #writing: Writing;

  constructor(settings: WebhookSettings, surroundings: WebhookSurroundings, poster: Poster) {
    this.#settings = settings;
    this.#surroundings = surroundings;
    this.#poster = poster;
    this.#sign = createSigner(settings.secrets);
    const { format, body } = settings;
    this.#writing = { subscription: surroundings.subscription, format: formatNamed(format), body };
  }

  async send(batch: ChannelBatch, signal: AbortSignal): Promise<ItemOutcome[]> {
    if (batch.items.length === 0) return [];
    if (this.#settings.mode === 'batch') {
      return await this.#sendTogether(
        batch,
        signal,
        performance.now() + CALLS_TO_TAKE_APART * this.#settings.timeoutMs,
      );
    }
    const outcomes = await Promise.all(batch.items.map((item) => this.#sendAlone(item, batch.at, signal)));
    return outcomes.flat();
  }

  /** One call; a batch that was refused for its content is halved until the item at fault stands alone. */
  async #sendTogether(batch: ChannelBatch, signal: AbortSignal, until: number): Promise<ItemOutcome[]> {
    const { id, items, at } = batch;
    const answer = await this.#post(id, batchMessage(batch, this.#writing), signal);
    if (!blamesContent(answer) || items.length === 1 || performance.now() > until) {
      return this.#outcomes(items, answer);
    }
    const half = Math.ceil(items.length / 2);
    const first = await this.#sendTogether({ id: `${id}_1`, items: items.slice(0, half), at }, signal, until);
    const second = await this.#sendTogether({ id: `${id}_2`, items: items.slice(half), at }, signal, until);
    return [...first, ...second];
  }

  async #sendAlone(item: DeliveryItem, at: number, signal: AbortSignal): Promise<ItemOutcome[]> {
    const key = idempotencyKey(this.#surroundings.subscription, item);
    const message = singleMessage(item, at, this.#writing);
    return this.#outcomes([item], await this.#post(key, message, signal));
  }

  /** What the partner holds, by its own word. */
  async *inventory(url: string, signal: AbortSignal): AsyncGenerator<InventoryRecord> {
    const timestamp = this.#timestamp();
    const headers = this.#headers(`inventory-${timestamp}`, timestamp, Buffer.alloc(0));
    const { allowPrivateNetworks, timeoutMs } = this.#settings;
    const source = { url, headers, allowPrivateNetworks, timeoutMs };
    yield* inventoryAt(source, this.#surroundings.subscription, signal);
  }

  async #post(id: string, { contentType, body }: Message, signal: AbortSignal): Promise<Answer> {
    const headers = { ...this.#headers(id, this.#timestamp(), body), 'content-type': contentType };
    return await this.#poster.post(headers, body, signal);
  }

  #timestamp(): number {
    return Math.floor(this.#surroundings.clock.now() / 1000);
  }

  #headers(id: string, timestamp: number, body: Buffer): Record<string, string> {
    return {
      ...this.#settings.headers,
      'user-agent': 'Relais',
      [WEBHOOK_HEADERS.id]: id,
      [WEBHOOK_HEADERS.timestamp]: String(timestamp),
      [WEBHOOK_HEADERS.signature]: this.#sign(id, timestamp, body),
    };
  }

  #outcomes(items: readonly DeliveryItem[], answer: Answer): ItemOutcome[] {
    return readOutcomes(items, answer, { mode: this.#settings.mode, now: this.#surroundings.clock.now() });
  }
}
