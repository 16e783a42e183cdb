/** A noncharacter of Unicode, before the four hexadecimal digits of what stands in the text. */
const MARK = '\uffff';
const UNSTORABLE = /[\0\uffff]|\p{Surrogate}/gu;
const MARKED = /\uffff([0-9a-f]{4})/g;

/**
 * Text as a database keeps it: none keeps half a surrogate pair, PostgreSQL no NUL. Partners send both, and what was
 * stored is to be found again by the same text.
 */
export function storedText(text: string, keepsNul = false): string {
  if (text.isWellFormed() && !text.includes(MARK) && (keepsNul || !text.includes('\0'))) return text;
  return text.replaceAll(UNSTORABLE, (unit) => MARK + unit.charCodeAt(0).toString(16).padStart(4, '0'));
}

/** The text that was given to be stored. */
export function givenText(stored: string): string {
  if (!stored.includes(MARK)) return stored;
  return stored.replaceAll(MARKED, (_, unit: string) => String.fromCharCode(Number.parseInt(unit, 16)));
}
