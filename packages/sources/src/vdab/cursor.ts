import { z } from 'zod';
import { sourceErrors } from '../errors.ts';
import { parseJson } from '../records/json-text.ts';
import type { Window } from './client.ts';
import type { VdabSettings } from './settings.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** References that a cursor keeps for the next run. */
export const MOST_OWED = 1000;

const cursorSchema = z.object({
  /** Every change up to this instant has been read. */
  until: z.iso.datetime({ offset: true }),
  /** References whose details the service did not serve; they are asked for again. */
  owed: z.array(z.string()).max(MOST_OWED).default([]),
});
type VdabCursor = z.output<typeof cursorSchema>;

export function readCursor(source: string, cursor: string | null): VdabCursor | null {
  if (cursor === null) return null;
  const json = parseJson(Buffer.from(cursor));
  const stored = cursorSchema.safeParse(json.ok ? json.value : null);
  if (!stored.success) throw sourceErrors.create('SOURCE_CURSOR_INVALID', { source });
  return stored.data;
}

export function writeCursor(until: string, owed: readonly string[]): string {
  return JSON.stringify(owed.length === 0 ? { until } : { until, owed });
}

/** From the cursor, reaching back by the overlap, to now; null when the window would be longer than `bulk` takes. */
export function windowOf(settings: VdabSettings, { until }: VdabCursor, now: number): Window | null {
  const from = Math.min(Date.parse(until), now) - settings.overlapMinutes * MINUTE_MS;
  if (now - from > settings.windowDays * DAY_MS) return null;
  return { from: new Date(from).toISOString(), to: new Date(now).toISOString() };
}
