/**
 * Marks that say "any gender": `(H/F/X)`, `m/v/x`, `(m/w/d)`, `F-H`, `(h f x)`, also without brackets.
 * They carry no meaning for the occupation in any of the four languages.
 */
const LETTERS = '[fhmvwxdni]';
const BRACKETED = `[([{]\\s*(?:${LETTERS}[\\s/|,.:&+*-]*){1,5}[)\\]}]`;
const BARE =
  '(?<![a-z0-9])(?:h\\s?/\\s?f|f\\s?/\\s?h|m\\s?/\\s?[vwf]|[vwf]\\s?/\\s?m|h\\s?\\|\\s?f|h-f|f-h|m-v|v-m|m-w|w-m|m-f|f-m)(?:\\s?[/|-]\\s?[xdi])*(?![a-z0-9])';
/** A mark of either kind. */
export const GENDER_MARK = new RegExp(`${BRACKETED}|${BARE}`);
const BRACKETED_MARK = new RegExp(BRACKETED, 'g');
const BARE_MARK = new RegExp(BARE, 'g');
const CLOSING_MARK = new RegExp(`(?:${BRACKETED}|${BARE})\\s*[-|:,;]`);
const SPELLED_MARK =
  /(?<![a-z])(?:hommes?\s?(?:\/|et|ou)\s?femmes?|femmes?\s?(?:\/|et|ou)\s?hommes?|man(?:nen)?\s?\/\s?vrouw(?:en)?|all genders|alle geschlechter)(?![a-z])/g;

/** Feminine endings that are added to, or put in the place of, a masculine one (accents removed). */
const ENDINGS =
  'esse|sse|ienne|ienn?e|enne|elle|trice|rice|euse|iere|ere|ive|ne|le|te|se|ve|fe|e|innen|in|frau|mann|ster|st|ess';
const IN_BRACKETS = new RegExp(`\\((?:${ENDINGS}|en|s|n|r)\\)`, 'g');
const AFTER_SIGN = new RegExp(`[*:_·.]-?(?:${ENDINGS})(?![a-z])`, 'g');
const AFTER_SLASH = new RegExp(`(?:\\s?/\\s?-?|-/)(?:${ENDINGS})(?![a-z])`, 'g');
const AFTER_HYPHEN = /-(?:e|ne|trice|euse|rice|iere|ere|innen)(?![a-z])/g;
const LETTER_A = 'a'.charCodeAt(0);
const LETTER_Z = 'z'.charCodeAt(0);
const INSIDE_WORD = /\((?:st|e|n)\)(?=[a-z])/g;
const BEFORE_WORD = /\(([a-z]{1,4})\)(?=[a-z])/g;

/** `VerkäuferIn` shows its feminine form by a capital alone, so it has to be undone before the case is. */
export function withoutInnerCapital(raw: string): string {
  if (!raw.includes('In', 1)) return raw;
  return raw.replaceAll(/(\p{Ll}{3,})In(?:nen)?(?!\p{L})/gu, '$1');
}

/**
 * The name of the job, where a gender mark and a sign close it: `Kok (m/v) - Gent` gives `kok`. What follows there is a
 * town, an employer or hours. Null where nothing is closed so; lower case without accents.
 */
export function closedByMark(plain: string): string | null {
  const mark = CLOSING_MARK.exec(plain);
  return mark === null ? null : plain.slice(0, mark.index);
}

/** Takes away gender marks and inclusive endings of a text that is already in lower case without accents. */
export function withoutGenderMarks(plain: string): string {
  if (!/[^a-z0-9' ]|(?:^| )hommes?(?: |$)/.test(plain)) return plain;
  const open = /[([{]/.test(plain) ? plain.replaceAll(BRACKETED_MARK, ' ') : plain;
  const spelled = open.replaceAll(SPELLED_MARK, ' ').replaceAll(BARE_MARK, ' ');
  const inWords = spelled.includes('(') ? withoutBracketedEnds(spelled) : spelled;
  return /[*:_·./-]/.test(inWords) ? withoutJoinedEnds(inWords) : inWords;
}

function withoutBracketedEnds(plain: string): string {
  return withoutEnds(plain, IN_BRACKETS, 2).replaceAll(INSIDE_WORD, '').replaceAll(BEFORE_WORD, '$1');
}

function withoutJoinedEnds(plain: string): string {
  const unsigned = withoutEnds(withoutEnds(plain, AFTER_SIGN, 3), AFTER_SLASH, 3);
  return withoutEnds(unsigned, AFTER_HYPHEN, 3).replaceAll(/\/\s?x(?![a-z0-9])/g, ' ');
}

/**
 * Takes away what matches behind so many letters at least, none of them of an end before. The letters are looked at last:
 * a pattern that begins with them tries every letter of a text.
 */
function withoutEnds(plain: string, ends: RegExp, letters: number): string {
  let behind = 0;
  return plain.replaceAll(ends, (end: string, at: number) => {
    if (at - letters < behind || !isLetters(plain, at - letters, at)) return end;
    behind = at + end.length;
    return '';
  });
}

function isLetters(plain: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = plain.charCodeAt(at);
    if (code < LETTER_A || code > LETTER_Z) return false;
  }
  return true;
}

/** Ends of German masculine nouns that take a plain -in, and of those that lose an -e before it; accents removed. */
const PLAIN_FEMININE =
  /^([a-z]{0,40}(?:er|eur|ist|or|ekt|ant|ent|eut|lot|onom|graf|graph|arzt|anwalt|wirt|koch))in(?:nen)?$/;
const SHORTEST_FEMININE = 6;
const SHORTENED_FEMININE = /^([a-z]{2,40}(?:olog|agog|soph))in(?:nen)?$/;

/**
 * A German noun in the masculine: `leiterin` gives `leiter`, `psychologin` gives `psychologe`, `kauffrau` gives
 * `kaufmann`. Other words stay, also those of other languages, which have no such ends.
 */
export function inMasculine(word: string): string {
  if (word.length < SHORTEST_FEMININE) return word;
  if (word.endsWith('beamtin')) return `${word.slice(0, -2)}er`;
  if (word.endsWith('in') || word.endsWith('innen')) {
    return word.replace(PLAIN_FEMININE, '$1').replace(SHORTENED_FEMININE, '$1e');
  }
  return word.endsWith('frau') ? `${word.slice(0, -4)}mann` : word;
}

/** How a feminine form replaces the end of its masculine one: what each has after their common beginning. */
const ENDING_PAIRS = new Set(
  [
    '/e /ne /le /fe /te /sse /esse /resse /ess /in /ere /a er/ere r/se r/use r/sse r/resse r/rice er/rice eur/rice ur/rice f/ve x/se',
    'c/que o/a au/elle er/ster per/pster per/opster per/ster ver/fster /es heer/vrouw ar/res /kin aar/aarster n/ster man/woman',
    '/r er/in er/innen e/in mann/frau frau/mann man/vrouw',
  ]
    .join(' ')
    .split(' '),
);

/** True when one word is the other in the other gender (or they are the same word); accents removed. */
export function isOtherGender(masculine: string, feminine: string): boolean {
  if (masculine === feminine) return true;
  let shared = 0;
  while (shared < masculine.length && masculine[shared] === feminine[shared]) shared++;
  if (shared < 3) return false;
  const ends = [masculine.slice(shared), feminine.slice(shared)] as const;
  return ENDING_PAIRS.has(`${ends[0]}/${ends[1]}`) || ENDING_PAIRS.has(`${ends[1]}/${ends[0]}`);
}

/** A title written twice, `Chauffeur / Chauffeuse de bus`, as one title per gender. */
export interface Doubled {
  readonly first: readonly string[];
  readonly second: readonly string[];
}

/**
 * Reads the words left and right of a slash as one title in two genders: the last words on the left come back on the
 * right in their other form, and what follows there belongs to both. Null when they are two different things.
 */
export function readDoubled(left: readonly string[], right: readonly string[]): Doubled | null {
  for (let length = Math.min(left.length, right.length); length > 0; length--) {
    const repeated = left.slice(left.length - length);
    if (!repeated.every((word, at) => isOtherGender(word, right[at] ?? ''))) continue;
    const before = left.slice(0, left.length - length);
    return { first: [...left, ...right.slice(length)], second: [...before, ...right] };
  }
  return null;
}
