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

/** Waits, and rejects with the signal's reason as soon as it aborts. */
export async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
