/**
 * Belgian enterprise number (KBO/BCE) as ten digits, or null when the text cannot be one.
 * Rule: strip separators, a leading `BE` or `(0)`; nine digits get a leading zero; the last two digits are
 * 97 minus the first eight modulo 97 (Crossroads Bank for Enterprises). All zeros pass the sum and are refused by name;
 * numbers that begin with 2 to 8 name establishments, which pass the sum too.
 */
export function parseEnterpriseNumber(raw: string | null | undefined): string | null {
  if (raw === null || raw === undefined) return null;
  const digits = raw
    .trim()
    .replace(/^BE/i, '')
    .replace(/^\s*\(0\)/, '0')
    .replaceAll(/[\s.\-/]/g, '');
  if (!/^\d{9,10}$/.test(digits)) return null;
  const number = digits.padStart(10, '0');
  if (Number(number) === 0 || !/^[01]/.test(number)) return null;
  return 97 - (Number(number.slice(0, 8)) % 97) === Number(number.slice(8)) ? number : null;
}
