import { setTimeout as wait } from 'node:timers/promises';

/** Time as the rest of the code sees it, so that tests can hold it. Milliseconds since the epoch. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** The moment as an RFC 3339 instant in UTC with milliseconds. */
export function instant(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}

/**
 * What comes of some work, if it comes in time. The work itself goes on; what it comes to later is nobody's.
 * @throws what `late` makes, once the milliseconds are over
 */
export async function within<Result>(limitMs: number, work: Promise<Result>, late: () => Error): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late()), limitMs);
  });
  try {
    return await Promise.race([work, overdue]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Work that many may ask for at once: what is under way, or ended less than so many milliseconds ago, is everybody's. A
 * failure is nobody's but of those who waited for it.
 */
export function shared<Result>(freshMs: number, work: () => Promise<Result>): () => Promise<Result> {
  let kept: Promise<Result> | null = null;
  return () => {
    if (kept !== null) return kept;
    const asked = work();
    const forget = () => {
      kept = null;
    };
    asked.then(() => setTimeout(forget, freshMs).unref(), forget);
    kept = asked;
    return asked;
  };
}

/** Waits, and rejects with the signal's reason as soon as it aborts. */
export async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
