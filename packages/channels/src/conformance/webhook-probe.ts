import { randomBytes } from 'node:crypto';
import { formatNamed } from '../formats/registry.ts';
import { type DeliveryItem, type ItemOutcome, idempotencyKey } from '../port.ts';
import { readOutcomes } from '../webhook/answer.ts';
import { batchMessage, type Message, singleMessage } from '../webhook/message.ts';
import { WEBHOOK_HEADERS } from '../webhook/protocol.ts';
import { type Answer, createPoster, type Poster } from '../webhook/request.ts';
import type { WebhookSettings } from '../webhook/settings.ts';
import { createSigner } from '../webhook/signature.ts';
import type { ConformanceSurroundings } from './check.ts';

/** How a call is signed: as it should be, with one of the secrets alone (by its place), or wrong in one way. */
export type Signing = 'right' | 'missing' | 'wrong' | 'of-another-body' | 'old' | number;

export interface Probed {
  readonly answer: Answer;
  readonly outcomes: readonly ItemOutcome[];
  readonly bytes: number;
}

const OLD_SECONDS = 3600;

/** Makes calls to a partner's webhook as the channel makes them, and such as it never makes. */
export class WebhookProbe {
  readonly settings: WebhookSettings;
  /** Longest time that an answer took, milliseconds. */
  slowestMs = 0;
  readonly #surroundings: ConformanceSurroundings;
  readonly #poster: Poster;
  #calls = 0;

  constructor(settings: WebhookSettings, surroundings: ConformanceSurroundings) {
    this.settings = settings;
    this.#surroundings = surroundings;
    this.#poster = createPoster({ ...settings, connections: 1 });
  }

  /** A call with these items (in mode `single` the first). @param id the `webhook-id` of an earlier call, to repeat it */
  async call(items: readonly DeliveryItem[], signing: Signing = 'right', id = this.newId(items)): Promise<Probed> {
    const message = this.#message(items, id);
    const headers = { ...this.#headers(id, message, signing), 'content-type': message.contentType };
    const began = performance.now();
    const answer = await this.#poster.post(headers, message.body, this.#surroundings.signal);
    this.slowestMs = Math.max(this.slowestMs, performance.now() - began);
    const read = { mode: this.settings.mode, now: this.#surroundings.clock.now() };
    return { answer, outcomes: readOutcomes(items, answer, read), bytes: message.body.length };
  }

  newId(items: readonly DeliveryItem[]): string {
    const [first] = items;
    this.#calls += 1;
    if (this.settings.mode === 'single' && first) return idempotencyKey(this.#surroundings.subscription, first);
    return `test_${first?.offerId ?? ''}_${this.#calls}`;
  }

  close(): void {
    this.#poster.close();
  }

  #message(items: readonly DeliveryItem[], id: string): Message {
    const { format, body, mode } = this.settings;
    const writing = { subscription: this.#surroundings.subscription, format: formatNamed(format), body };
    const at = this.#surroundings.clock.now();
    const [first] = items;
    return mode === 'single' && first ? singleMessage(first, at, writing) : batchMessage({ id, items, at }, writing);
  }

  #headers(id: string, { body }: Message, signing: Signing): Record<string, string> {
    const now = Math.floor(this.#surroundings.clock.now() / 1000);
    const timestamp = signing === 'old' ? now - OLD_SECONDS : now;
    const secrets = secretsFor(signing, this.settings.secrets);
    const signed = signing === 'of-another-body' ? Buffer.concat([body, Buffer.from(' ')]) : body;
    const headers = {
      ...this.settings.headers,
      'user-agent': 'Relais',
      [WEBHOOK_HEADERS.id]: id,
      [WEBHOOK_HEADERS.timestamp]: String(timestamp),
    };
    if (signing === 'missing') return headers;
    return { ...headers, [WEBHOOK_HEADERS.signature]: createSigner(secrets)(id, timestamp, signed) };
  }
}

function secretsFor(signing: Signing, secrets: readonly string[]): readonly string[] {
  if (typeof signing === 'number') return secrets.slice(signing, signing + 1);
  return signing === 'wrong' ? secrets.map(unknownSecret) : secrets;
}

/** A secret of the same kind that nobody knows. */
function unknownSecret(secret: string): string {
  return `${secret.split('_')[0]}_${randomBytes(32).toString('base64')}`;
}
