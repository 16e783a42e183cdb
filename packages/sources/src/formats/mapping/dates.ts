import { parseDay, parseInstant } from '@relais/vacancy';

const PARTS: Readonly<Record<string, string>> = {
  YYYY: String.raw`(?<year>\d{4})`,
  MM: String.raw`(?<month>\d{1,2})`,
  DD: String.raw`(?<day>\d{1,2})`,
  HH: String.raw`(?<hour>\d{1,2})`,
  mm: String.raw`(?<minute>\d{2})`,
  ss: String.raw`(?<second>\d{2})`,
};
const TOKENS = /YYYY|MM|DD|HH|mm|ss/g;
const ISO = 'ISO';
const EPOCH_MS = 'epoch-ms';
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** True for `ISO`, for `epoch-ms` and for a pattern that names year, month and day once each, and minutes only with hours. */
export function isDateFormat(format: string): boolean {
  if (format === ISO || format === EPOCH_MS) return true;
  const tokens: string[] = format.match(TOKENS) ?? [];
  const isOnce = new Set(tokens).size === tokens.length;
  const hasDay = ['YYYY', 'MM', 'DD'].every((token) => tokens.includes(token));
  return isOnce && hasDay && tokens.includes('HH') === tokens.includes('mm') && format.length <= 40;
}

/**
 * A text by the first of the formats that it has the form of: a day where the format has no time, else an instant, its local
 * time read in `zone`. Null when it fits none, or names a day that does not exist.
 */
export function parseDate(text: string, formats: readonly string[], zone: string): string | null {
  for (const format of formats) {
    const found = parseIn(text, format, zone);
    if (found !== null) return found;
  }
  return null;
}

function parseIn(text: string, format: string, zone: string): string | null {
  if (format === ISO) return parseIso(text, zone);
  return format === EPOCH_MS ? parseEpoch(text) : parseAs(text, format, zone);
}

/** Twelve digits or thirteen: milliseconds from 1973 to 2286, which no day in digits has. */
function parseEpoch(text: string): string | null {
  return /^\d{12,13}$/.test(text) ? new Date(Number(text)).toISOString() : null;
}

function parseIso(text: string, zone: string): string | null {
  return ISO_DAY.test(text) ? parseDay(text) : parseInstant(text, zone);
}

function parseAs(text: string, format: string, zone: string): string | null {
  const parts = expressionOf(format).exec(text)?.groups;
  if (parts === undefined) return null;
  const two = (part: string | undefined) => (part ?? '0').padStart(2, '0');
  const day = parseDay(`${parts['year']}-${two(parts['month'])}-${two(parts['day'])}`);
  if (day === null || parts['hour'] === undefined) return day;
  return parseInstant(`${day}T${two(parts['hour'])}:${two(parts['minute'])}:${two(parts['second'])}`, zone);
}

const expressions = new Map<string, RegExp>();

function expressionOf(format: string): RegExp {
  const known = expressions.get(format);
  if (known !== undefined) return known;
  const literal = (between: string) => between.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);
  const tokens = format.match(TOKENS) ?? [];
  const pattern = format.split(TOKENS).map((between, index) => literal(between) + (PARTS[tokens[index] ?? ''] ?? ''));
  const made = new RegExp(`^${pattern.join('')}$`);
  expressions.set(format, made);
  return made;
}
