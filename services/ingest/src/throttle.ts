import { sleep } from '@relais/runtime';
import type { HotState } from '@relais/state';

interface Limit {
  readonly perSecond: number;
  readonly burst: number;
}

/** Each look into the store is a write to it: what is taken at once is a tenth of the burst and of a second at most. */
const SHARE_TAKEN = 0.1;
const MOST_TAKEN = 50;

/**
 * Waits for tokens of buckets that all processes share. They are taken by the handful, so that a process may be ahead of the
 * limit by what it has in hand, and no further.
 */
export class Throttle {
  readonly #limits: HotState['limits'];
  readonly #inHand = new Map<string, number>();

  constructor(limits: HotState['limits']) {
    this.#limits = limits;
  }

  async wait(bucket: string, limit: Limit, signal: AbortSignal): Promise<void> {
    const left = this.#inHand.get(bucket) ?? 0;
    if (left > 0) return void this.#inHand.set(bucket, left - 1);
    const taken = Math.floor(Math.min(limit.burst, limit.perSecond) * SHARE_TAKEN);
    const handful = Math.max(1, Math.min(taken, MOST_TAKEN));
    await this.#take(bucket, limit, { handful, signal });
    this.#inHand.set(bucket, (this.#inHand.get(bucket) ?? 0) + handful - 1);
  }

  async #take(
    bucket: string,
    limit: Limit,
    { handful, signal }: { handful: number; signal: AbortSignal },
  ): Promise<void> {
    for (;;) {
      const waitMs = await this.#limits.take(bucket, limit, handful);
      if (waitMs === 0) return;
      await sleep(waitMs, signal);
    }
  }
}
