/** `85.07.30-033.28`, `85 07 30 033 28`, `850730-03328`, or eleven digits in a row. */
const WRITTEN = /^\d{2}[ .]?\d{2}[ .]?\d{2}[ .-]{0,3}\d{3}[ .-]?\d{2}$/;

/**
 * True for a Belgian national number (Royal Decree of 3 April 1984): day of birth `YYMMDD`, a serial number of three
 * digits, and check digits, which are 97 minus the first nine digits modulo 97, with a 2 before them for those born
 * from 2000 on. Numbers of the BIS register have 20 or 40 added to the month. Zeros stand for an unknown day.
 */
export function isNationalNumber(written: string): boolean {
  if (!WRITTEN.test(written)) return false;
  const digits = written.replaceAll(/\D/g, '');
  const [month, day] = [Number(digits.slice(2, 4)) % 20, Number(digits.slice(4, 6))];
  const serial = Number(digits.slice(6, 9));
  if (Number(digits.slice(2, 4)) > 52 || month > 12 || day > 31 || serial === 0 || serial === 999) return false;
  const [base, check] = [Number(digits.slice(0, 9)), Number(digits.slice(9))];
  return check === 97 - (base % 97) || check === 97 - ((2_000_000_000 + base) % 97);
}
