import { withoutAccents } from './fold.ts';
import { GENDER_MARK, withoutGenderMarks } from './gender.ts';

/** An advertisement says what the job is at its beginning; the rest is not read. */
const LONGEST_BEGINNING = 1_500;
const MOST_CLAUSES = 30;
const LONGEST_CLAUSE = 300;
const LONGEST_NAME = 100;
const SHORTEST_NAME = 4;
const MOST_WORDS = 9;

/** One of the words, `_` for a blank. */
const oneOf = (words: string): string => `(?:${words.trim().split(/\s+/).join('|').replaceAll('_', ' ')})`;

const BETWEEN_CLAUSES = /[.?!](?=\s|$)|[;\n\r•*]/;
const BETWEEN_PHRASES = /[:<>"«»,]|\s-\s(?=.)/;
/** Verbs of recruiting: the job stands behind them, with an article or without. */
const SEEKING = new RegExp(
  `(?<![a-z])${oneOf(`recherche recherchons recherchent recrute recrutons recrutent cherche cherchons embauche embauchons
    zoek zoekt zoeken gezocht suche suchen sucht gesucht looking_for seeks seeking hiring recruits recruiting searching_for`)}(?![a-z])`,
);
/** What stands right before the name of the job. Lost blanks are common before the French ones. */
const NAMING = new RegExp(
  `en (?:tant qu|qualite d)(?:e |')|(?<![a-z])(?:${[
    `${oneOf('poste metier fonction emploi role')} d(?:e |')`,
    `${oneOf(`intitule intitule_du_poste poste metier fonction functie functietitel vacature stelle stellenbezeichnung
      position job_title role job`)}\\s?:\\s*`,
    `${oneOf('devenir devenez comme als word wordt functie_van stelle_als werde werden_sie become role_of position_of job_of')} `,
    'as (?=an? |our |the )',
  ].join('|')})`,
);
const ARTICLE = new RegExp(
  `(?<![a-z'])(?:d')?(?:un\\s?\\(e\\)|un\\s?[·./-]\\s?e(?![a-z])|${oneOf(`un une des deux trois quatre plusieurs
    een enkele twee drie meerdere ein eine einen mehrere zwei drei a an several two three`)}(?![a-z'(]))\\s*`,
  'g',
);
const FIRST_ARTICLE = new RegExp(`^(?:${ARTICLE.source}|\\d{1,2}\\s+)`);
/** Small words between a verb of recruiting and what it seeks. */
const BETWEEN = new RegExp(
  `^[\\s:]*(?:${oneOf(`actuellement activement urgemment regulierement momenteel regelmatig dringend derzeit aktuell currently
    wir wij we naar`)}\\s+){0,3}`,
);
const POSSESSIVE = new RegExp(
  `^(?:de )?${oneOf('le la les l notre nos votre son sa ses leur leurs de het onze jouw je uw der die das unser unsere unseren ihr our your the')}[ ']\\s*`,
);
const FUTURE = new RegExp(
  `^${oneOf('futur prochain nouveau nouvel nouvelle toekomstig nieuw neu next new')}(?:\\(?e?s?\\)?|[a-z]{0,3})\\s`,
);
/** For whom somebody is sought; the job follows later in the sentence. */
const FOR_WHOM = new RegExp(
  `^(?:${oneOf('pour au chez aupres dans afin a_la voor bij in fur bei zur for at')}(?![a-z])|,|${oneOf("l'un un_de")})`,
);
const EMPLOYER = new RegExp(
  `^${oneOf(`de_nos de_ses de_leurs d'entre van_onze unserer of_our client clients partenaire entreprise societe groupe acteur leader
    klant partner opdrachtgever bedrijf kunden unternehmen company employer`)}(?![a-z])`,
);
/** Ends the name of a job where no gender mark does. */
const END = new RegExp(
  [
    '[:,<>"«»()]|\\s-\\s',
    `(?<![a-z])${oneOf(`pour afin qui dont base basee bases basees situe situee chez au_sein dans avec vous tu nous votre vos est serait
      voor die om bij met binnen te fur mit zur zum bei im ab
      for to who with at based you we reporting that in`)}(?![a-z])`,
    // Verb and pronoun: `als kok zorg je`, `als Koch sind Sie`.
    `(?<![a-z])(?:[a-z]{2,20} )?${oneOf('je jij u sie du')}(?![a-z])`,
    `(?<![a-z])en ${oneOf('cdi cdd interim contrat alternance vue charge')}(?![a-z])`,
    `(?<![a-z])a ${oneOf('temps partir pourvoir mi-temps')}(?![a-z])`,
  ].join('|'),
);

/**
 * What the beginning of an advertisement calls the job, in the order of its sentences: `Nous recherchons un Chef
 * d'équipe logistique (H/F)` gives `chef d'equipe logistique`. Advertisements announce a job in fixed ways: before a
 * gender mark, behind a verb of recruiting, behind `en tant que`, `functie:`, `als` or `as a`. Some of what is found is
 * no job (`notre client`): it is for the caller to tell. Lower case without accents; at most one name a sentence, of at
 * most thirty sentences.
 */
export function* restatedIn(text: string): Generator<string> {
  const plain = withoutAccents(text.slice(0, LONGEST_BEGINNING));
  for (const clause of plain.split(BETWEEN_CLAUSES, MOST_CLAUSES)) {
    const name = nameIn(clause.slice(0, LONGEST_CLAUSE)).trim();
    if (name.length >= SHORTEST_NAME && name.split(/\s+/).length <= MOST_WORDS) yield name;
  }
}

function nameIn(clause: string): string {
  const mark = clause.search(GENDER_MARK);
  if (mark > 0) return nameBefore(clause.slice(0, mark));
  const naming = NAMING.exec(clause);
  if (naming) return upToEnd(clause.slice(naming.index + naming[0].length).replace(FIRST_ARTICLE, ''));
  const seeking = SEEKING.exec(clause);
  return seeking ? sought(clause.slice(seeking.index + seeking[0].length).replace(BETWEEN, '')) : '';
}

/** The name that a gender mark closes: from the last article, announcing words or sign. */
function nameBefore(before: string): string {
  let from = 0;
  for (const cue of [NAMING.exec(before), SEEKING.exec(before), ...before.matchAll(ARTICLE)]) {
    if (cue) from = Math.max(from, cue.index + cue[0].length);
  }
  return bare(before.slice(from).split(BETWEEN_PHRASES).at(-1) ?? '');
}

/** What stands behind a verb of recruiting, or behind the first later article that does not begin a word for an employer. */
function sought(rest: string): string {
  const next = rest.replace(FIRST_ARTICLE, '');
  const first = FOR_WHOM.test(rest) || EMPLOYER.test(next) ? '' : upToEnd(next);
  if (first !== '') return first;
  for (const article of rest.matchAll(ARTICLE)) {
    const name = rest.slice(article.index + article[0].length);
    if (!EMPLOYER.test(name)) return upToEnd(name);
  }
  return '';
}

function upToEnd(rest: string): string {
  const name = bare(withoutGenderMarks(rest.slice(0, LONGEST_NAME)));
  const end = name.search(END);
  return end < 0 ? name : name.slice(0, end);
}

/** Without `notre futur`, `our next` and the like. */
function bare(name: string): string {
  return name.trimStart().replace(POSSESSIVE, '').replace(FUTURE, '');
}
