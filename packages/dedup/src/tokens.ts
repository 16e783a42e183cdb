import { hashOf } from './sketch.ts';

/** What stands in texts of every language as it is: `SAP`, `AutoCAD`, `C++`, `3x8`, `14,25`. */
const TOKEN =
  /\b(?:[A-Z][A-Z\d&]{1,9}\b|[A-Z][a-z]+[A-Z][A-Za-z]+|C\+\+|[CF]#|[A-Za-z]{0,2}\d+(?:[.,/x]\d+)*[A-Za-z]{0,3}\b)/g;
const MOST_TOKENS = 8;
const MOST_CHARACTERS = 4_000;
/** In a text in capitals no word stands out. */
const LOUD = 0.2;
const LETTERS_A_WORD = 6;
const FEW = 8;
const COMMON = new Set(
  'CV HR RH DRH IT ICT BE NV SA BV BVBA SRL SPRL VZW ASBL CDI CDD TVA BTW KBO BCE EU EUR UE PC OK VTE ETP FT PT HF HFX MV MVX MWD FHX WM WMX MWX RSZ ONSS KM GSM TEL FAQ NL FR DE EN VDAB FOREM ACTIRIS ADEM'.split(
    ' ',
  ),
);

/**
 * Names and numbers of a text that translators leave as they are, hashed to five characters at most, sorted: what somebody's
 * telephone number was made of cannot be read. Of many the eight with the smallest hashes, so that two texts choose alike.
 */
export function tokensOf(text: string): string[] {
  const found = text.slice(0, MOST_CHARACTERS).match(TOKEN) ?? [];
  const loud = found.length > Math.max(FEW, (LOUD * text.length) / LETTERS_A_WORD);
  const telling = new Set(found.filter((token) => isTelling(token, loud)));
  const hashes = [...new Set([...telling].map((token) => hashOf(token.toLowerCase()) >>> 8))];
  return hashes
    .toSorted((a, b) => a - b)
    .slice(0, MOST_TOKENS)
    .map((hash) => hash.toString(36));
}

/** Small numbers and years are in every text. */
function isTelling(token: string, loud: boolean): boolean {
  if (COMMON.has(token) || /^(?:\d{1,2}|(?:19|20)\d\d)$/.test(token)) return false;
  return !loud || /[\d+#]/.test(token);
}
