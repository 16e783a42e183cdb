const BELGIAN_POSTCODE = /^[1-9]\d{3}$/;
const NUTS = /^[A-Z]{2}[0-9A-Z]{0,3}$/;

/** A Belgian postcode (four digits, 1000–9999, also written `B-1000`), or null. */
export function parseBelgianPostcode(raw: string | null | undefined): string | null {
  const text = (raw ?? '').trim().replace(/^B(?:E)?[\s-]?/i, '');
  return BELGIAN_POSTCODE.test(text) ? text : null;
}

/** A NUTS code of any level (country letters and up to three characters, Regulation (EC) 1059/2003), or null. */
export function parseNuts(raw: string | null | undefined): string | null {
  const text = (raw ?? '').trim().toUpperCase();
  return NUTS.test(text) ? text : null;
}

/** The deepest code of a list that mixes NUTS levels; null when there is none. */
export function deepestNuts(codes: readonly (string | null | undefined)[]): string | null {
  let deepest: string | null = null;
  for (const raw of codes) {
    const code = parseNuts(raw);
    if (code !== null && code.length > (deepest?.length ?? 0)) deepest = code;
  }
  return deepest;
}

/** An ISO 3166-1 alpha-2 country code in capitals, or null. */
export function parseCountry(raw: string | null | undefined): string | null {
  const text = (raw ?? '').trim().toUpperCase();
  return /^[A-Z]{2}$/.test(text) ? text : null;
}

/** NUTS 2 region of a Belgian postcode by bpost's number ranges; the region of last resort when a table is not loaded. */
export function nutsOfBelgianPostcode(postcode: string): string | null {
  const number = Number(postcode);
  return POSTCODE_RANGES.find((range) => number >= range[0] && number <= range[1])?.[2] ?? null;
}

const POSTCODE_RANGES: readonly (readonly [number, number, string])[] = [
  /** Zwijndrecht went from Antwerp to East Flanders with its merger of 1 January 2025. */
  [2070, 2070, 'BE23'],
  [1000, 1299, 'BE10'],
  [1300, 1499, 'BE31'],
  [1500, 1999, 'BE24'],
  [2000, 2999, 'BE21'],
  [3000, 3499, 'BE24'],
  [3500, 3999, 'BE22'],
  [4000, 4999, 'BE33'],
  [5000, 5999, 'BE35'],
  [6000, 6599, 'BE32'],
  [6600, 6999, 'BE34'],
  [7000, 7999, 'BE32'],
  [8000, 8999, 'BE25'],
  [9000, 9999, 'BE23'],
];
