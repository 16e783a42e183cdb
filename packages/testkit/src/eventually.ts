import { setTimeout as sleep } from 'node:timers/promises';

/** How long and how often a condition is tried. */
export interface Patience {
  /** Milliseconds until the wait fails; 60,000 unless told. */
  readonly deadlineMs?: number;
  /** Milliseconds between two tries; 25 unless told. */
  readonly intervalMs?: number;
  /** What is awaited, for the error: `the receipt of offer 7`. */
  readonly what?: string;
}

/**
 * Tries a condition until it gives a truthy value, and returns that value.
 * A condition that throws counts as not yet true; the last thing it threw is the cause of the error.
 * @throws Error when the deadline passes
 */
export async function eventually<T>(
  condition: () => T | Promise<T>,
  { deadlineMs = 60_000, intervalMs = 25, what = 'the condition' }: Patience = {},
): Promise<NonNullable<T>> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const outcome = await attempt(condition);
    if (outcome.value) return outcome.value;
    if (Date.now() >= deadline) {
      const reason = outcome.error instanceof Error ? `: ${outcome.error.message}` : '';
      throw new Error(`${what} did not come true within ${deadlineMs} ms${reason}`, { cause: outcome.error });
    }
    await sleep(intervalMs);
  }
}

async function attempt<T>(condition: () => T | Promise<T>): Promise<{ value?: T; error?: unknown }> {
  try {
    return { value: await condition() };
  } catch (error) {
    return { error };
  }
}
