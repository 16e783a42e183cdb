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

function beginOfNextDay(day: string, zone: string): string | null {
  const next = new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
  return parseInstant(`${next}T00:00`, zone);
}
