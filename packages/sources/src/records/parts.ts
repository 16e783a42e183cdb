import {
  type Code,
  type ContactData,
  nutsOfBelgianPostcode,
  type PayPeriod,
  parseBelgianPostcode,
  parseCountry,
  singleLine,
  type Vacancy,
  type Workplace,
  workplace,
} from '@relais/vacancy';

/** One clean line of text; null when nothing is left of it. */
export function line(raw: string | null | undefined): string | null {
  return singleLine(raw ?? '') || null;
}

export function code(scheme: string, value: string, label: string | null | undefined): Code {
  return label ? { scheme, code: value, label } : { scheme, code: value };
}

/** The contact data, or null when it names nothing. */
export function contact(parts: Partial<ContactData>): ContactData | null {
  const whole: ContactData = { name: null, role: null, email: null, telephone: null, postalAddress: null, ...parts };
  return Object.values(whole).every((value) => value === null) ? null : whole;
}

export interface RawPlace {
  readonly country?: string | null;
  readonly postcode: string | null;
  readonly municipality: string | null;
  /** NUTS code, where the source gives one. */
  readonly region?: string | null;
  readonly municipalityCode?: string | null;
  readonly latitude?: number | null | undefined;
  readonly longitude?: number | null | undefined;
}

/**
 * A place as deep as the source goes; null when it says nothing at all. A Belgian postcode stands for its country and for
 * its NUTS 2 region where the source names neither.
 */
export function place(raw: RawPlace): Workplace | null {
  const belgian = parseBelgianPostcode(raw.postcode);
  const region = raw.region ?? null;
  const country = parseCountry(raw.country) ?? region?.slice(0, 2) ?? (belgian === null ? null : 'BE');
  const read = workplace({
    country,
    postcode: raw.postcode,
    municipality: line(raw.municipality),
    municipalityCode: raw.municipalityCode ?? null,
    nuts: region ?? (country === 'BE' && belgian !== null ? nutsOfBelgianPostcode(belgian) : null),
    ...coordinates(raw.latitude, raw.longitude),
  });
  return Object.values(read).every((part) => part === null) ? null : read;
}

/** Zero and zero stand for "not located" in every source seen. */
function coordinates(latitude: number | null = null, longitude: number | null = null) {
  const none = { latitude: null, longitude: null };
  if (latitude === null || longitude === null || (latitude === 0 && longitude === 0)) return none;
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : none;
}

export interface RawPay {
  readonly minimum: number | null | undefined;
  readonly maximum: number | null | undefined;
  readonly currency: string | null;
  readonly period: PayPeriod | undefined;
  /** The source's name of the period, for the words. */
  readonly interval?: string | null;
}

/** Amounts with their period; without a certain one they are kept in words, since as pay they would mislead. */
export function pay(raw: RawPay): Pick<Vacancy, 'pay' | 'payText'> {
  const [minimum, maximum] = [positive(raw.minimum), positive(raw.maximum)];
  const { currency, period } = raw;
  if (minimum === null && maximum === null) return { pay: null, payText: null };
  if (period !== undefined && currency !== null && /^[A-Z]{3}$/.test(currency)) {
    return { pay: { minimum, maximum, currency, period }, payText: null };
  }
  const amounts = [...new Set([minimum, maximum])].filter((amount) => amount !== null).join(' – ');
  return { pay: null, payText: [amounts, currency, raw.interval].filter(Boolean).join(' ') };
}

function positive(amount: number | null | undefined): number | null {
  return amount !== null && amount !== undefined && amount > 0 ? amount : null;
}

/** Number of positions: at least one, since the source shows the vacancy. */
export function positions(raw: number | null): number {
  return Math.min(100_000, Math.max(1, Math.trunc(raw ?? 1)));
}

/** A text as a part of an address. Half of a surrogate pair has no form there: it is replaced. */
export function addressPart(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

const WEB_ADDRESS = /^https?:\/\/[^\s"<>\p{C}]+$/iu;

/**
 * A web address, and nothing that only looks like one or runs (`javascript:`); null otherwise. What ends an address in a page, and
 * what no reader sees, has no place in one (RFC 3986, appendix C).
 */
export function webAddress(raw: string | null | undefined): string | null {
  return raw && WEB_ADDRESS.test(raw) ? raw : null;
}
