/**
 * A date as the source gave it: a calendar day `YYYY-MM-DD` when the source knows only the day,
 * or an instant in UTC `YYYY-MM-DDTHH:MM:SS.sssZ`. A day is never turned into an instant.
 */
export type DayOrInstant = string;

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_FIRST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?$/i;
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/i;

/**
 * Reads a date of a source. Accepts ISO 8601 days and instants, `DD/MM/YYYY`, and local times without an offset,
 * which are read in `zone` (an IANA name, for example `Europe/Brussels`). Null when it is none of these.
 */
export function parseDayOrInstant(raw: string | null | undefined, zone: string): DayOrInstant | null {
  const text = raw?.trim() ?? '';
  if (text === '') return null;
  return parseDay(text) ?? parseInstant(text, zone);
}

/** A calendar day from `YYYY-MM-DD` or `DD/MM/YYYY` (also with dots or dashes); null when the day does not exist. */
export function parseDay(raw: string): string | null {
  const iso = DAY.exec(raw);
  if (iso) return existingDay(iso[1] ?? '', iso[2] ?? '', iso[3] ?? '');
  const dayFirst = DAY_FIRST.exec(raw);
  if (!dayFirst) return null;
  return existingDay(dayFirst[3] ?? '', (dayFirst[2] ?? '').padStart(2, '0'), (dayFirst[1] ?? '').padStart(2, '0'));
}

/** An instant in UTC from a text with an offset, or from a local time read in `zone`. */
export function parseInstant(raw: string, zone: string): string | null {
  const text = raw.trim();
  if (parseDay(text.slice(0, 10)) === null) return null;
  const iso = text.toUpperCase().replace(' ', 'T').replace(',', '.');
  if (WITH_OFFSET.test(text)) return isoOrNull(Date.parse(iso));
  if (!LOCAL_TIME.test(text)) return null;
  const asUtc = Date.parse(`${iso}Z`);
  return Number.isNaN(asUtc) ? null : isoOrNull(asUtc - offsetOf(asUtc, zone));
}

/** The calendar day of an instant in `zone`. A day stays as it is. */
export function dayIn(value: DayOrInstant, zone: string): string {
  return DAY.test(value) ? value : formatterOf(zone).format(new Date(value)).slice(0, 10);
}

function existingDay(year: string, month: string, day: string): string | null {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return exists ? `${year}-${month}-${day}` : null;
}

function isoOrNull(milliseconds: number): string | null {
  return Number.isFinite(milliseconds) ? new Date(milliseconds).toISOString() : null;
}

/** Offset of the zone at a moment. Taken twice around a clock change, so that it settles on the valid side; NaN for the first centuries. */
function offsetOf(asUtc: number, zone: string): number {
  const first = offsetAt(asUtc, zone);
  return Number.isNaN(first) ? first : offsetAt(asUtc - first, zone);
}

function offsetAt(moment: number, zone: string): number {
  const whole = Math.floor(moment / 1000) * 1000;
  return Date.parse(`${formatterOf(zone).format(new Date(whole)).replace(' ', 'T')}Z`) - whole;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  formatters.set(zone, made);
  return made;
}
