import type { Clock } from '@relais/runtime';

export interface RateLimit {
  readonly perSecond: number;
  readonly burst: number;
}

/** Keys that are remembered; the one seen longest ago is forgotten first. */
const MOST_KEYS = 10_000;

/** Token buckets by key, in the memory of this process. */
export class RateLimiter {
  readonly #limit: RateLimit;
  readonly #clock: Clock;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(limit: RateLimit, clock: Clock) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** Takes a token: 0 when there was one, else the milliseconds until there will be. */
  take(key: string): number {
    const now = this.#clock.now();
    const { perSecond, burst } = this.#limit;
    const bucket = this.#buckets.get(key) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) * perSecond) / 1000);
    const taken = tokens >= 1;
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: taken ? tokens - 1 : tokens, at: now });
    if (this.#buckets.size > MOST_KEYS) this.#buckets.delete(this.#buckets.keys().next().value ?? key);
    return taken ? 0 : Math.ceil(((1 - tokens) * 1000) / perSecond);
  }
}
