import { parseInstant, type Vacancy } from '@relais/vacancy';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

/**
 * When an offer ends by its own dates, milliseconds since the epoch: a day ends when the next one begins in `zone`. Null
 * when it names no end, and when the end has passed at `now`: the source then shows the offer in spite of its date,
 * and only the source's word can end it.
 */
export function endsAt({ publication }: Vacancy, zone: string, now: number): number | null {
  const { until } = publication;
  const end = until === null ? Number.NaN : Date.parse((DAY.test(until) ? beginOfNextDay(until, zone) : until) ?? '');
  return end > now ? end : null;
}

/** Offers end on few days, and to place one in its zone costs more than the rest of what is asked here. */
const MOST_DAYS = 1_000;
const beginnings = new Map<string, string | null>();

function beginOfNextDay(day: string, zone: string): string | null {
  const known = beginnings.get(`${day} ${zone}`);
  if (known !== undefined) return known;
  const next = new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
  const begin = parseInstant(`${next}T00:00`, zone);
  if (beginnings.size === MOST_DAYS) beginnings.clear();
  beginnings.set(`${day} ${zone}`, begin);
  return begin;
}
