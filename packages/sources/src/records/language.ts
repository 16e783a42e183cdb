import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

interface Detector {
  detect(text: string): { getScores(): Record<string, number> };
}

const LANGUAGES = ['nl', 'fr', 'de', 'en'] as const;
type Language = (typeof LANGUAGES)[number];

/** Short words that stand in nearly every text of one of the four languages and of no other. */
const SMALL_WORDS: Readonly<Record<Language, string>> = {
  nl: 'het een van je wij voor op te zijn niet bij ook naar aan wordt jouw onze ons bent hebt heb deze uit om jij',
  fr: 'le la les et un une vous nous pour dans avec sur est sont votre vos notre nos que qui au aux par ce cette êtes',
  de: 'der das und ein eine einen wir sie mit für auf zu den dem ist sind nicht von bei im auch unser unsere ihre ihr oder',
  en: 'the and to you your our for with are will be this that from have or an it by as',
};
const LANGUAGE_OF_WORD = new Map(
  LANGUAGES.flatMap((language) => SMALL_WORDS[language].split(' ').map((word) => [word, language] as const)),
);
/** Each small word that stands by itself in a text in lower case. */
const SMALL_WORD = new RegExp(`(?<![a-zà-ÿ])(?:${[...LANGUAGE_OF_WORD.keys()].join('|')})(?![a-zà-ÿ])`, 'g');

/** Shorter texts are names and abbreviations as often as words of a language. */
const FEWEST_LETTERS = 12;
const LOOKED_AT = 600;
const ENOUGH_WORDS = 4;
/** Letters from which on another language than the four is believed, and by how much it must stand out. */
const ENOUGH_LETTERS = 50;
const SURE = 0.1;

let detector: Detector | null = null;

/**
 * The language of a text as ISO 639-1 code; `und` when the text is too short to tell. A short text is taken for Dutch, French,
 * German or English, a longer one for another language where it is surely none of these. Its small words decide where they are
 * many and of one language; what they leave open goes by letter statistics (eld, small set: tens of megabytes), which are
 * loaded with the first such text and once.
 */
export function detectLanguage(text: string): string {
  const beginning = text.slice(0, LOOKED_AT);
  return bySmallWords(beginning) ?? byLetters(beginning);
}

/** Each word counts once: neighbours of the four have some of them as well, as Swedish has `den` and Norwegian `for`. */
function bySmallWords(text: string): Language | null {
  const counts: Record<Language, number> = { nl: 0, fr: 0, de: 0, en: 0 };
  for (const word of new Set(text.toLowerCase().match(SMALL_WORD))) {
    const language = LANGUAGE_OF_WORD.get(word);
    if (language !== undefined) counts[language]++;
  }
  const [first, second] = LANGUAGES.toSorted((one, other) => counts[other] - counts[one]);
  if (first === undefined || second === undefined) return null;
  return counts[first] >= ENOUGH_WORDS && counts[first] >= 3 * counts[second] ? first : null;
}

function byLetters(text: string): string {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < FEWEST_LETTERS) return 'und';
  detector ??= loadDetector();
  const scores = detector.detect(text).getScores();
  const scoreOf = (language: string) => scores[language] ?? 0;
  const bestOf = (languages: readonly string[]) =>
    languages.reduce((best, each) => (scoreOf(each) > scoreOf(best) ? each : best), 'und');
  const [known, any] = [bestOf(LANGUAGES), bestOf(Object.keys(scores))];
  return letters >= ENOUGH_LETTERS && scoreOf(any) - scoreOf(known) >= SURE ? any : known;
}

/** The package offers itself to `import` alone; a synchronous load goes by the file that `import` would take. */
function loadDetector(): Detector {
  const file = fileURLToPath(import.meta.resolve('eld/small'));
  const { eld } = createRequire(import.meta.url)(file) as { eld: Detector };
  return eld;
}
