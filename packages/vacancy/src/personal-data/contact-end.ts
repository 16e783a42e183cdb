import type { ContactData } from '../vacancy.ts';

const DAY_MS = 86_400_000;

/**
 * When contact data may no longer be shown, milliseconds since the epoch: at the end of its last day in UTC, an hour or two after
 * that day has ended here. Infinite where no end is marked.
 */
export function contactEndsAt({ until }: ContactData): number {
  return until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until.slice(0, 10)) + DAY_MS;
}
