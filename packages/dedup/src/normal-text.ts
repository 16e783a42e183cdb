import { remembered } from './remembered.ts';

/** Lower case without accents; ligatures as people type them. */
export function plain(text: string): string {
  const lower = text.toLowerCase();
  if (!BEYOND_ASCII.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss');
}

const BEYOND_ASCII = /[\u0080-\uffff]/;

/** Words that are written in one or in two. */
const IN_ONE = /\b(week|part|full|mi|half|team)[\s-](end|ends|time|temps|tijds|lead|leader)\b/g;

export function wordsOf(text: string): string[] {
  return text.match(BEYOND_ASCII.test(text) ? /[\p{L}\p{N}+#]+/gu : /[a-z0-9+#]+/g) ?? [];
}

const GENDER_MARKS =
  /[([{]\s*[fhmvwxd][\s/|.,-]*(?:[fhmvwxdi][\s/|.,-]*){0,4}[)\]}]|(?<![a-z0-9])(?:[hm]\s?[/|]\s?[fvw]|[fvw]\s?[/|]\s?[hm]|[hm]-[fvw]|[fvw]-[hm])(?:\s?[/|-]\s?[xdi])*(?![a-z0-9])/g;
const INCLUSIVE_ENDINGS =
  /(?<=[a-z]{2})(?:\((?:e|ne|trice|euse|iere|ere|se|in|ster|le|te)\)|[·*:_/]-?(?:in|innen|e|ne|trice|euse|ster)(?![a-z]))/g;
/** What damaged gender marks such as `/x)` leave behind. */
const GENDER_LETTERS = new Set('fhmvwx'.split(''));
const JOINING_WORDS = new Set(
  'de het een van voor met en in op te bij le la les l d des du un une et au aux pour der die das und im am the of and for a an'.split(
    ' ',
  ),
);
/** What advertisements put around the name of a job: calls, contract and hours (compared apart), praise. */
const ADVERTISING_WORDS = new Set(
  'gezocht gezochte zoeken zoekt zoek wij we dringend nieuwe nieuw vacature vacatures job jobs baan functie recherche recherchons recherchent recherchee cherche cherchons recrute recrutons recrutement nous urgent urgence offre emploi poste gesucht sucht suchen wir stelle stellenangebot sofort ab hiring wanted seeking vacancy join our jouw onze uw ons notre votre cdi cdd vast vaste contract interim interimaire uitzend uitzendkracht onbepaalde bepaalde duur duree indeterminee determinee unbefristet befristet fulltime voltijds voltijdse temps plein vollzeit onmiddellijk direct directe immediat immediate asap start regio region omgeving environs ref reference referentie homme femme man vrouw mann frau hfx hf mvx mwd all genders top leuke boeiende uitdagende gemotiveerde gemotiveerd motive motivee enthousiaste site website onze klant client kunden klanten referentienummer jobnummer poste postes enthousiast dynamique dynamische ben jij onmiddellijke aanwerving engagement'.split(
    ' ',
  ),
);
const LEGAL_FORMS = new Set(
  'nv sa bv bvba sprl srl vzw asbl cv cvba scrl sc commv scs vof snc gmbh ag kg ug ev inc ltd llc plc sas sasu sarl eurl se spa'.split(
    ' ',
  ),
);

/**
 * A title as a set of words that two services write alike: no accents, gender marks or joining words, feminine endings
 * put back, words sorted. Digits stay, since "9 h" and "13 h 30" are two jobs.
 * @param names the employer's and the town's, which are compared apart
 */
export function normalTitle(title: string, names: readonly string[] = []): string {
  const bare = plain(title).replaceAll(GENDER_MARKS, ' ').replaceAll(INCLUSIVE_ENDINGS, '');
  const words = wordsOf(bare.replaceAll(IN_ONE, '$1$2')).filter(isTelling);
  const nameless = names.reduce<readonly string[]>((left, name) => withoutRun(left, nameWords(name)), words);
  const telling = nameless.filter((word) => !ADVERTISING_WORDS.has(word));
  const kept = [telling, nameless, words].find((each) => each.length > 0) ?? [];
  return [...new Set(kept.map(inOneGender))].toSorted(byCodeUnits).join(' ');
}

function isTelling(word: string): boolean {
  return !JOINING_WORDS.has(word) && !GENDER_LETTERS.has(word) && !/^\d{5,}$/.test(word);
}

/** What two forms of a word have in common: no ending of gender, number or case. */
export function stemOf(word: string): string {
  const bare = inOneGender(word);
  const ending = bare.endsWith('en') ? 2 : /[nse]$/.test(bare) ? 1 : 0;
  return bare.slice(0, Math.min(LONGEST_STEM, bare.length - ending));
}

const LONGEST_STEM = 10;

const nameWords: (name: string) => readonly string[] = remembered((name) =>
  wordsOf(plain(name)).filter((word) => !JOINING_WORDS.has(word) && !LEGAL_FORMS.has(word)),
);

/** A name is taken out only as a whole: single words of it may be what the job is about. */
function withoutRun(words: readonly string[], run: readonly string[]): readonly string[] {
  const at =
    run.length === 0 ? -1 : words.findIndex((_, start) => run.every((word, next) => words[start + next] === word));
  return at < 0 ? words : words.toSpliced(at, run.length);
}

/** Endings of French feminine forms, and what stands instead. */
const FEMININE: readonly (readonly [ending: string, instead: string])[] = [
  ['euse', 'eur'],
  ['trice', 'teur'],
  ['ive', 'if'],
  ['nne', 'n'],
  ['lle', 'l'],
  ['e', ''],
];
const SHORTEST_INFLECTED = 5;

/** The same spelling for both genders of French and German words. It need not be a word: it is only compared. */
export function inOneGender(word: string): string {
  if (word.length < SHORTEST_INFLECTED) return word;
  if (!word.endsWith('e')) return word.endsWith('erin') ? word.slice(0, -2) : word;
  const [ending, instead] = FEMININE.find(([each]) => word.endsWith(each)) ?? ['', ''];
  return word.slice(0, word.length - ending.length) + instead;
}

/** Name of an employer without legal form; a name that a service wrote twice (`X - X`) once. Empty when there is none. */
export function normalName(name: string | null | undefined): string {
  return name ? bareName(name) : '';
}

const bareName = remembered((name) => {
  const parts = plain(name)
    .replaceAll('&', ' ')
    .split(/\s+-\s+/);
  const half = parts.slice(0, parts.length / 2).join(' ');
  const written = half !== '' && half === parts.slice(parts.length / 2).join(' ') ? half : parts.join(' ');
  const words = wordsOf(written.replaceAll('.', ''));
  const kept = words.filter((word) => !LEGAL_FORMS.has(word));
  return (kept.length > 0 ? kept : words).join(' ');
});

/** Name of a town for comparison: no accents, no punctuation, no part numbers such as those of `Lyon 03`. */
export function normalTown(name: string | null | undefined): string {
  return wordsOf(plain(name ?? ''))
    .filter((word) => !/^\d+$/.test(word))
    .map((word) => (word === 'saint' || word === 'sint' ? 'st' : word === 'sainte' ? 'ste' : word))
    .join(' ');
}

export function byCodeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
