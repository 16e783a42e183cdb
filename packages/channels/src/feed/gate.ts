import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@relais/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { channelErrors } from '../errors.ts';
import { type RateLimit, RateLimiter } from './rate-limit.ts';

export interface GateOptions {
  /** API keys by subscription. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
  readonly clock: Clock;
  readonly rate: RateLimit;
  readonly strangerRate: RateLimit;
}

/** Lets a question in by its key and rate; throws otherwise. */
export class Gate {
  readonly #digests: ReadonlyMap<string, readonly Buffer[]>;
  readonly #known: RateLimiter;
  readonly #strangers: RateLimiter;

  constructor({ keys, clock, rate, strangerRate }: GateOptions) {
    this.#digests = new Map([...keys].map(([id, apiKeys]) => [id, apiKeys.map(digestOf)]));
    this.#known = new RateLimiter(rate, clock);
    this.#strangers = new RateLimiter(strangerRate, clock);
  }

  admit(subscription: string, request: FastifyRequest, reply: FastifyReply): void {
    const key = /^Bearer +(\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const valid = this.#opens(subscription, key);
    const waitMs = valid ? this.#known.take(subscription) : this.#strangers.take(request.ip);
    if (waitMs > 0) {
      void reply.header('retry-after', Math.ceil(waitMs / 1000));
      throw channelErrors.create('FEED_RATE_LIMITED');
    }
    if (valid) return;
    void reply.header('www-authenticate', 'Bearer');
    throw channelErrors.create('FEED_UNAUTHORIZED');
  }

  /** Compares digests of equal length, all of them, in constant time. */
  #opens(subscription: string, key: string): boolean {
    const given = digestOf(key);
    const digests = this.#digests.get(subscription) ?? [];
    return digests.map((digest) => timingSafeEqual(digest, given)).includes(true);
  }
}

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
