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

/**
 * Questions of a subscription that are under way at a time, those that wait for news included. An answer is in memory as a whole
 * until its reader has taken it: many slow ones would take the memory of all.
 */
const MOST_UNDER_WAY = 12;
const BUSY_WAIT_MS = 1000;

/** Lets a question in by its key and rate; throws otherwise. */
export class Gate {
  readonly #digests: ReadonlyMap<string, readonly Buffer[]>;
  readonly #known: RateLimiter;
  readonly #strangers: RateLimiter;
  readonly #underWay = new Map<string, number>();

  constructor({ keys, clock, rate, strangerRate }: GateOptions) {
    this.#digests = new Map([...keys].map(([id, apiKeys]) => [id, apiKeys.map(digestOf)]));
    this.#known = new RateLimiter(rate, clock);
    this.#strangers = new RateLimiter(strangerRate, clock);
  }

  admit(subscription: string, request: FastifyRequest, reply: FastifyReply): void {
    const key = /^Bearer +(\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const valid = this.#opens(subscription, key);
    const waitMs = valid ? this.#waitOf(subscription) : this.#strangers.take(request.ip);
    if (waitMs > 0) {
      void reply.header('retry-after', Math.ceil(waitMs / 1000));
      throw channelErrors.create('FEED_RATE_LIMITED');
    }
    if (valid) return this.#enter(subscription, reply);
    void reply.header('www-authenticate', 'Bearer');
    throw channelErrors.create('FEED_UNAUTHORIZED');
  }

  #waitOf(subscription: string): number {
    const waitMs = this.#known.take(subscription);
    const isBusy = (this.#underWay.get(subscription) ?? 0) >= MOST_UNDER_WAY;
    return isBusy ? Math.max(waitMs, BUSY_WAIT_MS) : waitMs;
  }

  #enter(subscription: string, reply: FastifyReply): void {
    const change = (by: number) => this.#underWay.set(subscription, (this.#underWay.get(subscription) ?? 0) + by);
    change(1);
    reply.raw.once('close', () => change(-1));
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
