const LONGEST = 500;
/** Text beyond this is not looked at: masking must stay cheap whatever a partner sends. */
const LONGEST_READ = 4_000;

const EMAIL = /[^\s@<>"'(),;:]{1,64}@[^\s@<>"'(),;:]{1,255}/g;
/** Eight digits or more with the separators of telephone numbers, but no ISO date and no part of an identifier. */
const TELEPHONE = /(?<![\w-])(?!\d{4}-\d{2}-\d{2})\+?\(?\d(?:[\s()./-]{0,2}\d){7,14}(?![\w-])/g;
/** Control characters of both kinds, and what turns the direction of writing: a terminal or a page would obey them. */
// oxlint-disable-next-line no-control-regex -- these are the characters to fold
const BLANKS = /[\s\u0000-\u001F\u007F-\u009F\u061C\u200B-\u200F\u202A-\u202E\u2060-\u206F]+/g;

/** A partner's own words as they may be kept: one line, at most 500 characters, without e-mail addresses and telephone numbers. */
export function partnerWords(text: string | null | undefined): string | null {
  const words = (text ?? '')
    .slice(0, LONGEST_READ)
    .replaceAll(BLANKS, ' ')
    .replaceAll(EMAIL, '[e-mail]')
    .replaceAll(TELEPHONE, '[telephone]')
    .trim();
  if (words === '') return null;
  return words.length > LONGEST ? `${words.slice(0, LONGEST - 1).toWellFormed()}…` : words;
}
